"""What can be typed after `morelike tune two-step`, `captions`, `adapter`, `labels`, `words`."""

from pathlib import Path

from bot.cli.flags import (
    Commands,
    Taker,
    add_command,
    add_device,
    add_drawing_seed,
    add_file,
    add_folder,
    add_json,
    add_labelled,
    add_model,
    add_number,
    add_photos,
    add_real,
    add_switch,
    last_layers,
    share,
)

SAYS = {
    "two-step": "tune the picture tower by labels, then align the text tower with it again",
    "captions": "tune the picture tower by labels and captions; the text tower stands still",
    "adapter": "learn one matrix on top of the picture tower, in seconds, and fold it in",
    "labels": "tune the picture tower by labels alone, to see what that costs search by words",
    "words": "align the text tower with pictures as they are: no picture's embedding changes",
}
ALIGN = ("two-step", "captions", "words")
"""They need captions, which a folder of pictures has none of."""
PRECISIONS = ("auto", "full", "bfloat16", "float16")


def add_methods(kinds: Commands) -> None:
    """Describe the methods of tuning, and their comparison."""
    for method, says in SAYS.items():
        data = "photos.csv" if method in ALIGN else "photos"
        example = f"morelike tune {method} --data {data} --model ViT-B-32/openai --out tuned"
        parser = add_command(kinds, method, says, example)
        add_labelled(parser)
        opens = "the tuned model: --model local-dir:DIR opens it"
        add_folder(parser, "--out", opens, required=True)
        add_model(parser)
        add_json(parser)
        _data(parser.add_argument_group("what it learns from"), method)
        _run(parser.add_argument_group("how it runs"))
        learning = parser.add_argument_group("how it learns")
        _learning(learning, method)
        _method(learning, method)
    _compare(kinds)


def _data(group: Taker, method: str) -> None:
    add_file(group, "--captions", "a bank of captions, one a line, for pictures that are like them")
    quantile = "part of the bank's best captions that is not alike enough: 0.5"
    add_real(group, "--quantile", "Q", quantile, default=0.5, type=share)
    add_number(group, "--most", "captions of the bank that a picture can get: 20", default=20)
    held_out = "of the classes, to choose by, where no split is called val: 0.2"
    add_real(group, "--held-out", "SHARE", held_out, default=0.2, type=share)
    if method != "labels":
        pairs = "path,caption: pictures of any kind that the text tower is aligned with; those of "
        add_file(group, "--pairs", f"{pairs}--data")
    if method in ("captions", "adapter"):
        add_switch(group, "--realign", "then align the text tower again, as two-step does")


def _run(group: Taker) -> None:
    add_folder(
        group,
        "--work",
        "keeps decoded pictures and the state of a run; the same command goes on where it was "
        "stopped: OUT.work",
    )
    add_drawing_seed(group)
    add_device(group)
    group.add_argument(
        "--precision", choices=PRECISIONS, default="auto", help="auto: a short type on a GPU"
    )
    parts = "show a batch in N parts, for less memory: 1"
    add_number(group, "--accumulate", parts, default=1)
    add_switch(group, "--checkpointing", "compute activations twice, for less memory")
    add_switch(group, "--full-precision", "write 4 bytes a weight, not 2")


def _learning(group: Taker, method: str) -> None:
    """Describe how they all learn; `labels` alone loses no text that it could tell."""
    add_number(group, "--epochs", "at most; 8, adapter 10")
    add_number(group, "--batch", "pictures a step")
    add_real(group, "--learning-rate", "R", "1e-5 suits large models, 1e-4 small ones")
    patience = "epochs without a better score before a stage ends: 3"
    add_number(group, "--patience", patience, default=3)
    mix = "of the tuned weights, the rest being the old ones; the best of several is kept: 1"
    add_real(group, "--mix", "SHARE", mix, nargs="+", default=[1.0], type=share)
    if method != "labels":
        tolerance = "text recall that may be lost before it costs dearly: 0.005"
        add_real(group, "--tolerance", "R", tolerance, default=0.005)


def _method(group: Taker, method: str) -> None:
    if method != "words":
        add_real(group, "--scale", "S", "of ArcMargin; less where labels are known: 30")
        add_real(group, "--margin", "M", "of ArcMargin, an angle: 0.1")
    if method in ("captions", "adapter"):
        _captions(group)
    if method == "adapter":
        add_switch(group, "--both-sides", "the text tower gets the same matrix")
    elif method != "words":
        add_number(group, "--groups", "last groups of layers of the picture tower that learn: all")
    if method != "labels":
        layers = "last layers of the text tower that learn, or all: 2, which are the last block "
        add_number(group, "--layers", f"{layers}and the projection", type=last_layers)


def _captions(group: Taker) -> None:
    add_real(group, "--caption-share", "W", "weight of the captions beside the labels: 0.25")
    add_real(group, "--caption-scale", "S", "their scale: 30")
    group.add_argument(
        "--seeker",
        choices=("pictures", "captions"),
        help="who looks for whom: pictures for captions, as published, or captions for pictures, "
        "which has no margin and keeps more of search by words: pictures",
    )


def _compare(kinds: Commands) -> None:
    parser = add_command(
        kinds,
        "compare",
        "compare all methods on the bundled model, by classes that none of them saw",
        "morelike tune compare --photos ../shared/data --seeds 3 --work comparison",
    )
    add_photos(parser)
    add_model(parser, says="bundled")
    add_number(parser, "--seeds", "ways to deal the classes out: 3", default=3)
    add_number(parser, "--drawings", "drawn to learn from: 12000", default=12_000)
    add_number(parser, "--epochs", "of the picture tower, at most")
    keeps = "keeps drawings, states and results: comparison"
    add_folder(parser, "--work", keeps, default=Path("comparison"))
    parser.add_argument(
        "--ship",
        choices=("two-step", "captions", "captions+words", "adapter"),
        help="then tune by this method on all classes, and write the model to --out",
    )
    add_folder(parser, "--out", "where the model goes")
    add_file(parser, "--report", "Markdown; JSON beside it")
    add_json(parser)
