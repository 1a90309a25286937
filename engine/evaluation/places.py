"""Where the plan finds its pictures and keeps what it makes: collections and results.

A collection that was built before is opened; one that a newer version cannot read is built anew.
Photos get their bundled-model libraries from `index_folder`, as a person's own photos do.
"""

import shutil
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from engine.build import index_folder
from engine.encode import open_encoder
from engine.errors import LibraryError, SettingsError
from engine.evaluation.collection import (
    Collection,
    build_collection,
    open_features,
    open_library,
)
from engine.evaluation.plan import Experiment, Source
from engine.evaluation.truth import Sheet
from engine.settings import DEMO_LIBRARY
from engine.types import Progress, Value, no_progress

LABELS = "metadata.csv"
FEATURES = "mobilenet-v2-features"
CAPTIONS = DEMO_LIBRARY.parent / "captions.csv"


class Places(Value):
    """`data` holds a folder of photos for each set, and one of features; `work` is ours to fill."""

    data: Path
    work: Path

    def collection(self, source: Source) -> Path:
        """Where the indexes or the library of a source lie."""
        return self.work / "collections" / source.name

    def result(self, experiment: Experiment, seed: int) -> Path:
        """Where the figures of one run are kept."""
        return self.work / "results" / f"{experiment.name}-{seed}.json"

    def features(self, source: Source) -> list[Path]:
        """The files of features of a source."""
        return [self.data / FEATURES / f"{folder}.npz" for folder in source.folders]


def find_sheets(experiment: Experiment, places: Places) -> list[Sheet]:
    """Say where the labels of an experiment are."""
    source, columns = experiment.source, experiment.columns
    if source.embedding == "demo":
        return [Sheet(file=CAPTIONS, column=columns[0])]
    # The library of one set starts at its folder; everything else lies side by side.
    alone = source.embedding == "bundled" and len(source.folders) == 1
    return [
        Sheet(
            file=places.data / folder / LABELS, column=column, prefix="" if alone else f"{folder}/"
        )
        for folder, column in zip(source.folders, columns, strict=True)
    ]


def prepare(source: Source, places: Places, progress: Progress = no_progress) -> None:
    """Make sure that a source can be opened: build its indexes or its library if need be.

    Raises
    ------
    SettingsError
        The folder of photos is not there.
    """
    if source.embedding == "demo":
        return
    if not all((places.data / folder).is_dir() for folder in source.folders):
        raise SettingsError(
            f"{places.data} has no folders {' and '.join(source.folders)}: name the labelled photos"
        )
    folder = places.collection(source)
    if source.embedding == "bundled":
        _index(source, places, folder, progress)
        return
    try:
        open_features(places.features(source), folder)
    except LibraryError:
        shutil.rmtree(folder, ignore_errors=True)
        build_collection(places.features(source), folder, progress)


def _index(source: Source, places: Places, library: Path, progress: Progress) -> None:
    """Index one set from its folder, several from the folder that holds them all."""
    images = places.data / source.folders[0] if len(source.folders) == 1 else places.data
    try:
        if library.exists():
            open_library(library)
            return
    except LibraryError:
        shutil.rmtree(library)
    index_folder(images, library, open_encoder("bundled"), progress=progress)


@lru_cache(maxsize=8)
def open_source(source: Source, places: Places) -> Collection:
    """Open what `prepare` made ready.

    Raises
    ------
    LibraryError
        It was not made ready, or has been changed.
    """
    if source.embedding == "demo":
        return open_library(DEMO_LIBRARY)
    if source.embedding == "bundled":
        return open_library(places.collection(source))
    return open_features(places.features(source), places.collection(source))


def sources(plan: Sequence[Experiment]) -> list[Source]:
    """Every source of a plan, once, in order."""
    return list(dict.fromkeys(experiment.source for experiment in plan))
