"""Codes are compared on the same labels; a head that is the axes changes nothing that matters."""

import numpy as np
import pytest

from engine.codes import Axes
from engine.evaluation.coding import AXES, TITLES, CodeReport, compare_codes
from engine.evaluation.collection import Collection
from engine.evaluation.evaluating import EvaluationSettings
from engine.evaluation.truth import Sheet
from engine.heads import Head, HeadCard
from tests.engine.clusters import clustered, made_library
from tests.engine.headed import random_head

VECTORS, KINDS = clustered(900, kinds=12, noise=0.7)
SETTINGS = EvaluationSettings(half="all", queries=6)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("coding")
    paths = tuple(f"{row}.jpg" for row in range(len(VECTORS)))
    lines = [f"{path},kind {kind}" for path, kind in zip(paths, KINDS, strict=True)]
    (folder / "labels.csv").write_text("path,kind\n" + "\n".join(lines))
    collection = Collection("drawn", paths, made_library(folder / "own", VECTORS))
    axes = Axes.fit(VECTORS)
    card = HeadCard(d_in=24, d_out=24, model="x", checkpoint="c" * 64)
    same = Head.of(card, {"weight.0": axes.vectors, "offset.0": -axes.vectors @ axes.mean})
    heads = {"same": same, "random": random_head(d_out=2)}
    sheets = [Sheet(file=folder / "labels.csv", column="kind")]
    return compare_codes(collection, sheets, heads, folder / "compared", SETTINGS)


def test_every_kind_of_code_is_measured_on_every_search(report):
    assert list(report.tables) == [AXES, "same", "random"]
    assert {table.shape for table in report.tables.values()} == {(6, len(TITLES))}
    for name in report.tables:
        assert 0 < report.mean(name, "ours") <= 1
        assert 0 < report.mean(name, "blocks") <= 900 // 32


def test_a_head_that_is_the_axes_serves_as_well_and_a_blind_one_worse(report):
    assert report.mean("same", "forest") == pytest.approx(report.mean(AXES, "forest"), abs=0.15)
    assert report.mean("random", "forest") < report.mean(AXES, "forest") - 0.15


def test_the_table_tells_the_lead_over_the_axes():
    tables = {AXES: np.full((4, 5), 0.5), "head": np.full((4, 5), 0.75)}
    report = CodeReport(tables, ("a", "a", "b", "c"), 100)
    assert report.lead("head", "forest") == (0.25, 0.25, 0.25)
    assert "4 searches for 3 classes among 100 pictures" in report.markdown()
    assert "| - over axes | +0.250 (+0.250 to +0.250) |" in report.markdown()
    assert report.payload()["head"]["blocks"] == 0.75
