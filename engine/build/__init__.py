"""From a folder of pictures to a library: resumable, crash-safe, and only the work that is new."""

from engine.build.bench import EncodeBench, bench_encode
from engine.build.folder import BuildReport, index_folder
from engine.build.remaining import Remaining
from engine.build.settings import BuildSettings
from engine.catalogue import Refusal

__all__ = [
    "BuildReport",
    "BuildSettings",
    "EncodeBench",
    "Refusal",
    "Remaining",
    "bench_encode",
    "index_folder",
]
