"""`morelike index`, `info` and `bench encode`: libraries made, looked at and measured."""

import os
from argparse import Namespace
from pathlib import Path

from bot.cli.printing import Bar, complain, duration, out, out_json, size
from bot.settings import INSIDE, read_settings
from engine.build import BuildReport, BuildSettings, Remaining, bench_encode, index_folder
from engine.encode import open_encoder
from engine.errors import CatalogueError
from engine.index.manifest import Manifest, read_manifest
from engine.settings import DEMO_LIBRARY, PHOTO_MODEL

MANIFEST = "manifest.json"
_MOST_NAMED = 20


def index(arguments: Namespace) -> None:
    """Build a library, or bring it up to date, and say what was done."""
    settings = read_settings(os.environ, model=arguments.model)
    library = arguments.library or arguments.images / INSIDE
    report = index_pictures(arguments.images, library, settings.model, arguments.title)
    _print_report(report, library)
    if arguments.json:
        out_json(
            {
                **report.model_dump(mode="json"),
                "library": str(library),
                "seconds": round(report.seconds, 3),
            }
        )


def index_pictures(
    images: Path, library: Path, model: str | None, title: str | None = None
) -> BuildReport:
    """Index with a progress bar, with the model that was asked for or the library's own.

    Raises
    ------
    CatalogueError
        The folder of pictures is not there.
    """
    if not images.is_dir():
        raise CatalogueError(f"{images} is not a folder: give the folder that holds the pictures")
    encoder = open_encoder(model or _model_of(library))
    bar = Bar(Remaining().update)
    try:
        return index_folder(images, library, encoder, BuildSettings(title=title), bar)
    finally:
        bar.close()


def _model_of(library: Path) -> str:
    if (library / MANIFEST).is_file():
        return read_manifest(library).model
    return PHOTO_MODEL


def _print_report(report: BuildReport, library: Path) -> None:
    for refusal in report.refused[:_MOST_NAMED]:
        complain(f"left out {refusal.path}: {refusal.reason}")
    if len(report.refused) > _MOST_NAMED:
        complain(f"left out {len(report.refused) - _MOST_NAMED} more")
    out(
        f"{report.pictures:,} pictures in {library}: {report.added:,} added, "
        f"{report.changed:,} changed, {report.removed:,} removed, "
        f"{len(report.refused):,} left out, {duration(report.seconds)}"
    )


def info(arguments: Namespace) -> None:
    """Say what a library holds."""
    settings = read_settings(os.environ, library=arguments.library)
    library = settings.first_library or DEMO_LIBRARY
    manifest = read_manifest(library)
    used = sum(path.stat().st_size for path in library.rglob("*") if path.is_file())
    out(f"{manifest.title}: {manifest.pictures:,} pictures, {size(used)}")
    out(f"model {manifest.model}, {manifest.dimensions} dimensions; format {manifest.format}")
    out(f"pictures lie in {manifest.images_root(library)}")
    if arguments.json:
        out_json(_facts(manifest, library, used))


def _facts(manifest: Manifest, library: Path, used: int) -> dict[str, object]:
    return {
        "pictures": manifest.pictures,
        "model": manifest.model,
        "format": manifest.format,
        "bytes": used,
        "title": manifest.title,
        "dimensions": manifest.dimensions,
        "library": str(library),
        "images": str(manifest.images_root(library)),
    }


def bench(arguments: Namespace) -> None:
    """Measure how near indexing comes to the speed of the encoder."""
    measured = bench_encode(arguments.images, open_encoder(arguments.model), limit=arguments.limit)
    out(
        f"{measured.pictures:,} pictures: the encoder alone {measured.encoder_per_second:.1f} "
        f"a second, from file to vector {measured.pipeline_per_second:.1f}, "
        f"{measured.share:.0%} of it"
    )
    if arguments.json:
        out_json(measured.model_dump(mode="json"))
