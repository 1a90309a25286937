"""Conversations kept as files of one folder, one small JSON file a name; and files written out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.handlers import File, file_name
from engine.errors import ConversationError, Fault, Kind, SettingsError

ENDING = ".morelike.json"
_LISTED = 500
_COPIES = 1000


@dataclass(frozen=True)
class FolderShelf:
    """A folder that is made when something is first kept; nothing outside it is touched."""

    folder: Path

    def names(self) -> tuple[str, ...]:
        """List what was kept, by name."""
        found = sorted(path.name for path in self.folder.glob(f"*{ENDING}"))
        return tuple(name.removesuffix(ENDING) for name in found[:_LISTED])

    def keep(self, name: str, content: bytes) -> None:
        """Keep a content; a file that was begun is never taken for a whole one.

        Raises
        ------
        ConversationError
            The folder cannot be written to.
        """
        path = self.folder / file_name(name)
        begun = path.with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            begun.write_bytes(content)
            begun.replace(path)
        except OSError as error:
            raise ConversationError(
                f"{path} cannot be written: {error.strerror}",
                Fault(Kind.FILE_UNWRITABLE, path.name),
            ) from error

    def read(self, name: str) -> bytes:
        """Give back what was kept.

        Raises
        ------
        ConversationError
            The file cannot be read.
        """
        path = self.folder / file_name(name)
        try:
            return path.read_bytes()
        except OSError as error:
            raise ConversationError(
                f"{path} cannot be read: {error.strerror}", Fault(Kind.FILE_UNREADABLE, path.name)
            ) from error


def write_files(files: Sequence[File], folder: Path) -> list[Path]:
    """Write files into a folder; no file that is there already is written over.

    Raises
    ------
    SettingsError
        The folder cannot be written to.
    """
    return [_write(one, folder) for one in files]


def _write(one: File, folder: Path) -> Path:
    stem, _, ending = Path(one.name).name.partition(".")
    for count in range(1, _COPIES):
        path = folder / (f"{stem}.{ending}" if count == 1 else f"{stem}-{count}.{ending}")
        try:
            with path.open("xb") as file:
                file.write(one.content)
        except FileExistsError:
            continue
        except OSError as error:
            raise SettingsError(
                f"{path} cannot be written: {error.strerror}; choose another folder with --out",
                Fault(Kind.FILE_UNWRITABLE, path.name),
            ) from error
        return path
    raise SettingsError(
        f"{folder} holds {_COPIES - 1} files like {one.name}; choose another: --out",
        Fault(Kind.FILE_UNWRITABLE, one.name),
    )
