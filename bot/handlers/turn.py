"""From one message to one answer: read, change, find, show, say."""

from time import perf_counter

from bot.handlers import changes, galleries, keeping, studying
from bot.handlers.bringing import bring
from bot.handlers.carrying import carry_out
from bot.handlers.shelf import Shelf
from bot.handlers.values import Answer, Message
from bot.handlers.work import Work
from bot.parse import ENGLISH, Action, Reading, actions, read
from bot.replies import done, heard, phrase, problem, quoted, say, suggestion, trouble
from bot.settings import MESSAGE_CHARACTERS
from engine.conversation import Conversation
from engine.errors import ConversationError, Fault, Kind, MorelikeError
from engine.service import Engine


def answer(
    engine: Engine, conversation: Conversation, message: Message, shelf: Shelf | None = None
) -> Answer:
    """Answer one message.

    Parameters
    ----------
    engine : Engine
        Shared by all conversations; nothing of this one stays in it.
    conversation : Conversation
        Where the conversation stood.
    message : Message
        What the person sent.
    shelf : Shelf, optional
        Where this person's conversations are kept by name; without one they are given as files.

    Returns
    -------
    Answer
        Errors of ours are sentences of its reply; the conversation is then as it was, but for the
        language that the message was in.
    """
    begun = perf_counter()
    if not conversation.library:
        conversation = conversation.model_copy(update={"library": engine.library})
    work = Work(engine, conversation, message, conversation, shelf)
    heard_as: tuple[Action, ...] = ()
    refused = False
    try:
        _check_library(work)
        heard_as = _play(work)
    except MorelikeError as error:
        work = Work(engine, conversation, message, conversation)
        work.speak(_language(work))
        work.remark(problem(error))
        refused = True
    found = _finish(work, heard_as, perf_counter() - begun)
    return found.model_copy(update={"refused": refused})


def _check_library(work: Work) -> None:
    if work.conversation.library != work.engine.library:
        raise ConversationError(
            "this conversation belongs to another library; start a new one here",
            Fault(Kind.OTHER_LIBRARY),
        )


def _play(work: Work) -> tuple[Action, ...]:
    message = work.message
    for content in (*message.images, message.text.encode(errors="replace")):
        if keeping.is_saved(content):
            keeping.take(work, content)
            _show_change(work)
            return ()
    if message.images:
        with work.timed("encode"):
            bring(work)
    changes.take_marks(work, message.marks)
    studied = studying.take(work)
    with work.timed("parse"):
        reading = read(message.text[:MESSAGE_CHARACTERS], work.screen())
    if not message.clicked:
        work.speak(reading.language)
    _note(work, reading, cut=len(message.text) > MESSAGE_CHARACTERS)
    said = _in_order(reading.actions)
    if not (said or work.changes or studied or message.images):
        _answer_nothing(work)
    moved = [action for action in said if carry_out(work, action)]
    _note_language(work, said)
    work.commit()
    if work.entered:
        _show_change(work)
    elif moved:
        galleries.show_again(work)
    return reading.actions


def _show_change(work: Work) -> None:
    """Show what the changes lead to; after a bare "start over" that is an empty page."""
    now = work.now
    if now.answerable or now.avoided or now.labels or now.hidden:
        galleries.first_page(work)
    else:
        work.suggestions = (suggestion("random"), suggestion("undo"), suggestion("help"))


def _note(work: Work, reading: Reading, *, cut: bool) -> None:
    for typed, meant in reading.corrections:
        work.remark(heard("read_as", text=typed, parts=quoted([meant])))
    if cut or reading.cut:
        work.remark(trouble("too_long"))


def _note_language(work: Work, said: tuple[Action, ...]) -> None:
    """Say once, to who searches in another language, that the model reads English alone."""
    words = any(isinstance(one, actions.Query | actions.Avoid) for one in said)
    if not words or work.conversation.told_languages:
        return
    if work.engine.languages == (ENGLISH,) and work.conversation.language != ENGLISH:
        work.remark(trouble("reads_english"))
        work.conversation = work.conversation.model_copy(update={"told_languages": True})


def _in_order(said: tuple[Action, ...]) -> tuple[Action, ...]:
    """Put a new search before what is said about it: it clears what was there."""
    fresh = any(isinstance(one, actions.Query) and one.mode == "new" for one in said)
    kept = (one for one in said if not (fresh and _is_reset(one, "labels")))
    return tuple(sorted(kept, key=_rank))


def _rank(action: Action) -> int:
    if _is_reset(action, "all"):
        return 0
    return 1 if isinstance(action, actions.Query) and action.mode == "new" else 2


def _is_reset(action: Action, what: str) -> bool:
    return isinstance(action, actions.Reset) and action.what == what


def _answer_nothing(work: Work) -> None:
    if work.now.gallery:
        work.remark(done("empty_gallery"))
        work.suggestions = (suggestion("more"), suggestion("undo"))
    else:
        work.remark(done("empty"))
        work.suggestions = (suggestion("random"), suggestion("help"))


def _language(work: Work) -> str:
    """Tell the language of a message that could not be played, perhaps not even read so far."""
    if work.message.clicked or not work.conversation.whole:
        return work.conversation.language
    return read(work.message.text[:MESSAGE_CHARACTERS], work.screen()).language


def _finish(work: Work, said: tuple[Action, ...], seconds: float) -> Answer:
    conversation = work.as_one_step()
    return Answer(
        conversation=conversation,
        reply=say(work.remarks, conversation.language),
        pictures=work.tiles,
        matches=work.page.matches if work.page else None,
        right=work.page.right if work.page else None,
        right_low=work.page.right_low if work.page else None,
        right_high=work.page.right_high if work.page else None,
        total=work.engine.pictures,
        actions=said,
        suggestions=tuple(phrase(one, conversation.language) for one in work.suggestions),
        seconds=seconds,
        stages=work.stages,
        query=", ".join(conversation.now.texts),
        files=tuple(work.files),
        link=work.link,
        reasons=tuple(work.reasons),
    )
