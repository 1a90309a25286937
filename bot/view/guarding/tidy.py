"""What a server forgets, and when: a closed tab and a finished call cost nothing lasting.

Gradio keeps what it knows of a session, conversation and screen, until ten thousand others have
come. Here a call of a program is forgotten after ten minutes, and a closed tab after an hour, in
which a telephone that slept may come back. Files that people sent lie in a folder that is this
server's alone, and go with it.
"""

import asyncio
import atexit
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

SESSIONS = 2_000
"""Sessions that are kept at most; the longest unused goes first."""
CALL_SECONDS = 600.0
CLOSED_SECONDS = 3600.0
IDLE_SECONDS = 24 * 3600.0
RESTING_SECONDS = 3.0
SWEEP_SECONDS = 5.0
UPLOAD_SECONDS = 3600.0
FOLDER = "GRADIO_TEMP_DIR"


def own_folder() -> Path:
    """Give the folder for what people send; a new one, gone at exit, unless one was named."""
    if not os.environ.get(FOLDER):
        made = tempfile.mkdtemp(prefix="morelike-")
        os.environ[FOLDER] = made
        atexit.register(shutil.rmtree, made, ignore_errors=True)
    folder = Path(os.environ[FOLDER])
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def sweeping(
    holder: Callable[[], Any], every: float = SWEEP_SECONDS
) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """Make the part of a server's life in which it forgets.

    Parameters
    ----------
    holder : callable
        Gives gradio's holder of sessions, once there is one.
    every : float
        Seconds between two looks.
    """

    @asynccontextmanager
    async def living(_: object) -> AsyncIterator[None]:
        async def sweep() -> None:
            while True:
                await asyncio.sleep(every)
                forget_sessions(holder(), datetime.now())  # gradio's clock
                lighten_sessions(holder(), datetime.now())
                await asyncio.to_thread(forget_files, own_folder(), time.time())

        task = asyncio.create_task(sweep())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    return living


def forget_sessions(holder: Any, now: datetime) -> int:  # noqa: ANN401, gradio names no type for it
    """Forget sessions that nobody will come back to, and count them.

    Parameters
    ----------
    holder : gradio.state_holder.StateHolder
    now : datetime
        Local time, as gradio writes it down.
    """
    gone = [
        name
        for name, session in list(holder.session_data.items())
        if (now - holder.time_last_used.get(name, now)).total_seconds() > _patience(session)
    ]
    for name in gone:
        holder.session_data.pop(name, None)
        holder.time_last_used.pop(name, None)
    return len(gone)


def lighten_sessions(holder: Any, now: datetime) -> None:  # noqa: ANN401, as above
    """Take from resting sessions what gradio keeps of each turn and never looks at again.

    Each answer leaves two components of its own behind, and a copy of everything on the screen for
    links that nobody can make here. What a session holds for its next turn stays.

    Parameters
    ----------
    holder : gradio.state_holder.StateHolder
    now : datetime
        Local time, as gradio writes it down.
    """
    for name, session in list(holder.session_data.items()):
        used = holder.time_last_used.get(name, now)
        if (now - used).total_seconds() < RESTING_SECONDS:
            continue  # a turn may be under way
        blocks = session.blocks_config.blocks
        for left in [each for each in blocks if each not in holder.blocks.blocks]:
            del blocks[left]
        session.config_values.clear()


def _patience(session: Any) -> float:  # noqa: ANN401
    if not any(session.state_data.values()):
        return CALL_SECONDS  # nothing was said in it: it begins anew, unnoticed
    return CLOSED_SECONDS if session.is_closed else IDLE_SECONDS


def forget_files(folder: Path, now: float) -> int:
    """Delete files that were sent and never used, and folders left empty; count the files."""
    gone = 0
    for path in sorted(folder.rglob("*"), reverse=True):
        try:
            if now - path.lstat().st_mtime < UPLOAD_SECONDS:
                continue
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()
                gone += 1
        except OSError:
            continue  # used or deleted meanwhile, or a folder that is not empty
    return gone
