"""Whatever is wrong with a file of the indexes, it is named in a sentence that says what to do."""

import contextlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import LibraryError
from engine.index import EMBEDDINGS, Indexes, NeighbourIndex
from engine.index.files import open_array
from engine.index.graph_file import check_graph
from tests.engine.clusters import clustered, made_library

PICTURES, WIDE = 1200, 24
ARRAYS = (
    "embeddings.npy",
    "codes.npy",
    "axes.npy",
    "quantiser.npy",
    "boxes-0-rows.npy",
    "boxes-0-codes.npy",
    "boxes-0-bounds.npy",
)
JSONS = ("boxes.json", "indexes.json")
GRAPH = "neighbours.usearch"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("indexes") / "whole"
    made_library(folder, clustered(PICTURES)[0])
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def npy(array, allow_pickle=False):
    out = io.BytesIO()
    np.save(out, array, allow_pickle=allow_pickle)
    return out.getvalue()


def resized(content, wanted):
    """Keep the file's length, so that nothing but its content gives it away."""
    return content[:wanted] + bytes(max(0, wanted - len(content)))


ANY = {
    "gone": None,
    "empty": lambda _: b"",
    "cut short": lambda found: found[: len(found) // 2],
    "one byte short": lambda found: found[:-1],
    "noise": lambda found: np.random.default_rng(0).bytes(len(found)),
    "nothing": lambda found: bytes(len(found)),
}
ARRAY = {
    "another type": lambda found: npy(np.load(io.BytesIO(found)).astype(">i8")),
    "another shape": lambda found: npy(np.load(io.BytesIO(found)).reshape(-1)),
    "a pickle": lambda found: resized(b"\x80\x04}\x94.", len(found)),
    "a pickled array": lambda found: resized(npy(np.array([{}]), allow_pickle=True), len(found)),
    "an archive": lambda found: resized(b"PK\x03\x04", len(found)),
}
CASES = [
    *((name, how) for name in (*ARRAYS, *JSONS, GRAPH) for how in ANY),
    *((name, how) for name in ARRAYS for how in ARRAY),
]


def harm(path, how):
    change = {**ANY, **ARRAY}[how]
    content = path.read_bytes()
    path.unlink()
    if change is not None:
        path.write_bytes(change(content))


def forget_lengths(folder):
    """Make the list of lengths agree with what is there, so that each file speaks for itself."""
    path = folder / "indexes.json"
    parts = json.loads(path.read_text())
    found = {name: (folder / name).stat().st_size for name in parts["bytes"]}
    path.write_text(json.dumps({**parts, "bytes": found}))


@pytest.mark.parametrize(("name", "how"), CASES)
def test_a_harmed_file_is_refused_by_name(name, how, folder):
    harm(folder / name, how)
    with pytest.raises(LibraryError, match=rf"{name}.*; build it again: morelike index"):
        Indexes.open(folder)


@pytest.mark.parametrize(
    ("name", "how"), [c for c in CASES if "gone" not in c and c[0] not in JSONS]
)
def test_a_harmed_file_of_the_right_length_is_refused_by_name(name, how, folder):
    harm(folder / name, how)
    forget_lengths(folder)
    with pytest.raises(LibraryError, match=rf"{name}.*; build it again: morelike index"):
        Indexes.open(folder)


@pytest.mark.parametrize(
    ("name", "found", "instead"),
    [
        ("boxes.json", '"blocks":', '"blocks":1'),
        ("boxes.json", "[[", "[[77,"),
        ("boxes.json", "[[", "[[-1,"),
        ("boxes.json", '"subspaces":[[', '"subspaces":[],"x":[['),
        ("indexes.json", f'"pictures": {PICTURES}', '"pictures": 0'),
        ("indexes.json", f'"pictures": {PICTURES}', '"pictures": 1201'),
        ("indexes.json", f'"dimensions": {WIDE}', '"dimensions": 25'),
        ("indexes.json", '"format": 1', '"format": "one"'),
        ("indexes.json", '"fitted": 1200', '"fitted": -1'),
    ],
)
def test_a_list_that_says_something_else_is_refused(name, found, instead, folder):
    text = (folder / name).read_text()
    assert found in text
    (folder / name).write_text(text.replace(found, instead, 1))
    if name == "boxes.json":
        forget_lengths(folder)
    with pytest.raises(LibraryError, match="build it again: morelike index"):
        Indexes.open(folder)


@pytest.mark.parametrize("name", ["axes.npy", "quantiser.npy"])
@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_axes_and_scales_that_are_not_numbers_are_refused(name, wrong, folder):
    table = np.load(folder / name)
    table[1, 1] = wrong
    np.save(folder / name, table)
    with pytest.raises(LibraryError, match=rf"{name} holds numbers that are not finite"):
        Indexes.open(folder)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 127), bit=st.integers(0, 7))
