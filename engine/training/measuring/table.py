"""The figures of a model as a table in Markdown; what was left out is said below it."""

from collections.abc import Iterator

from engine.training.measuring.measuring import Measured

Line = tuple[str, str, float, str]


def write_table(measured: Measured) -> str:
    """Write one model's figures, in hundredths."""
    lines = ["| what | how | per cent | over |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {what} | {how} | {100 * value:.1f} | {over} |"
        for what, how, value, over in _lines(measured)
    ]
    lines += [f"\nnot measured: {family}: {why}" for family, why in measured.left_out.items()]
    return "\n".join(lines)


def _lines(measured: Measured) -> Iterator[Line]:
    yield from _retrieval(measured)
    if measured.neighbours:
        one = measured.neighbours
        voters = f"{one.gallery:,} vote" if one.gallery else "all others vote"
        yield (
            "class by neighbours", f"{one.neighbours} nearest", one.accuracy,
            f"{one.queries:,} pictures, {voters}",
        )  # fmt: skip
    if measured.names:
        own = measured.names
        yield (
            "class by its name", f"among {own.among:,} names", own.accuracy,
            f"{own.queries:,} pictures, {own.sentences} sentences a name",
        )  # fmt: skip
    if measured.words:
        recall = measured.words
        over = f"{recall.texts:,} captions, {measured.pictures:,} pictures"
        yield "text to picture", "recall at 1", recall.at_1, over
        yield "text to picture", "recall at 5", recall.at_5, over
        yield "text to picture", "recall at 10", recall.at_10, over


def _retrieval(measured: Measured) -> Iterator[Line]:
    whole = measured.retrieval
    if whole is None:
        return
    over = f"{whole.queries:,} pictures, {measured.classes:,} classes"
    yield "picture to picture", "mean average precision, query kept", whole.kept, over
    for name, part in measured.parts.items():
        yield f"- {name}", "query kept", part.kept, f"{part.queries:,} pictures ask all"
    yield "picture to picture", "mean average precision, query left out", whole.left_out, over
    yield "picture to picture", "recall at 1", whole.first, over
