"""What belongs to the indexes of a catalogue: the names of the files, and how long each one is.

`indexes.json` is written last. `read_parts` refuses a folder of which a file is missing or has
another length than it was written with.
"""

from pathlib import Path

from pydantic import Field, ValidationError

from engine.errors import LibraryError
from engine.heads import HEAD
from engine.index.blocks import PLAN, box_files, read_plan
from engine.index.files import REMEDY
from engine.types import Value

EMBEDDINGS = "embeddings.npy"
CODES = "codes.npy"
AXES = "axes.npy"
QUANTISER = "quantiser.npy"
NEIGHBOURS = "neighbours.usearch"
PARTS = "indexes.json"
FORMAT = 1


class IndexParts(Value):
    """What was written, and how long each file is.

    `fitted` is how many pictures there were when the axes were fitted; 0 where nobody noted it.
    """

    format: int
    pictures: int = Field(ge=1)
    dimensions: int = Field(ge=1)
    fitted: int = Field(default=0, ge=0)
    bytes: dict[str, int]

    @property
    def headed(self) -> bool:
        """Whether the codes were made by a model's compact head."""
        return HEAD in self.bytes


def write_parts(folder: Path, shape: tuple[int, ...], fitted: int) -> None:
    """Take note of every file of the indexes of (n, d) embeddings."""
    head = (HEAD,) if (folder / HEAD).exists() else ()
    names = (AXES, QUANTISER, CODES, NEIGHBOURS, *head, *box_files(read_plan(folder / PLAN)))
    sizes = {name: (folder / name).stat().st_size for name in names}
    parts = IndexParts(
        format=FORMAT, pictures=shape[0], dimensions=shape[1], fitted=fitted, bytes=sizes
    )
    (folder / PARTS).write_text(parts.model_dump_json(indent=1), encoding="utf-8")


def read_parts(folder: Path) -> IndexParts:
    """Read what `write_parts` wrote, and check the length of every file.

    Raises
    ------
    LibraryError
        The list cannot be read, or a file is missing or has another length.
    """
    path = folder / PARTS
    try:
        parts = IndexParts.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise LibraryError(f"{path} cannot be read; {REMEDY}") from error
    if parts.format != FORMAT:
        raise LibraryError(
            f"{path} was written by format {parts.format}; this version reads {FORMAT}; {REMEDY}"
        )
    for name, wanted in parts.bytes.items():
        file = folder / name
        found = file.stat().st_size if file.exists() else 0
        if found != wanted:
            raise LibraryError(f"{file} has {found} bytes where {wanted} belong; {REMEDY}")
    return parts
