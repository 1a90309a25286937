"""Conversations kept, shared and brought back, as a small JSON text without paths.

What is kept is where a conversation stands: words, labels, conditions, and the numbers that were
given. The pictures are named by their content, so a search that is brought back also finds what was
added to the library since. Pictures that the person brought along are not part of it.
"""

import json
from typing import Literal

from pydantic import Field, ValidationError

from bot.handlers.packing import pack
from bot.handlers.values import File
from bot.handlers.work import Work
from bot.replies import done, heard, quoted, trouble
from engine.conversation import Load, Situation, step
from engine.errors import ConversationError, Fault, Kind
from engine.types import PictureId, Value

SAVED_BYTES = 512 * 1024
"""A conversation of a thousand labels takes some 40 KB."""
LINK_CHARACTERS = 8_000
"""What a link holds at most: messengers and mail cut longer ones. Some 400 labels fit."""
NAME_CHARACTERS = 60
_WORDS = 100
_WORD_CHARACTERS = 2_000
_UPLOAD = "upload-"


class Saved(Value):
    """A conversation as it is kept."""

    morelike: Literal["conversation"] = "conversation"
    version: Literal[1] = 1
    library: str = Field(max_length=200)
    name: str = Field(max_length=NAME_CHARACTERS)
    situation: Situation
    numbered: tuple[PictureId, ...] = ()


def is_saved(content: bytes) -> bool:
    """Tell a kept conversation from words and from pictures, by how it begins.

    Examples
    --------
    >>> is_saved(b'{"morelike": "conversation"}'), is_saved(b"{curly} hair")
    (True, False)
    """
    return content.lstrip()[:1] == b"{" and b'"morelike"' in content[:200]


def save(work: Work, said: str) -> None:
    """Keep the conversation: on the shelf where there is one, else as a file for the person."""
    work.commit()
    if not work.now.answerable:
        work.remark(trouble("nothing_to_save"))
        return
    name = _name(work, said)
    content = dump(work, name)
    if work.shelf is None:
        work.files.append(File(name=file_name(name), content=content))
        work.remark(done("saved_file", text=name))
    else:
        work.shelf.keep(name, content)
        work.remark(done("saved", text=name))
    _note_uploads(work)


def share(work: Work) -> None:
    """Give the conversation as a file that another person can add to theirs, and as a link.

    The terminal has no address that a link could lead to, and gives the file alone.
    """
    work.commit()
    if not work.now.answerable:
        work.remark(trouble("nothing_to_save"))
        return
    name = _name(work, "")
    content = dump(work, name)
    work.files.append(File(name=file_name(name), content=content))
    link = pack(content.decode()) if work.shelf is None else ""
    if 0 < len(link) <= LINK_CHARACTERS:
        work.link = link
        work.remark(done("shared_link"))
    else:
        work.remark(done("shared"))
    if len(link) > LINK_CHARACTERS:
        work.remark(trouble("link_too_long"))
    _note_uploads(work)


def load(work: Work, name: str) -> None:
    """Bring back what was kept under a name; undo takes it away again."""
    if work.shelf is None:
        work.remark(trouble("load_file"))
        return
    names = work.shelf.names()
    known = {one.casefold(): one for one in names}
    if name.casefold() in known:
        take(work, work.shelf.read(known[name.casefold()]))
        return
    if name:
        work.remark(trouble("not_saved", text=name))
    work.remark(done("saved_names", parts=quoted(names)) if names else trouble("nothing_saved"))


def take(work: Work, content: bytes) -> None:
    """Bring back a kept conversation.

    Raises
    ------
    ConversationError
        It is none, or belongs to another library.
    """
    saved = read_saved(content, work.engine.library)
    mentioned = {*saved.numbered, *saved.situation.hidden, *saved.situation.passed}
    mentioned |= {picture for picture, _ in saved.situation.labels}
    gone = mentioned - work.engine.known(mentioned)
    situation, numbered = _without(saved, gone)
    work.changes.clear()
    work.conversation = step(work.conversation, Load(situation=situation, numbered=numbered))
    work.entered = True
    work.remark(heard("loaded", text=saved.name))
    if gone:
        work.remark(trouble("gone", of=len(gone)))


