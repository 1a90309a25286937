"""Makes catalogues whose truth is known: unit vectors around a few centres."""

import numpy as np

from engine.index import EMBEDDINGS, Indexes, build_indexes


def clustered(count, dimensions=24, kinds=6, noise=0.5, seed=0):
    """Draw unit vectors and the number of the centre that each lies around."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(kinds, dimensions))
    kind = rng.integers(kinds, size=count)
    spread = centres[kind] + noise * rng.normal(size=(count, dimensions))
    unit = spread / np.linalg.norm(spread, axis=1, keepdims=True)
    return unit.astype(np.float32), kind


def made_library(folder, embeddings):
    """Write a library's embeddings and indexes, and open them."""
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / EMBEDDINGS, embeddings.astype("<f2"))
    build_indexes(embeddings, folder, threads=1)
    return Indexes.open(folder)
