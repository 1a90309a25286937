"""A small collection with known truth: twelve clusters, labelled, indexed for real."""

import csv

import numpy as np
import pytest

from engine.evaluation import Sheet, build_collection
from tests.engine.clusters import clustered

KINDS = 12


def write_labels(path, names, **columns):
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["path", *columns])
        writer.writerows(zip(names, *columns.values(), strict=True))
    return path


@pytest.fixture(scope="session")
def measured(tmp_path_factory):
    """A collection of 1,500 pictures, the sheet of its labels, and the kind of each row."""
    folder = tmp_path_factory.mktemp("evaluation")
    vectors, kind = clustered(1500, kinds=KINDS, noise=0.9, seed=3)
    names = [f"photo-{row:04d}.jpg" for row in range(len(vectors))]
    np.savez(folder / "set.npz", path=np.array(names), feat=vectors)
    day = np.where(np.arange(len(vectors)) % 3 == 0, "night", "day")
    labels = write_labels(
        folder / "labels.csv", names, kind=[f"kind-{one}" for one in kind], time=day
    )
    collection = build_collection([folder / "set.npz"], folder / "indexed")
    return collection, Sheet(file=labels, column="kind", prefix="set/"), kind