def test_a_flipped_bit_in_a_header_is_refused_or_changes_nothing(place, bit, tmp_path):
    codes = np.arange(12, dtype=np.uint8).reshape(3, 4)
    content = bytearray(npy(codes))
    content[place] ^= 1 << bit
    (tmp_path / "codes.npy").write_bytes(content)
    with contextlib.suppress(LibraryError):
        assert open_array(tmp_path / "codes.npy", (3, 4), "|u1").shape == (3, 4)


HARMED_GRAPHS = """
import sys
from pathlib import Path
import numpy as np
from engine.errors import LibraryError
from engine.index import NeighbourIndex
folder, pictures, wide = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
refused = 0
for path in sorted(folder.glob("*.usearch")):
    try:
        index = NeighbourIndex.open(path, pictures, wide)
    except LibraryError as error:
        assert path.name in str(error) and "morelike index" in str(error), error
        refused += 1
    else:
        assert len(index.search(np.ones(wide), 5)[0]) == 5, path.name
print(refused)
"""


def test_no_harmed_graph_ends_the_process(whole, tmp_path):
    """Every byte of its head and of the graph's shape, and cuts at many places, in one process."""
    content = (whole / GRAPH).read_bytes()
    head = 8 + PICTURES * WIDE * 2
    places = [*range(8), *range(head, head + 64 + 40), *range(head + 104, head + 2400, 50)]
    for place in places:
        for bit in (0x01, 0x40):
            harmed = bytearray(content)
            harmed[place] ^= bit
            (tmp_path / f"flip-{place}-{bit}.usearch").write_bytes(harmed)
    cuts = [*range(0, 120, 7), *range(head - 50, head + 120, 13), len(content) - 1]
    for cut in cuts:
        (tmp_path / f"cut-{cut}.usearch").write_bytes(content[:cut])
    command = [sys.executable, "-c", HARMED_GRAPHS, tmp_path, str(PICTURES), str(WIDE)]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= len(cuts) + 2 * (8 + 30)


def test_a_graph_of_another_kind_is_refused(tmp_path):
    from usearch.index import Index

    vectors, _ = clustered(50)
    for number, other in enumerate(({"dtype": "f32"}, {"metric": "l2sq"}, {"multi": True})):
        kind = {"metric": "ip", "dtype": "f16", **other}
        index = Index(ndim=WIDE, connectivity=16, **kind)
        index.add(np.arange(50), vectors, threads=1)
        index.save(str(tmp_path / f"{number}.usearch"))
        with pytest.raises(LibraryError, match=rf"{number}.usearch does not hold 50 pictures"):
            NeighbourIndex.open(tmp_path / f"{number}.usearch", 50, WIDE)


@pytest.mark.parametrize("pictures", [1, 2, 3, 5000])
def test_a_whole_graph_has_the_length_that_its_head_foretells(pictures, tmp_path):
    made_library(tmp_path, clustered(pictures)[0])
    check_graph(tmp_path / GRAPH, pictures, WIDE)


@pytest.mark.parametrize("pictures", [1, 2])
def test_a_library_of_very_few_pictures_answers(pictures, tmp_path):
    vectors, _ = clustered(pictures)
    indexes = made_library(tmp_path, vectors)
    assert indexes.neighbours.search(vectors[-1], 9)[0][0] == pictures - 1
    assert len(indexes.vectors(indexes.background)) == pictures
    assert np.load(tmp_path / EMBEDDINGS).shape == (pictures, WIDE)
