"""`morelike bench page`: how quick the page is in a real browser, Chromium without a window.

A visit is cold (an empty profile) or warm (the scripts are kept). A turn is timed in the page
itself, from Enter to the moment when every thumbnail of the answer is decoded.
"""

import shutil
import statistics
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from typing import Any

from bot.cli.printing import out, out_json
from engine.errors import SettingsError
from engine.service import Engine
from engine.settings import DEMO_LIBRARY

SAID = (
    "a lighthouse at sunset", "more like #2, #5, not #7", "more", "a red apple", "more like #3",
    "not #4", "more", "undo", "a sailing boat at night", "more like #1",
)  # fmt: skip
"""What is said, over and over; every line brings pictures of the bundled demo."""
WINDOW = {"width": 1280, "height": 860}
MISSING = "playwright is not installed; run: pip install playwright"
ENTER = """before => new Promise(done => {
  const begun = performance.now();
  const loaded = image => image.complete && image.naturalWidth;
  const look = () => {
    const questions = document.querySelectorAll('#chat .question').length;
    const newest = [...document.querySelectorAll('#chat .answer:not(.waiting)')].at(-1);
    const images = newest ? [...newest.querySelectorAll('.tile img')] : [];
    const there = questions > before && !document.querySelector('#chat .waiting');
    if (there && images.length && images.every(loaded)) done(performance.now() - begun);
    else requestAnimationFrame(look);
  };
  document.querySelector('#box textarea').dispatchEvent(
    new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
  document.querySelector('#box textarea').dispatchEvent(
    new KeyboardEvent('keypress', {key: 'Enter', bubbles: true, cancelable: true}));
  look(); })"""
TIMES = """() => new Promise(done => {
  const [page] = performance.getEntriesByType('navigation');
  const [first] = performance.getEntriesByName('first-contentful-paint');
  new PerformanceObserver(list => done({
    interactive: page.domContentLoadedEventEnd, first: first.startTime,
    largest: list.getEntries().at(-1).startTime,
  })).observe({type: 'largest-contentful-paint', buffered: true}); })"""


class Wire:
    """Counts requests and bytes of a page, as they went over the wire."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401, playwright is not always here
        self.requests = self.size_bytes = 0
        talk = page.context.new_cdp_session(page)
        talk.send("Network.enable")
        talk.on("Network.dataReceived", lambda told: self._add(told["encodedDataLength"]))
        talk.on("Network.requestWillBeSent", lambda _: self._count())

    def _add(self, size_bytes: int) -> None:
        self.size_bytes += size_bytes

    def _count(self) -> None:
        self.requests += 1


def page(arguments: Namespace) -> None:
    """Measure, and print the tables."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise SettingsError(MISSING) from error
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with _address(arguments) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        visits = [_visit(browser, address) for _ in range(arguments.visits)]
        turns = _turns(browser, address, arguments.turns)
        browser.close()
    for line in (*_visits_told(visits), *_turns_told(turns)):
        out(line)
    if arguments.json:
        out_json({"visits": visits, "turns": turns})


@contextmanager
def _address(arguments: Namespace) -> Iterator[str]:
    """Give the address of a page: one that runs already, or one of its own."""
    if arguments.address:
        yield arguments.address
        return
    from bot.view import launch

    engine = Engine.open(arguments.library or DEMO_LIBRARY)
    engine.warm()
    served = launch(engine, quiet=True)
    yield str(served.local_url)
    served.close()


def _come(visitor: Any, address: str) -> None:  # noqa: ANN401
    visitor.goto(address)
    visitor.wait_for_selector("#box textarea")
    visitor.wait_for_selector("#chat .example img, #chat .welcome")
    visitor.wait_for_timeout(1000)  # a page holds a line open, so the network is never idle


def _visit(browser: Any, address: str) -> dict[str, dict[str, float]]:  # noqa: ANN401
    """Come to the page with an empty profile, and again."""
    context = browser.new_context(viewport=WINDOW)
    visitor = context.new_page()
    seen = {}
    for kind in ("cold", "warm"):
        wire = Wire(visitor)
        _come(visitor, address)
        counted = {"requests": wire.requests, "kib": round(wire.size_bytes / 1024)}
        seen[kind] = {**visitor.evaluate(TIMES), **counted}
    context.close()
    return seen


def _turns(browser: Any, address: str, count: int) -> list[dict[str, object]]:  # noqa: ANN401
    """Say one thing after the other; each is timed until its pictures are there."""
    context = browser.new_context(viewport=WINDOW)
    visitor = context.new_page()
    _come(visitor, address)
    wire, timed = Wire(visitor), []
    for said in islice(cycle(SAID), count):
        before, sent = visitor.locator("#chat .question").count(), wire.size_bytes
        visitor.locator("#box textarea").fill(said)
        took = visitor.evaluate(ENTER, before)
        visitor.wait_for_timeout(300)  # what is still on its way belongs to this turn
        kib = round((wire.size_bytes - sent) / 1024)
        timed.append({"said": said, "milliseconds": round(took), "kib": kib})
    context.close()
    return timed


def _visits_told(visits: Sequence[dict[str, dict[str, float]]]) -> list[str]:
    names = {
        "interactive": "DOM ready", "first": "first paint", "largest": "largest paint",
    }  # fmt: skip
    lines = [f"first page, median of {len(visits)}:      cold       warm"]
    for name, words in names.items():
        cold, warm = (_median(visits, kind, name) for kind in ("cold", "warm"))
        lines.append(f"  {words:<22}{cold:7.0f} ms {warm:7.0f} ms")
    for name, words in (("requests", "requests"), ("kib", "KiB over the wire")):
        cold, warm = (_median(visits, kind, name) for kind in ("cold", "warm"))
        lines.append(f"  {words:<22}{cold:7.0f}    {warm:7.0f}")
    return lines


def _median(visits: Sequence[dict[str, dict[str, float]]], kind: str, name: str) -> float:
    return statistics.median(visit[kind][name] for visit in visits)


def _turns_told(turns: Sequence[dict[str, Any]]) -> list[str]:
    third = max(1, len(turns) // 3)
    first, last = turns[:third], turns[-third:]
    return [
        f"from Enter to every thumbnail loaded, {len(turns)} turns: {_told(turns)}",
        f"  the first {third}: {_told(first)}, {_mean_kib(first):.0f} KiB over the wire each",
        f"  the last {third}:  {_told(last)}, {_mean_kib(last):.0f} KiB over the wire each",
    ]


def _told(turns: Sequence[dict[str, Any]]) -> str:
    times = sorted(turn["milliseconds"] for turn in turns)
    most = times[min(len(times) - 1, int(0.9 * len(times)))]
    return f"median {statistics.median(times):.0f} ms, nine of ten at most {most} ms"


def _mean_kib(turns: Sequence[dict[str, Any]]) -> float:
    return statistics.fmean(turn["kib"] for turn in turns)
