"""What the header says of libraries: the one that is searched, and a choice of several."""

from html import escape

from bot.replies.labels import Labels
from bot.view.libraries.progress import describe_size
from bot.view.libraries.served import Offered, Served


def chooser(served: Served, shown: Offered, words: Labels) -> str:
    """Draw the choice of a library, the button that looks for new pictures, and the keeper's words.

    The choice is nothing where there is one library alone, the button where nobody may press it.
    """
    return f"{_choice(served, shown, words)}{_look(served, shown, words)}{_words(words)}"


def _choice(served: Served, shown: Offered, words: Labels) -> str:
    if len(served) == 1:
        return ""
    options = "".join(
        f'<option value="{escape(one.name)}"{" selected" if one is shown else ""}>'
        f"{escape(_label(one, words))}</option>"
        for one in served.values()
    )
    name = escape(words.keep.library)
    return f'<select class="library" aria-label="{name}" title="{name}">{options}</select>'


def _label(library: Offered, words: Labels) -> str:
    return words.keep.choice.format(name=library.name, size=describe_size(library, words))


def _look(served: Served, shown: Offered, words: Labels) -> str:
    if not (served.tended and shown.grows and shown.state.ready):
        return ""
    name = escape(words.keep.look)
    return (
        f'<button type="button" class="icon look" data-look title="{name}" aria-label="{name}">'
        "</button>"
    )


def _words(words: Labels) -> str:
    said = escape(words.keep.model_dump_json())
    return (
        f'<span id="keep-words" hidden data-language="{words.language}" data-words="{said}"></span>'
    )
