"""`morelike tune head`: train a compact head, compare its codes with the axes', and write it."""

import csv
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.cli.printing import Bar, complain, out, out_json, size
from engine.encode import Encoder, identify, open_encoder
from engine.errors import ModelError, TrainingError
from engine.evaluation import EvaluationSettings, Sheet
from engine.evaluation.coding import CodeReport, compare_codes
from engine.evaluation.collection import build_collection
from engine.evaluation.truth import half_of
from engine.heads import HEAD, Head, set_aside
from engine.training.head import (
    HeadMaterial,
    HeadScores,
    HeadTuning,
    gather_vectors,
    label_photos,
    train_head,
)
from engine.training.measuring import read_labelled

LOCAL = "local-dir:"


def head(arguments: Namespace) -> None:
    """Train on half of the classes or on all, say what it is worth, and write it if it is."""
    folder = None if arguments.compare else _folder(arguments)
    photos = arguments.photos
    labelled = label_photos(photos) if photos else read_labelled(arguments.data)
    bar = Bar()
    encoder = open_encoder(arguments.model, headed=False)
    if folder is not None:
        _holds_model(folder, encoder)
    material = gather_vectors(encoder, labelled, arguments.cache, bar)
    tuning = HeadTuning(
        dimensions=arguments.dimensions, hidden=tuple(arguments.hidden), epochs=arguments.epochs,
        seed=arguments.seed, shared=arguments.shared, spreading=arguments.spreading,
    )  # fmt: skip
    learned = _development(material) if arguments.compare else material
    trained = train_head(learned, encoder.name, encoder.identity, tuning, bar)
    out(_say(trained.scores, arguments.dimensions))
    payload: dict[str, object] = {"scores": trained.scores.model_dump(mode="json")}
    if arguments.compare:
        report = _compare(material, labelled.paths, trained.head, arguments, bar)
        out(f"\n{report.markdown()}")
        payload["codes"] = report.payload()
    bar.close()
    if folder is not None:
        payload["written"] = _write(trained.head, trained.scores, folder, arguments, encoder)
    if arguments.json:
        out_json(payload)


def _folder(arguments: Namespace) -> Path:
    """Choose where the head goes: the bundled model is never written to by chance."""
    if arguments.out is not None:
        return Path(arguments.out)
    model = Path(arguments.model.removeprefix(LOCAL)).expanduser()
    if model.is_dir():
        return model
    raise TrainingError(
        f"{arguments.model} has no folder of yours to put a head into: name one with --out DIR, "
        "that of the model as local-dir:DIR opens it; or only compare: --compare"
    )


def _holds_model(folder: Path, encoder: Encoder) -> bool:
    """Tell whether a model lies in the folder; a head in another one's would keep it from opening.

    Raises
    ------
    TrainingError
        It is no folder, or that of another model.
    """
    if folder.exists() and not folder.is_dir():
        raise TrainingError(f"{folder} is a file: --out names a folder")
    try:
        found = identify(f"{LOCAL}{folder}")
    except ModelError:
        return False
    if found != encoder.identity:
        raise TrainingError(
            f"{folder} holds another model ({found[:8]}) than {encoder.name} "
            f"({encoder.identity[:8]}), and would not open with its head: name the folder that "
            f"holds {encoder.name}, or one that holds no model"
        )
    return True


def _development(material: HeadMaterial) -> HeadMaterial:
    """Take the labels of all classes that a comparison looks for."""
    labels = tuple(
        label if label and half_of(label) == "development" else "" for label in material.labels
    )
    captions = tuple(
        own if label else own[:0] for own, label in zip(material.captions, labels, strict=True)
    )
    return HeadMaterial(material.vectors, labels, material.texts, captions)


def _say(scores: HeadScores, dimensions: int) -> str:
    what = "mean average precision" if scores.by == "pictures" else "recall at 10"
    lines = [
        f"{what} on {scores.pictures:,} pictures of held-out classes:",
        f"  the model's own vectors   {scores.full:.4f}",
        f"  {dimensions} axes of the pictures   {scores.axes:.4f}",
        f"  the head at its start     {scores.start:.4f}",
        f"  the head after epoch {scores.epoch:2d}   {scores.head:.4f}",
    ]
    return "\n".join(lines)


def _compare(
    material: HeadMaterial, paths: tuple[str, ...], made: Head, arguments: Namespace, bar: Bar
) -> CodeReport:
    """Index the pictures by both kinds of code in a folder that goes away, and search."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        np.savez(folder / "all.npz", path=np.array(paths), feat=material.vectors)
        with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(["path", "label"])
            lines.writerows(zip(paths, material.labels, strict=True))
        collection = build_collection([folder / "all.npz"], folder / "own", bar)
        sheet = Sheet(file=folder / "labels.csv", column="label", prefix="all/")
        settings = EvaluationSettings(queries=arguments.queries, seed=arguments.seed)
        heads = {"head": made}
        return compare_codes(collection, [sheet], heads, folder / "compared", settings, bar)


def _write(
    made: Head, scores: HeadScores, folder: Path, arguments: Namespace, encoder: Encoder
) -> str | None:
    gains = scores.gains or arguments.anyway
    _make_room(folder, None if gains else encoder.identity)
    if not gains:
        complain(
            "the head is not written: the library's own axes serve held-out classes as well "
            f"({scores.axes:.4f} to {scores.head:.4f}); --anyway writes it all the same"
        )
        return None
    folder.mkdir(parents=True, exist_ok=True)
    made.save(folder / HEAD)
    out(f"{folder / HEAD}, {size(len(made.content))}, for {encoder.name}: {_use(folder, encoder)}")
    return str(folder / HEAD)


def _make_room(folder: Path, unless: str | None) -> None:
    aside = set_aside(folder, unless)
    if aside:
        out(f"the head that lay in {folder} is {aside.name} now")


def _use(folder: Path, encoder: Encoder) -> str:
    """Say when codes are made with the head."""
    if _holds_model(folder, encoder):
        return "morelike index makes codes with it from now on"
    return (
        "no model lies there; morelike index makes codes with it once it lies beside the model's "
        "weights"
    )
