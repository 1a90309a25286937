"""`morelike bench parse`: how much of what people type is understood, and that nothing breaks."""

from argparse import Namespace
from time import perf_counter

import numpy as np

from bot.cli.printing import out, out_json
from bot.parse.fuzzing import broken, messages
from bot.parse.measuring import Measured, measure, read_cases


def understanding(arguments: Namespace) -> None:
    """Read messages whose meaning is known, and count; with `--fuzz`, messages without any."""
    if arguments.fuzz:
        _fuzz(arguments.fuzz, arguments.seed, as_json=arguments.json)
        return
    cases = read_cases(arguments.messages) if arguments.messages else read_cases()
    if arguments.half != "all":
        cases = tuple(case for case in cases if case.half == arguments.half)
    measured = measure(cases)
    _print_table(measured)
    for message in measured.missed if arguments.missed else ():
        out(f"not understood: {message}")
    if arguments.json:
        out_json(measured.model_dump(mode="json"))


def _print_table(measured: Measured) -> None:
    halves = sorted(measured.shares)
    kinds = dict.fromkeys(kind for half in halves for kind in measured.shares[half])
    out(f"{'understood':<22}" + "".join(f"{half:>22}" for half in halves))
    for kind in kinds:
        cells = [measured.shares[half].get(kind) for half in halves]
        said = [
            f"{one.understood}/{one.messages}  {one.share:4.0%}" if one else "" for one in cells
        ]
        out(f"{kind:<22}" + "".join(f"{cell:>22}" for cell in said))
    out(f"{measured.milliseconds:.2f} ms a message in the median")


def _fuzz(count: int, seed: int, *, as_json: bool) -> None:
    begun, slowest = perf_counter(), 0.0
    broke: list[tuple[str, str]] = []
    for message, screen in messages(np.random.default_rng(seed), count):
        before = perf_counter()
        law = broken(message, screen)
        slowest = max(slowest, perf_counter() - before)
        if law:
            broke.append((law, message))
    for law, message in broke[:10]:
        out(f"not so that {law}: {message!r}")
    out(
        f"{count:,} messages, {len(broke)} break a law, none raises; "
        f"{perf_counter() - begun:.0f} s, the slowest {1000 * slowest:.0f} ms for two readings"
    )
    if as_json:
        out_json({"messages": count, "broken": len(broke), "slowest_milliseconds": 1000 * slowest})
