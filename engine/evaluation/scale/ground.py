"""The ground of a bench: a synthetic catalogue, indexed at full size by the engine's own builders.

The one part that may stop short is the graph of neighbours: it grows until its time is spent, and
holds the first rows alone. The record says how many those are.
"""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.codes import Axes, Quantiser
from engine.errors import SettingsError
from engine.evaluation.scale.synthetic import SyntheticSettings, Truth, write_synthetic
from engine.index import BoxIndex, Indexes, NeighbourIndex
from engine.index.building import fit_and_sort
from engine.index.files import open_array
from engine.index.neighbours import build_neighbour_index, extend_neighbour_index
from engine.index.parts import AXES, CODES, EMBEDDINGS, NEIGHBOURS, QUANTISER
from engine.types import Progress, Value, no_progress

TRUTH = "truth.npy"
RECORD = "ground.json"
FIRST_GRAPH_ROWS = 50_000
SLOWER = 1.25
"""A vector takes the longer to connect the more there are: so much more in the next step."""
ROW_BYTES = 300
"""Beside the embeddings: codes, box index and what sorting it takes for a while."""
GRAPH_BYTES = 160
"""What a row of the graph has beside its vector, for sixteen neighbours."""


class GroundSettings(Value):
    """How large the catalogue is, and its graph: `neighbour_rows` 0 takes what the time allows."""

    rows: int
    neighbour_rows: int = 0
    graph_seconds: float = 600.0
    synthetic: SyntheticSettings = SyntheticSettings()


class GroundRecord(Value):
    """What was built: seconds by part, and bytes a row of each part."""

    settings: GroundSettings
    graph_rows: int
    seconds: dict[str, float]
    bytes_per_row: dict[str, float]


@dataclass(frozen=True, eq=False)
class Ground:
    """An open catalogue with its truth, (n,) int32."""

    indexes: Indexes
    truth: Truth
    record: GroundRecord


def prepare_ground(
    folder: Path, settings: GroundSettings, progress: Progress = no_progress
) -> GroundRecord:
    """Build a ground in a folder, unless the same one lies there.

    Raises
    ------
    SettingsError
        The disk has no room for it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / RECORD
    if record.is_file():
        known = GroundRecord.model_validate_json(record.read_bytes())
        if known.settings == settings:
            return known
        record.unlink()
    _check_room(folder, settings)
    built = _build(folder, settings, progress)
    record.write_text(built.model_dump_json(indent=1), encoding="utf-8")
    return built


def _check_room(folder: Path, settings: GroundSettings) -> None:
    vector_bytes = 2 * settings.synthetic.dimensions
    graph = 2 * min(settings.neighbour_rows or 1_000_000, settings.rows)
    needed = settings.rows * (vector_bytes + ROW_BYTES) + graph * (vector_bytes + GRAPH_BYTES)
    own = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    free = shutil.disk_usage(folder).free + own
    if free < needed:
        raise SettingsError(
            f"{settings.rows:,} rows need {needed / 1e9:.1f} GB and the disk of {folder} has "
            f"{free / 1e9:.1f} GB free: take fewer rows, or name another disk with --folder"
        )


def _build(folder: Path, settings: GroundSettings, progress: Progress) -> GroundRecord:
    seconds: dict[str, float] = {}
    begun = time.perf_counter()
    write_synthetic(
        settings.rows, folder / EMBEDDINGS, folder / TRUTH, settings.synthetic, progress
    )
    seconds["drawing"], begun = _lap(begun)
    embeddings = np.load(folder / EMBEDDINGS, mmap_mode="r")
    fit_and_sort(embeddings, folder, progress)
    seconds["boxes"], begun = _lap(begun)
    rows = _connect(embeddings, folder / NEIGHBOURS, settings, progress)
    seconds["neighbours"], _ = _lap(begun)
    return GroundRecord(
        settings=settings,
        graph_rows=rows,
        seconds=seconds,
        bytes_per_row=_weigh(folder, settings, rows),
    )


def _lap(begun: float) -> tuple[float, float]:
    now = time.perf_counter()
    return now - begun, now


def _connect(
    embeddings: np.ndarray, path: Path, settings: GroundSettings, progress: Progress
) -> int:
    """Build the graph over as many of the first rows as are asked for, or as the time allows."""
    most = min(settings.neighbour_rows or len(embeddings), len(embeddings))
    begun = time.perf_counter()
    rows = most if settings.neighbour_rows else min(most, FIRST_GRAPH_ROWS)
    build_neighbour_index(embeddings[:rows], path, progress=progress)
    step, pace = rows, (time.perf_counter() - begun) / rows
    while rows < most:
        left = settings.graph_seconds - (time.perf_counter() - begun)
        step = min(int(left / (pace * SLOWER)), 2 * step, most - rows)
        if step < FIRST_GRAPH_ROWS and step < most - rows:
            break
        lap = time.perf_counter()
        extend_neighbour_index(path, embeddings[: rows + step], path, progress=progress)
        pace = (time.perf_counter() - lap) / step
        rows += step
    return rows


def _weigh(folder: Path, settings: GroundSettings, graph_rows: int) -> dict[str, float]:
    """Tell the bytes a row of every part; the graph's are those beside its vectors."""
    boxes = sum(path.stat().st_size for path in folder.glob("boxes*"))
    vectors = 2 * settings.synthetic.dimensions
    graph = (folder / NEIGHBOURS).stat().st_size / graph_rows - vectors
    return {
        "embeddings": float(vectors),
        "codes": (folder / CODES).stat().st_size / settings.rows,
        "boxes": boxes / settings.rows,
        "graph": graph,
    }


def open_ground(folder: Path) -> Ground:
    """Open what `prepare_ground` built; the graph may hold fewer rows than the rest."""
    record = GroundRecord.model_validate_json((folder / RECORD).read_bytes())
    rows, wide = record.settings.rows, record.settings.synthetic.dimensions
    table = np.array(open_array(folder / QUANTISER, (None, wide + 2), "<f8"))
    codes = open_array(folder / CODES, (rows, len(table)), "|u1")
    indexes = Indexes(
        embeddings=open_array(folder / EMBEDDINGS, (rows, wide), "<f2"),
        codes=codes,
        fitted=rows,
        axes=Axes.unpack(np.array(open_array(folder / AXES, (wide + 2, wide), "<f4"))),
        quantiser=Quantiser.unpack(table),
        boxes=BoxIndex.open(folder, codes),
        neighbours=NeighbourIndex.open(folder / NEIGHBOURS, record.graph_rows, wide),
    )
    return Ground(indexes, np.load(folder / TRUTH, mmap_mode="r"), record)
