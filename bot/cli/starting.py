"""`morelike bench start`: how long a server takes until it answers, part by part.

A fresh process does what `morelike serve` does, in its order, and notes the time after each part.
The model is loaded last here; a real server loads it behind the page, which is there before.
"""

import importlib
import os
import socket
import sys
import time
import urllib.request
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.printing import out, out_json
from bot.settings import LOCAL
from engine.conversation import Situation
from engine.service import Engine
from engine.settings import DEMO_LIBRARY


def start(arguments: Namespace) -> None:
    """Start once, and print the parts."""
    parts: dict[str, float] = {}
    begun = _begun()
    if begun is not None:
        parts["python and our own modules"] = time.time() - begun
    with _timed(parts, "import gradio"):
        importlib.import_module("gradio")
    with _timed(parts, "import the page"):
        view = importlib.import_module("bot.view")
    with _timed(parts, "open the library"):
        engine = Engine.open(arguments.library or DEMO_LIBRARY)
        served = view.Served.holding(engine)
    with _timed(parts, "build the page"):
        view.build_page(served)
    with _timed(parts, "launch"):
        running = view.launch(served, LOCAL, _free_port(), quiet=True)
    parts["launch"] -= parts["build the page"]  # launching builds it once more
    with _timed(parts, "first answer (HTTP 200)"):
        urllib.request.urlopen(running.local_url).read()  # noqa: S310, our own address
    there = sum(parts.values())
    with _timed(parts, "import torch"):
        importlib.import_module("torch")
    with _timed(parts, "load the model"):
        engine.warm()
    with _timed(parts, "first search"):
        engine.find(Situation(texts=("a sailing boat",)), 0, 12)
    running.close(verbose=False)
    _print(parts, there)
    if arguments.json:
        out_json({"seconds": {name: round(taken, 3) for name, taken in parts.items()},
                  "page_seconds": round(there, 3)})  # fmt: skip


@contextmanager
def _timed(parts: dict[str, float], name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    parts[name] = time.perf_counter() - begun


def _print(parts: dict[str, float], there: float) -> None:
    out("| part | seconds |\n|---|---:|")
    for name, taken in parts.items():
        out(f"| {name} | {taken:.2f} |")
    out(f"| **until the page is there** | **{there:.2f}** |")
    out(f"| **until a search is answered** | **{sum(parts.values()):.2f}** |")


def _begun() -> float | None:
    """Tell when this process began, in seconds since 1970; None where the system does not say."""
    if sys.platform != "linux":
        return None
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    up = float(Path("/proc/uptime").read_text().split()[0])
    return time.time() - up + ticks / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])
