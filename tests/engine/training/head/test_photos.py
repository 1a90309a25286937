"""The shared photos keep the names that the evaluation's tables give their classes."""

import pytest

from engine.errors import TrainingError
from engine.evaluation.truth import Sheet, read_labels
from engine.training.head import label_photos


def test_photos_are_called_as_the_evaluations_tables_call_them(shared_photos):
    labelled = label_photos(shared_photos)
    columns = {"caltech101": "label", "grocery-store": "fine_label"}
    sheets = [
        Sheet(file=shared_photos / name / "metadata.csv", column=column, prefix=f"{name}/")
        for name, column in columns.items()
    ]
    assert read_labels(sheets, labelled.paths) == labelled.labels
    assert all((shared_photos / path).is_file() for path in labelled.paths[::500])
    assert len(labelled.classes) == 181


def test_a_folder_that_lacks_a_data_set_says_which(tmp_path):
    with pytest.raises(TrainingError, match="name the folder that holds caltech101/"):
        label_photos(tmp_path)
