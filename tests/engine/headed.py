"""Makes compact heads of random weights: what a head computes is another test's matter."""

from itertools import pairwise

import numpy as np

from engine.heads import Head, HeadCard


def random_head(d_in=24, d_out=6, hidden=(16,), seed=0, checkpoint="c" * 64, model="tiny"):
    rng = np.random.default_rng(seed)
    wide = (d_in, *hidden, d_out)
    layers = {}
    for at, (before, after) in enumerate(pairwise(wide)):
        layers[f"weight.{at}"] = rng.normal(size=(after, before)) / before**0.5
        layers[f"offset.{at}"] = rng.normal(size=after) / 10
    card = HeadCard(d_in=d_in, d_out=d_out, hidden=hidden, model=model, checkpoint=checkpoint)
    return Head.of(card, layers)
