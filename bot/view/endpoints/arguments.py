"""What programs send to the endpoints, checked: whatever is wrong gets a sentence, never a trace.

Nothing of it is used before it was looked at here; a picture named by a path is one that was
uploaded to this server, and it is deleted as soon as it was read.
"""

import base64
import binascii
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from bot.settings import MESSAGE_CHARACTERS
from bot.view.guarding.bodies import uploaded
from engine.types import PictureId

MOST = 200
"""Pictures that one call gives at most."""
MOST_LABELS = 1_000
"""Pictures that one call may like, or dislike."""
MOST_ROWS = 10_000
ID_CHARACTERS = 64
_SHOWN = 40


def refuse(sentence: str) -> gr.Error:
    """Make the error that tells a caller what is wrong, and logs nothing."""
    return gr.Error(sentence, print_exception=False)


def text(given: object, name: str = "text", most: int = MESSAGE_CHARACTERS) -> str:
    """Check a text; nothing given is an empty one."""
    if given is None:
        return ""
    if not isinstance(given, str):
        raise refuse(f"{name}: expected text, found {_kind(given)}")
    if len(given) > most:
        raise refuse(f"{name} has {len(given):,} characters: at most {most:,} are read")
    return given.encode(errors="replace").decode()  # a lone half of a surrogate pair


def needed(given: object, name: str, example: str) -> str:
    """Check a text that must say something."""
    found = text(given, name).strip()
    if not found:
        raise refuse(f"{name} is empty: {example}")
    return found


def number(given: object, name: str, most: int) -> int:
    """Check a whole number from 1; 3.0 is one, since many programs have no other."""
    whole = isinstance(given, int) or (isinstance(given, float) and given.is_integer())
    if isinstance(given, bool) or not whole or not 1 <= given <= most:  # type: ignore[operator]
        raise refuse(f"{name} is {_shown(given)}: give a number from 1 to {most:,}")
    return int(given)  # type: ignore[call-overload, no-any-return]


def choice(given: object, name: str, known: tuple[str, ...]) -> str:
    """Check that one of a few words is given."""
    if given not in known:
        raise refuse(f"{name} is {_shown(given)}: give one of {', '.join(known)}")
    return str(given)


def pictures(given: object, name: str) -> tuple[PictureId, ...]:
    """Check a list of picture ids, each of them once."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise refuse(f"{name}: expected a list of picture ids, found {_kind(given)}")
    if len(given) > MOST_LABELS:
        raise refuse(f"{name} has {len(given):,} pictures: at most {MOST_LABELS:,} are read")
    return tuple(dict.fromkeys(picture(each, f"every one of {name}") for each in given))


def picture(given: object, name: str) -> PictureId:
    """Check the id of a picture."""
    if not isinstance(given, str) or not 0 < len(given) <= ID_CHARACTERS:
        raise refuse(f"{name} should be a picture's id as search gives it, not {_shown(given)}")
    return PictureId(given)


def image(given: object, most: int) -> bytes | None:
    """Read a picture that was sent: uploaded, or written out in base64; None for an id.

    Parameters
    ----------
    given : object
        What gradio's clients make of a file, a `data:` address, or anything else.
    most : int
        The largest size in bytes.
    """
    if isinstance(given, Mapping):
        return take_upload(given.get("path"), most)
    if isinstance(given, str) and given.startswith("data:"):
        return _decode(given, most)
    return None


def take_upload(path: object, most: int = sys.maxsize) -> bytes:
    """Read a file that was uploaded to this server, and delete it.

    Raises
    ------
    gr.Error
        It was not uploaded here, is too large, or is no longer here.
    """
    folder = Path(upload_folder())
    if not isinstance(path, str) or not uploaded(path, folder):
        raise refuse("a file is named that was not uploaded here; upload it first")
    file = Path(path)
    try:
        if file.stat().st_size > most:
            raise refuse(f"the file is too large: at most {most / 1024**2:.0f} MB are read")
        return file.read_bytes()
    except OSError as error:
        raise refuse("the file is no longer here; upload it again") from error
    finally:
        drop_upload(file)


def drop_upload(file: Path) -> None:
    """Delete an uploaded file, and the folder that gradio made for it alone."""
    file.unlink(missing_ok=True)
    if file.parent != Path(upload_folder()):
        try:
            file.parent.rmdir()
        except OSError:
            return  # somebody sent the same content under another name


def upload_folder() -> str:
    """Name the folder into which gradio puts what people send."""
    folder: str = gr.utils.get_upload_folder()
    return folder


def _decode(address: str, most: int) -> bytes:
    head, comma, written = address.partition(",")
    if not comma or not head.endswith(";base64"):
        raise refuse("a picture as text is written like data:image/jpeg;base64,...")
    if len(written) > most * 4 // 3 + 4:
        raise refuse(f"the picture is too large: at most {most / 1024**2:.0f} MB are read")
    try:
        return base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError) as error:
        raise refuse("the picture's base64 cannot be decoded") from error


def _kind(given: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false", int: "a number"}
    return names.get(type(given), "a number" if isinstance(given, float) else "something else")


def _shown(given: Any) -> str:  # noqa: ANN401, whatever a program sent
    written = repr(given)
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
