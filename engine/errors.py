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
"""


class MorelikeError(Exception):
    """Base of every error raised on purpose."""


class SettingsError(MorelikeError):
    """A setting or a flag cannot be used."""


class PictureError(MorelikeError):
    """One picture cannot be read."""


class CatalogueError(MorelikeError):
    """A folder cannot be scanned, or a picture is not known."""


class ModelError(MorelikeError):
    """A model cannot be found, loaded or trusted."""


class LibraryError(MorelikeError):
    """A library cannot be opened, or belongs to something else."""


class BoxError(MorelikeError):
    """Bounds do not make a box."""


class LabelsError(MorelikeError):
    """Labels cannot be learned from."""


class ConversationError(MorelikeError):
    """The conversation cannot take an event."""


class TrainingError(MorelikeError):
    """Training cannot start with this data or these settings."""
