"""`morelike chat`: a conversation in the terminal, or one JSON object a line for programs."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bot.cli.printing import complain, out, out_json
from bot.cli.shelf import FolderShelf, write_files
from bot.handlers import Answer, Message, Tile, answer
from bot.replies import problem, say
from bot.settings import Settings, read_settings
from engine.conversation import Conversation
from engine.errors import Fault, Kind, MorelikeError, PictureError, SettingsError
from engine.service import Engine
from engine.settings import DEMO_LIBRARY

PROMPT = "> "
_LEAVE = {"quit", "exit", ":q"}


def chat(arguments: Namespace) -> None:
    """Answer a message a line until the input ends."""
    settings = read_settings(
        os.environ,
        library=arguments.library,
        model=arguments.model,
        page_size=arguments.page_size,
        saved=arguments.saved,
    )
    engine = Engine.open(settings.first_library or DEMO_LIBRARY, settings.model)
    talk = _talk_json if arguments.json else _talk
    talk(engine, settings, arguments)


def _talk_json(engine: Engine, settings: Settings, arguments: Namespace) -> None:
    shelf = FolderShelf(settings.saved)
    conversation = Conversation(library=engine.library)
    for line in sys.stdin:
        begun = perf_counter()
        try:
            message = _read_line(line, settings, arguments.columns)
            found = answer(engine, conversation, message, shelf)
            written = write_files(found.files, arguments.out)
        except MorelikeError as error:
            told = say([problem(error)], conversation.language)
            seconds = perf_counter() - begun
            out_json({**_EMPTY, "reply": told, "error": str(error), "seconds": seconds})
            continue
        conversation = found.conversation
        out_json({**_as_json(engine, found), "files": [str(path) for path in written]})


_EMPTY: dict[str, object] = {
    "reply": "",
    "actions": [],
    "pictures": [],
    "matches": None,
    "seconds": 0.0,
    "stages": {},
}


def _as_json(engine: Engine, found: Answer) -> dict[str, object]:
    return {
        "reply": found.reply,
        "actions": [action.model_dump(mode="json") for action in found.actions],
        "pictures": [_picture(engine, tile) for tile in found.pictures],
        "matches": found.matches,
        "seconds": found.seconds,
        "stages": found.stages,
        "total": found.total,
        "right": found.right,
        "right_low": found.right_low,
        "right_high": found.right_high,
        "query": found.query,
        "suggestions": list(found.suggestions),
        "reasons": [reasons.model_dump(mode="json") for reasons in found.reasons],
    }


def _picture(engine: Engine, tile: Tile) -> dict[str, object]:
    return {
        "number": tile.number,
        "path": engine.picture(tile.id).path,
        "score": tile.score,
        "id": tile.id,
        "file": str(engine.path(tile.id)),
        "alike": tile.alike,
        "asking": tile.asking,
    }


def _read_line(line: str, settings: Settings, columns: int) -> Message:
    """Read a message, or an object with `message` and `image`, from one line."""
    said: object = None
    if line.lstrip().startswith("{"):
        try:
            said = json.loads(line)
        except ValueError:
            said = None  # a message that begins with a brace, and is no object
    if not isinstance(said, dict) or not said.keys() & {"message", "image"}:
        return _message(line.rstrip("\n"), None, settings, columns)
    text, image = said.get("message") or "", said.get("image")
    if not isinstance(text, str) or not (image is None or isinstance(image, str)):
        raise SettingsError(
            '"message" and "image" must be texts: {"message": "at night", "image": "boat.jpg"}'
        )
    return _message(text, image, settings, columns)


def _message(text: str, image: str | None, settings: Settings, columns: int) -> Message:
    content = _read_picture(Path(image), settings.upload_bytes) if image else None
    size = settings.page_size
    images = () if content is None else (content,)
    return Message(text=text, images=images, columns=columns, page_size=size, local=True)


def _read_picture(path: Path, limit: int) -> bytes:
    try:
        if path.stat().st_size > limit:
            raise PictureError(
                f"{path.name} has more than {limit // 1024**2} MB; bring a smaller copy",
                Fault(Kind.PICTURE_HEAVY, path.name, most=limit // 1024**2),
            )
        return path.read_bytes()
    except OSError as error:
        raise PictureError(
            f"{path} cannot be read: {error.strerror}", Fault(Kind.FILE_UNREADABLE, path.name)
        ) from error


def _talk(engine: Engine, settings: Settings, arguments: Namespace) -> None:
    shelf = FolderShelf(settings.saved)
    conversation = Conversation(library=engine.library)
    live = sys.stdin.isatty()
    if live:
        out(f"{engine.name}: {engine.pictures:,} pictures. Describe one; an empty line leaves.")
    for line in _typed(live=live):
        message = _message(line, None, settings, arguments.columns)
        found = answer(engine, conversation, message, shelf)
        conversation = found.conversation
        out(found.reply)
        _write(found, arguments.out)
        for tile in found.pictures:
            out(_line(engine, tile))
        if found.suggestions and live:
            out("try: " + " · ".join(found.suggestions))


def _write(found: Answer, folder: Path) -> None:
    try:
        for path in write_files(found.files, folder):
            out(f"written: {path}")
    except MorelikeError as error:
        complain(str(error))


def _typed(*, live: bool) -> Iterator[str]:
    while True:
        if live:
            sys.stdout.write(PROMPT)
            sys.stdout.flush()
        line = sys.stdin.readline()
        if not line or line.strip().lower() in _LEAVE or (live and not line.strip()):
            return
        yield line.rstrip("\n")


def _line(engine: Engine, tile: Tile) -> str:
    mark = {"liked": "+", "disliked": "-", "unsure": "~"}.get(tile.label or "", " ")
    score = f"{tile.score:6.2f}" if tile.score else " " * 6
    pile = f"  +{tile.alike} alike" if tile.alike else ""
    return f"{mark} #{tile.number:<4}{score}  {engine.path(tile.id)}{pile}"
