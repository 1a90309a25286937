"""Classes by their names equal open_clip's own zero-shot classifier."""

import numpy as np
import pytest

from engine.encode.torchready import import_open_clip
from engine.errors import TrainingError
from engine.training.measuring.naming import SIMPLE, count_named, embed_classes, read_templates
from tests.engine.training.measuring.test_ranking import unit

NAMES = ["red boat", "green tree", "white sheep"]


def test_a_class_is_the_vector_that_open_clip_gives_it(tiny_encoder, tiny_model):
    open_clip = import_open_clip()
    model = open_clip.create_model(f"local-dir:{tiny_model}").eval()
    tokenizer = open_clip.get_tokenizer(f"local-dir:{tiny_model}")
    templates = read_templates("imagenet")
    assert len(templates) == 80
    wanted = open_clip.build_zero_shot_classifier(
        model, tokenizer, NAMES, open_clip.OPENAI_IMAGENET_TEMPLATES
    )
    found = embed_classes(NAMES, templates, tiny_encoder.texts)
    assert found == pytest.approx(wanted.numpy().T, abs=1e-5)


def test_the_nearest_name_is_counted_by_a_plain_loop(tiny_encoder):
    labels = ["red_boat", "green-tree", "", "white sheep"] * 5
    vectors = unit(20, 4, wide=tiny_encoder.dimensions)
    classes = {
        label: embed_classes([name], SIMPLE, tiny_encoder.texts)[0]
        for label, name in zip(["red_boat", "green-tree", "white sheep"], NAMES, strict=True)
    }
    right = sum(
        max(classes, key=lambda label: float(classes[label] @ vector)) == wanted
        for vector, wanted in zip(vectors, labels, strict=True)
        if wanted
    )
    named = count_named(vectors, labels, SIMPLE, tiny_encoder.texts)
    assert (named.accuracy, named.queries, named.among) == (right / 15, 15, 3)


def test_numbers_name_nothing(tiny_encoder):
    with pytest.raises(TrainingError, match="numbers"):
        count_named(unit(2, 0), ["0", "1"], SIMPLE, tiny_encoder.texts)


def test_templates_of_a_file_have_one_place_for_the_name(tmp_path):
    file = tmp_path / "templates.txt"
    file.write_text("a drawing of a {}.\n\n{} in the snow\n")
    assert read_templates(str(file)) == ("a drawing of a {}.", "{} in the snow")
    file.write_text("a drawing\n")
    with pytest.raises(TrainingError, match="'a drawing'"):
        read_templates(str(file))
    with pytest.raises(TrainingError, match="name, photo, simple, imagenet"):
        read_templates(str(tmp_path / "none"))


def test_a_name_stays_itself_in_a_template(tiny_encoder):
    assert np.isfinite(embed_classes(["{0} odd"], ("a {}",), tiny_encoder.texts)).all()
