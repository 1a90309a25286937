"""Imports open_clip, also where torch and torchvision were built for different machines.

A CPU build of torch beside a CUDA build of torchvision fails while torchvision is imported, with
"operator torchvision::nms does not exist". CLIP uses neither of the two operators, so that they
are declared, and only declared, when the plain import fails.
"""

import os
import sys
from types import ModuleType
from typing import Any

from engine.errors import ModelError

SPINS = "2000"
_declared: list[Any] = []  # torch forgets a library of operators when its object goes


def import_open_clip() -> ModuleType:
    """Import open_clip.

    Raises
    ------
    ModelError
        It is not installed, or cannot be imported.
    """
    _spin_less()
    try:
        _import_torchvision()
        import open_clip
    except ImportError as error:
        raise ModelError(
            f"open_clip cannot be imported ({error}); run: pip install open_clip_torch"
        ) from error
    module: ModuleType = open_clip
    return module


def _spin_less() -> None:
    """Keep torch's threads from burning the processor while they wait for each other.

    OpenMP reads this once, when torch is loaded. Beside decoding threads, or on a busy machine,
    waiting by spinning made indexing 2 to 5 times slower; on an idle one this costs nothing.
    Whoever set it, or how to wait, has the say.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", SPINS)


def _import_torchvision() -> None:
    try:
        import torchvision  # noqa: F401 - only whether it can be imported matters here
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise ModelError(f"torchvision cannot be imported: {error}") from error
        _declare_operators()
        _forget_torchvision()


def _declare_operators() -> None:
    import torch

    operators: Any = torch.library.Library
    library = operators("torchvision", "DEF")
    library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    _declared.append(library)


def _forget_torchvision() -> None:
    """Drop what the failed import left behind, or the next import finds half a package."""
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]
