"""The bundled model's card: what it is, what it learned from, how well it does, where it ends."""

import platform
from collections.abc import Sequence
from pathlib import Path

from engine.training.figures import Figure, table
from engine.training.recipe import Recipe

CARD = "README.md"

TEMPLATE = """---
license: apache-2.0
library_name: open_clip
tags: [clip, image-search]
---
# Morelike's bundled model

A small picture and text model with two towers, trained from nothing on two processor cores, so
that Morelike runs without a download. It knows the things that the demo catalogue shows and those
on its training photos; for photos of your own take a real CLIP model (`--model`).

- picture tower: timm's `{tower}` at {side} x {side} pixels, squashed, bicubic
- text tower: open_clip's transformer, {layers} layers of {width}, {context} tokens, with a shorter
  list of merges for `SimpleTokenizer` (`merges.txt.gz`): English, and best the words it was taught
- {dimensions} dimensions, half precision, {megabytes:.1f} MB

```python
import open_clip

folder = "assets/models/bundled"
model, _, preprocess = open_clip.create_model_and_transforms(f"local-dir:{{folder}}")
tokenizer = open_clip.get_tokenizer(f"local-dir:{{folder}}", bpe_path=f"{{folder}}/merges.txt.gz")
```

The path of the merges list has to be given: open_clip 3.3 opens the name in the configuration as
it stands, from the current folder.

## Figures

On pictures that it was never trained on, measured on the exported files by
`python -m engine.training figures --photos ../shared/data`:

{figures}

*Drawings*: one query for each subject, by its name. *Sentences*: one query for each combination of
subject, setting and time that ten or more of the held-out drawings share, such as "a sailing boat at
sea at night"; a hit shares all three. *Caltech-101*: the names of its 100 classes over the 1,718
test photos. *Grocery Store*: the 43 coarse names over the 1,002 test photos. Picture to picture: every
picture is a query for the others of its class, to full depth.
{remarks}
## What it learned from

| what | how many | licence |
| --- | --- | --- |
| drawings of this project (`engine.training.drawing`), drawn for training; the demo's and the measured ones are others | 24,000 | Apache-2.0 |
| Caltech-101, train photos (Li, Andreeto, Ranzato, Perona 2022, doi 10.22002/D1.20086) | 3,417 | CC BY 4.0 |
| Grocery Store Dataset, train photos and class descriptions (Klasson, Zhang, Kjellström, WACV 2019) | 1,120 | MIT |
| features of MobileNetV2 (ImageNet) for those train photos alone, as a teacher of the picture tower | 4,537 | Apache-2.0 |

Test and validation photos, and their features, were not trained on.
Captions are templates over class names, synonyms and kinds, the groceries' descriptions, and the
drawings' sentences and paraphrases.

## How it was made

`python -m engine.training bundled --photos ../shared/data --seed {seed} {budget}` on {machine}.
`training-log.jsonl` is its log. The recipe: `{recipe}`.
{history}

## Limits

It has seen about 29,000 pictures, where real CLIP models see hundreds of millions. It knows some 220
things, 14 settings, four times of day and a few weathers and styles; other words fall into pieces and
are guessed at. It is no judge of people: "human face" is one class of studio portraits.
"""  # noqa: E501 - Markdown's table rows do not wrap


def write_card(
    folder: Path,
    recipe: Recipe,
    figures: Sequence[Figure],
    remarks: str = "",
    machine: str = "",
    history: str = "",
) -> None:
    """Write the card beside the weights.

    Parameters
    ----------
    folder : Path
        The exported model.
    recipe : Recipe
    figures : sequence of Figure
    remarks : str
        What is to be said about the figures.
    machine : str
        What it was trained on, in words; a short name is found out if it is not given.
    history : str
        What is to be said about this very run.
    """
    towers = recipe.towers
    size = sum(path.stat().st_size for path in folder.glob("*.safetensors"))
    text = TEMPLATE.format(
        tower=towers.picture_tower,
        side=towers.side,
        layers=towers.text_layers,
        width=towers.text_width,
        context=towers.context_length,
        dimensions=towers.dimensions,
        megabytes=size / 1e6,
        figures=table(figures),
        remarks=f"\n{remarks.strip()}\n" if remarks else "",
        history=f"\n{history.strip()}\n" if history else "",
        seed=recipe.seed,
        budget=f"--steps {recipe.steps}" if recipe.steps else f"--minutes {recipe.minutes:g}",
        machine=machine or f"{platform.machine()} ({platform.system()})",
        recipe=recipe.model_dump_json(exclude={"towers", "photo_views", "drawn_views"}),
    )
    (folder / CARD).write_text(text, encoding="utf-8")
