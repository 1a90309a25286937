"""A library's manifest: what the folder holds, what it was built with, and a seal on all of it.

The manifest is replaced as the last act of building, by one rename: a library is always the old
one or the new one. A changed byte, a missing file and another model are refused with a sentence.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import JsonValue, ValidationError

from engine.errors import LibraryError
from engine.types import Value

NAME: Final = "manifest.json"
FORMAT: Final = 1
SMALL_BYTES: Final = 2**26
"""Files up to this size are read whole when a library is opened, a tenth of a second each at most;
of larger ones the length is checked then, and every byte when the indexer takes them over."""


class Seal(Value):
    """A file of the library: where it lies, its length, and its SHA-256.

    The first libraries have no SHA-256 of files of more than a megabyte.
    """

    path: str
    size_bytes: int
    sha256: str | None = None


class Manifest(Value):
    """What `manifest.json` says.

    `library` tells this library from every other one, whatever is added to it; `title` is what
    people call it. `model` is the name that opens the model again, `identity` stands for its
    weights. `images` is where the pictures lie: relative to the library where the two lie
    together, so that they can be moved together. `thumbnails` names a file that only grows, of
    which `thumbnails_bytes` are referred to. `head` is the identity of the model's compact head
    that the codes were made with; None where the library's own axes make them. `created` is in
    seconds since 1970.
    """

    format: int = FORMAT
    library: str
    title: str
    model: str
    identity: str
    dimensions: int
    preprocessing: dict[str, JsonValue]
    pictures: int
    images: str
    generation: str
    thumbnails: str
    thumbnails_bytes: int
    captions: str | None = None
    head: str | None = None
    files: tuple[Seal, ...]
    created: float
    checksum: str = ""

    def images_root(self, library: Path) -> Path:
        """Tell where the pictures lie, whether or not they are there."""
        return Path(os.path.normpath(library.resolve() / self.images))

    def check_model(self, name: str, identity: str) -> None:
        """Check that a model is the one that the library was built with.

        Raises
        ------
        LibraryError
            It is another one, or has other weights.
        """
        if self.identity != identity:
            raise LibraryError(
                f"the library {self.title} was built with {self.model} ({self.identity[:8]}); "
                f"this is {name} ({identity[:8]}); run: "
                f"morelike index IMAGES --library LIBRARY --model {name}"
            )

    def generation_folder(self, library: Path) -> Path:
        """Tell where the arrays and the table in force lie."""
        return library / self.generation


def read_manifest(library: Path) -> Manifest:
    """Read and check a library's manifest; the files it names are checked by `verify`.

    Raises
    ------
    LibraryError
        There is no library, it has another format, or a byte of the manifest was changed.
    """
    path = library / NAME
    try:
        text = path.read_bytes().decode("utf-8")  # ends of lines as they are
    except FileNotFoundError as error:
        raise LibraryError(
            f"{library} is not a library: it holds no {NAME}; "
            f"run: morelike index IMAGES --library {library}"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(
            f"{path} cannot be read: {error}; {_again(library)} --model MODEL"
        ) from error
    return _parse(text, library)


def _parse(text: str, library: Path) -> Manifest:
    changed = f"{library / NAME} was changed since it was written; {_again(library)} --model MODEL"
    try:
        content = json.loads(text)
        found = content["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise LibraryError(changed) from error
    if found != FORMAT:
        raise LibraryError(
            f"{library} was written by format {found}; this version reads {FORMAT}; "
            f"{_again(library)}"
        )
    try:
        manifest = Manifest.model_validate(content)
    except ValidationError as error:
        raise LibraryError(changed) from error
    if _render(manifest) != text or _checksum(manifest) != manifest.checksum:
        raise LibraryError(changed)
    return manifest


def verify(library: Path, manifest: Manifest, *, thorough: bool = False) -> None:
    """Check that every file of the library is there as it was written.

    Parameters
    ----------
    library : Path
    manifest : Manifest
    thorough : bool
        Read large files too.

    Raises
    ------
    LibraryError
        A file is missing, has another length, or has a changed byte; one that is large is read
        only when that is asked for.
    """
    for _, what in find_harm(library, manifest, thorough=thorough):
        raise LibraryError(what)


def find_harm(
    library: Path, manifest: Manifest, *, thorough: bool = False
) -> Iterator[tuple[str, str]]:
    """Go through the files that are not as they were written: each one's path, and a sentence.

    Paths are those of the manifest; `thorough` is that of `verify`.
    """
    pack = library / manifest.thumbnails
    if (pack.stat().st_size if pack.is_file() else 0) < manifest.thumbnails_bytes:
        yield manifest.thumbnails, f"{pack} is missing or cut short; {_again(library)}"
    for seal in manifest.files:
        path = library / seal.path
        if not path.is_file():
            yield seal.path, f"{path} is missing; {_again(library)}"
            continue
        size_bytes = path.stat().st_size
        read = thorough or size_bytes <= SMALL_BYTES
        if size_bytes != seal.size_bytes:
            written = f"{size_bytes} bytes and was written with {seal.size_bytes}"
            yield seal.path, f"{path} has {written}; {_again(library)}"
        elif read and seal.sha256 and hash_file(path) != seal.sha256:
            yield seal.path, f"{path} was changed since it was written; {_again(library)}"


def write_manifest(library: Path, manifest: Manifest) -> Manifest:
    """Seal a manifest and put it in force, by one rename."""
    sealed = manifest.model_copy(update={"checksum": _checksum(manifest)})
    fresh = library / f"{NAME}.new"
    with fresh.open("w", encoding="utf-8", newline="") as file:
        file.write(_render(sealed))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(library / NAME)
    sync_folder(library)
    return sealed


def seal_folder(library: Path, folder: Path) -> tuple[Seal, ...]:
    """Put every file below a folder on the disk, and seal it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    seals = tuple(_seal(library, path) for path in files)
    for below in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        sync_folder(below)
    return seals


def _seal(library: Path, path: Path) -> Seal:
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return Seal(
        path=path.relative_to(library).as_posix(),
        size_bytes=path.stat().st_size,
        sha256=hash_file(path),
    )


def place_images(library: Path, images: Path) -> str:
    """Write where the pictures lie: relative where library and pictures lie together."""
    library, images = library.resolve(), images.resolve()
    together = images.is_relative_to(library.parent) or library.is_relative_to(images)
    if not together:
        return str(images)
    return Path(os.path.relpath(images, library)).as_posix()


def hash_file(path: Path) -> str:
    """Hash a file's content with SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on the disk, where the system can."""
    if os.name == "nt":
        return  # Windows opens no folders, and keeps the list by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _render(manifest: Manifest) -> str:
    # Libraries without a head are written as they were before there were any.
    unsaid = {"head"} if manifest.head is None else None
    return (
        json.dumps(manifest.model_dump(mode="json", exclude=unsaid), indent=1, ensure_ascii=False)
        + "\n"
    )


def _checksum(manifest: Manifest) -> str:
    bare = manifest.model_copy(update={"checksum": ""})
    return hashlib.sha256(_render(bare).encode()).hexdigest()


def _again(library: Path) -> str:
    return f"run: morelike index IMAGES --library {library}"
