"""A head is what its layers say, comes back as it was saved, and is refused when it is another."""

import numpy as np
import pytest

from engine.errors import ModelError
from engine.heads import CHUNK_ROWS, HEAD, Head, HeadCard, set_aside
from tests.engine.clusters import clustered
from tests.engine.headed import random_head

VECTORS, _ = clustered(300)


@pytest.mark.parametrize("hidden", [(), (16,), (16, 8)])
def test_a_head_is_its_layers_one_picture_and_one_unit_at_a_time(hidden):
    head = random_head(hidden=hidden)
    for vector, found in zip(VECTORS[:20], head.project(VECTORS[:20]), strict=True):
        values = [float(value) for value in vector]
        for at, (weight, offset) in enumerate(zip(head.weights, head.offsets, strict=True)):
            values = [
                sum(w * v for w, v in zip(line, values, strict=True)) + add
                for line, add in zip(weight.tolist(), offset.tolist(), strict=True)
            ]
            if at < len(hidden):
                values = [max(0.0, value) for value in values]
        length = sum(value * value for value in values) ** 0.5
        assert found == pytest.approx([value / length for value in values], abs=1e-5)


def test_parts_of_many_pictures_are_as_those_of_few():
    head = random_head()
    many = np.resize(VECTORS, (CHUNK_ROWS + 5, VECTORS.shape[1]))
    assert head.project(many)[-5:] == pytest.approx(head.project(many[-5:]), abs=1e-6)


def test_a_saved_head_comes_back_bit_for_bit(tmp_path):
    head = random_head()
    head.save(tmp_path / "head.safetensors")
    again = Head.open(tmp_path / "head.safetensors")
    assert (again.card, again.identity) == (head.card, head.identity)
    assert np.array_equal(again.project(VECTORS), head.project(VECTORS))


def test_another_byte_or_another_model_makes_another_identity():
    head = random_head()
    assert random_head().identity == head.identity
    others = {random_head(seed=1).identity, random_head(model="other").identity}
    assert len({head.identity, *others}) == 3


@pytest.mark.parametrize("length", [0, 7, 200, -1])
def test_a_file_cut_short_is_no_head(length, tmp_path):
    content = random_head().content
    (tmp_path / "head.safetensors").write_bytes(content[:length])
    with pytest.raises(ModelError, match=r"no compact head.*morelike tune head"):
        Head.open(tmp_path / "head.safetensors")


def test_layers_of_another_shape_or_not_finite_are_refused():
    head = random_head()
    layers = {f"weight.{at}": part for at, part in enumerate(head.weights)}
    layers |= {f"offset.{at}": part for at, part in enumerate(head.offsets)}
    with pytest.raises(ModelError, match="its layers are"):
        Head.of(HeadCard(**{**head.card.model_dump(), "d_in": 25}), layers)
    layers["offset.0"] = np.full_like(layers["offset.0"], np.nan)
    with pytest.raises(ModelError, match="all finite"):
        Head.of(head.card, layers)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match="No such file"):
        Head.open(tmp_path / "head.safetensors")


def test_a_head_of_another_checkpoint_is_refused_with_a_sentence():
    head = random_head()
    head.check_model("tiny", "c" * 64, 24)
    with pytest.raises(ModelError, match=r"trained for tiny .*cccccccc.*this is dddddddd"):
        head.check_model("tiny", "d" * 64, 24)


def test_heads_that_are_moved_aside_are_all_kept_and_pass_for_no_weights(tmp_path):
    assert set_aside(tmp_path) is None
    heads = [random_head(seed=seed) for seed in range(3)]
    places = []
    for head in heads:
        head.save(tmp_path / HEAD)
        places.append(set_aside(tmp_path))
    assert [place.read_bytes() for place in places] == [head.content for head in heads]
    assert not (tmp_path / HEAD).exists()
    assert not list(tmp_path.glob("*.safetensors"))


def test_a_models_own_head_stays_and_what_is_no_head_goes(tmp_path):
    random_head().save(tmp_path / HEAD)
    assert set_aside(tmp_path, unless="c" * 64) is None
    assert (tmp_path / HEAD).is_file()
    assert set_aside(tmp_path, unless="d" * 64) == tmp_path / f"{HEAD}.old"
    (tmp_path / HEAD).write_bytes(b"nothing")
    assert set_aside(tmp_path, unless="c" * 64).read_bytes() == b"nothing"
