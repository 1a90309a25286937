"""Looks at libraries that were built, as a reader does; counts and stops what builds them."""

from engine.build import BuildSettings
from engine.catalogue import Catalogue
from engine.index import Indexes
from engine.index.manifest import read_manifest, verify

SMALL = BuildSettings(batch=4, ahead=2, decoders=2)


class Counting:
    """The real encoder, with a count of the pictures that it was given."""

    def __init__(self, encoder):
        self._encoder = encoder
        self.seen = 0

    def __getattr__(self, name):
        return getattr(self._encoder, name)

    def pictures(self, batch):
        self.seen += len(batch)
        return self._encoder.pictures(batch)


def opened(library):
    """The library as a reader sees it, every file checked."""
    manifest = read_manifest(library)
    verify(library, manifest)
    generation = manifest.generation_folder(library)
    catalogue = Catalogue.open(generation / "catalogue.sqlite", manifest.images_root(library))
    indexes = Indexes.open(generation)
    assert len(catalogue) == manifest.pictures == len(indexes)
    return catalogue, indexes


def contents(library):
    """What the library says of each path: id, size and vector."""
    catalogue, indexes = opened(library)
    return {
        picture.path: (picture.id, picture.width, indexes.embeddings[picture.row].tobytes())
        for picture in catalogue.all()
    }


def numbers(report):
    return report.added, report.changed, report.removed, report.renamed


class StoppedError(Exception):
    """What stands for a crash."""


def stop_at(stage, done):
    def progress(now, steps, total):
        if now == stage and steps >= done:
            raise StoppedError

    return progress
