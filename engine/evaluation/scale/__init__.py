"""The engine at scale: synthetic catalogues of any size, real turns on them, scans beside.

`bench_refine` builds, plays and compares; what it says is `RefineBench`.
"""

from pathlib import Path

from engine.errors import SettingsError
from engine.evaluation.scale.bench import RefineBench, compare
from engine.evaluation.scale.ground import GroundSettings, prepare_ground
from engine.evaluation.scale.synthetic import SyntheticSettings
from engine.evaluation.scale.turns import TurnSettings, play_apart
from engine.types import Progress, Value, no_progress

__all__ = [
    "GroundSettings",
    "RefineBench",
    "RefineSettings",
    "SyntheticSettings",
    "TurnSettings",
    "bench_refine",
]


class RefineSettings(Value):
    """What is built, who looks for what, and for how many of the turns everything is scanned."""

    ground: GroundSettings
    turns: TurnSettings = TurnSettings()
    compared: int = 3


def bench_refine(
    folder: Path, settings: RefineSettings, progress: Progress = no_progress
) -> RefineBench:
    """Measure the engine's turn at a size.

    Parameters
    ----------
    folder : Path
        Where the catalogue is built, or lies since it was built before.
    settings : RefineSettings
    progress : Progress

    Raises
    ------
    SettingsError
        The disk has no room, or no class is large enough to look for.
    LibraryError
        An answer of the index is not the scan's.
    """
    prepare_ground(folder, settings.ground, progress)
    turns = play_apart(folder, settings.turns)
    if not turns.turns:
        raise SettingsError(
            f"among {settings.ground.rows:,} rows no class has "
            f"{settings.turns.at_least} pictures: take more rows"
        )
    return compare(folder, turns, settings.compared, progress)