def dump(work: Work, name: str) -> bytes:
    """Write down where the conversation stands."""
    now = work.now
    labels = tuple(pair for pair in now.labels if not pair[0].startswith(_UPLOAD))
    situation = now.model_copy(update={"labels": labels, "epoch": 0, "asked": (), "compared": ()})
    saved = Saved(
        library=work.engine.library,
        name=name,
        situation=situation,
        numbered=work.conversation.numbered,
    )
    said = {"morelike": saved.morelike, "version": saved.version}
    said |= saved.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(said, ensure_ascii=False).encode()


def read_saved(content: bytes, library: str) -> Saved:
    """Read a kept conversation of this library.

    Raises
    ------
    ConversationError
        It is too large, malformed or forged, or belongs to another library.
    """
    saved = parse_saved(content)
    if saved.library != library:
        raise ConversationError(
            "the saved conversation belongs to another library; open it there",
            Fault(Kind.SAVED_ELSEWHERE),
        )
    return saved


def parse_saved(content: bytes) -> Saved:
    """Read a kept conversation, whatever its library.

    Raises
    ------
    ConversationError
        It is too large, malformed or forged.
    """
    if len(content) > SAVED_BYTES:
        raise ConversationError(
            f"the saved conversation has more than {SAVED_BYTES // 1024} KB, as none of ours has",
            Fault(Kind.SAVED_LARGE, most=SAVED_BYTES // 1024),
        )
    try:
        saved = Saved.model_validate_json(content)
    except ValidationError as error:
        raise ConversationError(
            "the saved conversation cannot be read; save it again, or describe the search anew",
            Fault(Kind.SAVED_UNREADABLE),
        ) from error
    if not _is_sound(saved):
        raise ConversationError(
            "the saved conversation contradicts itself; save it again, or describe the search anew",
            Fault(Kind.SAVED_UNSOUND),
        )
    return saved


def _is_sound(saved: Saved) -> bool:
    now = saved.situation
    words = (*now.texts, *now.avoided)
    pictures = [picture for picture, _ in now.labels]
    given = len(saved.numbered)
    return (
        len(words) <= _WORDS
        and all(0 < len(one) <= _WORD_CHARACTERS for one in words)
        and len(set(pictures)) == len(pictures)
        and len(set(saved.numbered)) == given
        and not any(one.startswith(_UPLOAD) for one in pictures)
        and now.epoch == 0
        and all(1 <= number <= given for number in (*now.gallery, *now.asked, *now.compared))
    )


def _without(saved: Saved, gone: set[PictureId]) -> tuple[Situation, tuple[PictureId, ...]]:
    """Leave out what the library no longer has; the other pictures keep their order."""
    now = saved.situation
    numbered = tuple(one for one in saved.numbered if one not in gone)
    seen = [saved.numbered[number - 1] for number in now.gallery]
    kept = {
        "labels": tuple(pair for pair in now.labels if pair[0] not in gone),
        "hidden": tuple(one for one in now.hidden if one not in gone),
        "passed": tuple(one for one in now.passed if one not in gone),
        "gallery": tuple(numbered.index(one) + 1 for one in seen if one not in gone),
        "page": 0,
    }
    return now.model_copy(update=kept), numbered


def _name(work: Work, said: str) -> str:
    words = " ".join((said or ", ".join(work.now.texts) or "search").split())
    return words[:NAME_CHARACTERS].strip()


def file_name(name: str, ending: str = "morelike.json") -> str:
    """Make a file's name of a name: letters, digits, spaces and dashes, whatever was typed.

    Examples
    --------
    >>> file_name("../../etc/pass wd")
    'etc-pass wd.morelike.json'
    """
    safe = "".join(one if one.isalnum() or one in " _" else "-" for one in name)
    stem = "-".join(part for part in safe.split("-") if part.strip()).strip() or "search"
    return f"{stem}.{ending}"


def _note_uploads(work: Work) -> None:
    if any(picture.startswith(_UPLOAD) for picture, _ in work.now.labels):
        work.remark(trouble("upload_unsaved"))
