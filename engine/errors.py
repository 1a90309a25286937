"""Every error that the library raises on purpose, in one tree.

    MorelikeError
    ├── SettingsError        a setting or a flag that cannot be used
    ├── PictureError         one picture that cannot be read, and why
    ├── CatalogueError       a folder that cannot be scanned, a picture that is not known
    ├── ModelError           a model that cannot be found, loaded or trusted
    ├── LibraryError         a library that cannot be opened, or belongs to something else
    ├── BoxError             bounds that do not make a box
    ├── LabelsError          labels that cannot be learned from
    ├── ConversationError    an event that the conversation cannot take
    └── TrainingError        data or settings that training cannot start with

A message says what is wrong, what was found, and what to do. The library raises; only
`bot.handlers` and `bot.cli` turn an error into a sentence or an exit code.

The message is English, for terminals and logs. Each error also has a `Fault`: its kind, and the
few facts that a sentence in another language needs. An error that names no fault has the kind of
its class, so no error is without one. A new kind needs its sentence in each table of `bot.replies`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """What went wrong, by a name that stays, however it is said."""

    UNEXPECTED = "unexpected"
    SETTING_WRONG = "setting_wrong"
    PICTURE_UNREADABLE = "picture_unreadable"
    PICTURE_EMPTY = "picture_empty"
    PICTURE_FOREIGN = "picture_foreign"
    PICTURE_HEIC = "picture_heic"
    PICTURE_HEAVY = "picture_heavy"
    PICTURE_LARGE = "picture_large"
    PICTURE_DAMAGED = "picture_damaged"
    PICTURE_GONE = "picture_gone"
    PICTURE_UNKNOWN = "picture_unknown"
    UPLOAD_GONE = "upload_gone"
    CONDITION_UNCLEAR = "condition_unclear"
    MODEL_MISSING = "model_missing"
    LIBRARY_HARMED = "library_harmed"
    LIBRARY_BUSY = "library_busy"
    LIBRARY_WAITING = "library_waiting"
    LIBRARY_CLOSED = "library_closed"
    FOLDER_MISSING = "folder_missing"
    FOLDER_EMPTY = "folder_empty"
    LABELS_UNFIT = "labels_unfit"
    NOTHING_TO_FIND = "nothing_to_find"
    SCAN_TOO_LARGE = "scan_too_large"
    BOXES_TOO_WIDE = "boxes_too_wide"
    EVENT_UNFIT = "event_unfit"
    NUMBER_UNKNOWN = "number_unknown"
    NO_UNDO = "no_undo"
    NO_REDO = "no_redo"
    OTHER_LIBRARY = "other_library"
    LINK_DAMAGED = "link_damaged"
    SAVED_ELSEWHERE = "saved_elsewhere"
    SAVED_LARGE = "saved_large"
    SAVED_UNREADABLE = "saved_unreadable"
    SAVED_UNSOUND = "saved_unsound"
    FILE_UNWRITABLE = "file_unwritable"
    FILE_UNREADABLE = "file_unreadable"


@dataclass(frozen=True)
class Fault:
    """A kind and its facts: `name` is what it is about, `found` and `most` are its numbers."""

    kind: Kind
    name: str = ""
    found: int = 0
    most: int = 0


class MorelikeError(Exception):
    """Base of every error raised on purpose."""

    kind: ClassVar[Kind] = Kind.UNEXPECTED

    def __init__(self, message: str = "", fault: Fault | None = None) -> None:
        super().__init__(message)
        self.fault = fault or Fault(self.kind)


class SettingsError(MorelikeError):
    """A setting or a flag cannot be used."""

    kind = Kind.SETTING_WRONG


class PictureError(MorelikeError):
    """One picture cannot be read."""

    kind = Kind.PICTURE_UNREADABLE


class CatalogueError(MorelikeError):
    """A folder cannot be scanned, or a picture is not known."""

    kind = Kind.PICTURE_UNKNOWN


class ModelError(MorelikeError):
    """A model cannot be found, loaded or trusted."""

    kind = Kind.MODEL_MISSING


class LibraryError(MorelikeError):
    """A library cannot be opened, or belongs to something else."""

    kind = Kind.LIBRARY_HARMED


class BoxError(MorelikeError):
    """Bounds do not make a box."""


class LabelsError(MorelikeError):
    """Labels cannot be learned from."""

    kind = Kind.LABELS_UNFIT


class ConversationError(MorelikeError):
    """The conversation cannot take an event."""

    kind = Kind.EVENT_UNFIT


class TrainingError(MorelikeError):
    """Training cannot start with this data or these settings."""
