"""Why a picture is where it is, drawn for the lightbox: looking changes nothing.

Reasons come from the engine as numbers and ids; every word is the page's own, and what came from a
file or a person is not shown here at all.
"""

from html import escape

from bot.replies.figures import decimal
from bot.replies.labels import Labels
from engine.conversation import Conversation, Label
from engine.service import Reasons
from engine.types import PictureId

UPLOAD = "upload-"
WIDEST = 6.0
"""A bar of so many standard deviations is as wide as the panel."""


def panel(number: int, reasons: Reasons | None, conversation: Conversation, words: Labels) -> str:
    """Draw the reasons for the picture that carries `number`; None where nothing is searched."""
    said = words.why
    picture = conversation.picture(number)
    parts = [f"<h3>{escape(said.title.format(number=number))}</h3>"]
    judged = _judged(conversation, picture, words)
    parts += [f'<p class="verdict">{escape(judged)}</p>'] if judged else []
    if reasons is None:
        parts.append(f"<p>{escape(said.nothing)}</p>")
    else:
        parts += [] if judged else [_verdict(reasons, words)]
        parts += [_near(reasons, conversation, words), _votes(reasons, conversation, words)]
        parts += [_scores(reasons, words)]
        parts += [_turn_round(reasons, conversation, words)] if reasons.place else []
    return "".join(parts)


def _judged(conversation: Conversation, picture: PictureId, words: Labels) -> str:
    label = conversation.now.label_of(picture)
    if label is None:
        return words.why.hidden if picture in conversation.now.hidden else ""
    said = words.why
    return {
        Label.LIKED: said.liked, Label.DISLIKED: said.disliked, Label.UNSURE: said.unsure,
    }[label]  # fmt: skip


def _verdict(reasons: Reasons, words: Labels) -> str:
    said = words.why
    if reasons.kept_out:
        return f'<p class="verdict">{escape(said.kept_out)}</p>'
    if reasons.chance is None:
        return f'<p class="verdict">{escape(said.unranked)}</p>'
    percent = round(100 * reasons.chance)
    phrase = said.match if reasons.match else said.no_match
    kind = "match" if reasons.match else "other"
    return (
        f'<p class="verdict {kind}">{escape(phrase.format(percent=percent))}</p>'
        f'<div class="gauge" aria-hidden="true"><i style="width: {percent}%"></i></div>'
    )


def _near(reasons: Reasons, conversation: Conversation, words: Labels) -> str:
    """Draw the nearest liked and the nearest disliked picture, each beside its likeness."""
    said = words.why
    found = (
        ("liked", said.near_liked, reasons.nearest_liked, reasons.liked_likeness),
        ("disliked", said.near_disliked, reasons.nearest_disliked, reasons.disliked_likeness),
    )
    drawn = "".join(
        f'<li data-kind="{kind}"><img src="gradio_api/thumb/{escape(picture)}" alt="" width="72"'
        f' height="72"><p>{escape(phrase.format(name=_name(picture, conversation, words)))}'
        f"<small>{escape(said.likeness.format(value=_value(likeness, words)))}</small></p></li>"
        for kind, phrase, picture, likeness in found
        if picture is not None and likeness is not None
    )
    return f'<ul class="near">{drawn}</ul>' if drawn else ""


def _votes(reasons: Reasons, conversation: Conversation, words: Labels) -> str:
    """Draw the trees as a row of marks: those that claim the picture are full."""
    if reasons.votes is None or not reasons.trees:
        return ""
    said = words.why
    votes = min(reasons.votes, reasons.trees)
    marks = '<i class="yes"></i>' * votes + "<i></i>" * (reasons.trees - votes)
    together = ", ".join(
        said.times.format(name=_name(picture, conversation, words), count=count)
        for picture, count in reasons.voted_by
    )
    shared = f"<small>{escape(said.together.format(names=together))}</small>" if together else ""
    told = escape(said.votes.format(votes=reasons.votes, trees=reasons.trees))
    return f'<p class="votes">{told}{shared}</p><div class="trees" aria-hidden="true">{marks}</div>'


def _scores(reasons: Reasons, words: Labels) -> str:
    """Draw what the words alone and the marks alone would score, beside the score as it is."""
    said = words.why
    bars = "".join(
        f"<dt>{escape(name)}</dt><dd>{_value(score, words)}"
        f'<i aria-hidden="true" style="width: {_share(score)}%"></i></dd>'
        for name, score in (
            (said.score, reasons.score),
            (said.words, reasons.words_score),
            (said.labels, reasons.labels_score),
        )
        if score is not None
    )
    drawn = f'<p class="scores">{escape(said.scores)}</p><dl>{bars}</dl>' if bars else ""
    if reasons.text_likeness is None:
        return drawn
    likeness = said.text.format(value=_value(reasons.text_likeness, words))
    return f"{drawn}<p><small>{escape(likeness)}</small></p>"


def _turn_round(reasons: Reasons, conversation: Conversation, words: Labels) -> str:
    said = words.why
    if reasons.flip is None:
        near = reasons.nearest_liked if reasons.match else reasons.nearest_disliked
        return f'<p class="flip">{escape(said.steady)}</p>' if near else ""
    phrase = said.flip if reasons.match else said.flip_back
    told = phrase.format(name=_name(reasons.flip, conversation, words))
    return f'<p class="flip">{escape(told)}</p>'


def _name(picture: PictureId, conversation: Conversation, words: Labels) -> str:
    if picture.startswith(UPLOAD):
        return words.why.yours
    numbered = conversation.numbered
    return f"#{numbered.index(picture) + 1}" if picture in numbered else words.why.earlier


def _value(value: float, words: Labels) -> str:
    return decimal(value, 2, words.language)


def _share(score: float) -> int:
    return round(100 * min(max(score / WIDEST, 0.0), 1.0))
