"""A head beside a model makes a library's codes; another one makes the codes anew, nothing else."""

import shutil

import pytest

from engine.build import BuildSettings, index_folder
from engine.encode import open_encoder
from engine.errors import LibraryError, ModelError
from engine.heads import HEAD
from engine.index.manifest import NAME, read_manifest, verify
from tests.engine.build.looking import Counting, contents, opened
from tests.engine.headed import random_head

FOUR = BuildSettings(batch=4, ahead=2, decoders=2)


@pytest.fixture
def model(tiny_model, tmp_path):
    """The tiny model's folder, to put heads into."""
    return shutil.copytree(tiny_model, tmp_path / "model")


def headed(model, seed):
    """The model, counting, with a head beside it."""
    identity = open_encoder(f"local-dir:{model}", "cpu").identity if not seed else None
    (model / HEAD).unlink(missing_ok=True)
    plain = open_encoder(f"local-dir:{model}", "cpu")
    assert identity in (None, plain.identity)  # the head is no part of the model's own identity
    random_head(plain.dimensions, seed=seed, checkpoint=plain.identity).save(model / HEAD)
    return Counting(open_encoder(f"local-dir:{model}", "cpu"))


def test_a_head_beside_the_model_makes_the_codes_and_is_named_by_the_manifest(
    model, photos, tmp_path
):
    encoder = headed(model, 0)
    library = tmp_path / "library"
    index_folder(photos, library, encoder, FOUR)
    _, indexes = opened(library)
    assert indexes.quantiser.head.identity == encoder.head.identity
    assert read_manifest(library).head == encoder.head.identity
    assert indexes.codes.shape[1] == 6


def test_a_head_that_comes_changes_or_goes_leaves_what_was_encoded(
    model, tiny_encoder, photos, tmp_path
):
    library = tmp_path / "library"
    plain = Counting(tiny_encoder)
    index_folder(photos, library, plain, FOUR)
    before = contents(library)
    for encoder in (headed(model, 0), headed(model, 1), Counting(tiny_encoder)):
        index_folder(photos, library, encoder, FOUR)
        assert encoder.seen == 0
        assert contents(library) == before
        assert read_manifest(library).head == (encoder.head and encoder.head.identity)
        place = read_manifest(library).generation
        index_folder(photos, library, encoder, FOUR)
        assert read_manifest(library).generation == place  # up to date: nothing is done
    assert "head" not in (library / NAME).read_text()


def test_a_changed_byte_of_the_head_is_refused_and_repaired(model, photos, tmp_path):
    encoder = headed(model, 0)
    library = tmp_path / "library"
    index_folder(photos, library, encoder, FOUR)
    manifest = read_manifest(library)
    path = manifest.generation_folder(library) / HEAD
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"head\.safetensors was changed"):
        verify(library, manifest)
    seen = encoder.seen
    index_folder(photos, library, encoder, FOUR)
    assert encoder.seen == seen
    opened(library)


def test_a_head_of_another_model_is_refused_when_the_model_is_opened(model):
    random_head(32, checkpoint="f" * 64).save(model / HEAD)
    with pytest.raises(ModelError, match=r"trained for tiny .ffffffff.*or take head\.safetensors"):
        open_encoder(f"local-dir:{model}", "cpu")
    (model / HEAD).write_bytes(b"nothing")
    with pytest.raises(ModelError, match="no compact head"):
        open_encoder(f"local-dir:{model}", "cpu")
    # whoever makes another one opens the model all the same
    assert open_encoder(f"local-dir:{model}", "cpu", headed=False).head is None


def test_a_head_is_never_taken_for_the_weights(model):
    weights = model / "open_clip_model.safetensors"
    weights.rename(model / "weights.safetensors")
    headed(model, 1)
