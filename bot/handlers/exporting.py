"""Pictures to take away: a table in CSV or JSON, or a ZIP file of the pictures.

A page is told names of files and never a folder; the terminal, on the person's own machine, is told
where the files lie. What would not fit is left out, with a sentence.
"""

import csv
import io
import json
from collections.abc import Sequence
from zipfile import ZIP_STORED, ZipFile

from bot.handlers.values import File, Message
from bot.handlers.work import Work
from bot.parse import actions
from bot.replies import done, trouble
from engine.conversation import Conversation, Label, Situation
from engine.errors import MorelikeError
from engine.service import Engine, Hit
from engine.types import PictureId

TABLE_ROWS = 10_000
ZIP_PICTURES = 200
ZIP_BYTES = 500 * 1024**2
PAGE_ZIP_PICTURES = 100
PAGE_ZIP_BYTES = 50 * 1024**2
"""A page's server holds what it offers in memory, and makes a copy of each picture."""
COLUMNS = (
    "number", "id", "name", "score", "chance", "label", "width", "height", "size_bytes", "taken",
    "caption",
)  # fmt: skip
"""What a page is told of each picture."""
_UPLOAD = "upload-"
Line = dict[str, object]


def export(work: Work, action: actions.Export) -> None:
    """Give what was asked for as a file."""
    work.commit()
    pictures = _chosen(work, action)
    if not pictures:
        work.remark(trouble("nothing_to_export"))
        return
    # Liked and named pictures are wanted themselves; of all results people want a list.
    kind = action.format or ("zip" if action.what in ("liked", "numbers") else "csv")
    most = _most_in_zip(work) if kind == "zip" else TABLE_ROWS
    if len(pictures) > most:
        work.remark(trouble("export_cut"))
    pictures = pictures[:most]
    if kind == "zip":
        content, count = _zip(work, pictures)
    else:
        lines = _lines(work, pictures)
        content, count = (_csv(lines) if kind == "csv" else _json(lines)), len(lines)
    work.files.append(File(name=f"morelike-{action.what}.{kind}", content=content))
    work.remark(done(f"exported_{kind}", count=count))


def tabulate(engine: Engine, situation: Situation, kind: str, most: int) -> bytes:
    """List all that matches as a table, best first; its numbers are places.

    Parameters
    ----------
    engine : Engine
    situation : Situation
        What is looked for.
    kind : str
        "csv" or "json".
    most : int
        Rows at most.

    Raises
    ------
    LabelsError, CatalogueError
        As `Engine.find`.
    """
    found = tuple(hit.id for hit in engine.matching(situation, most))
    standing = Conversation(library=engine.library, now=situation, shown=(found,))
    lines = _lines(Work(engine, standing, Message(), standing), found)
    if kind == "json":
        return _json(lines)
    return _csv(lines) if lines else f"{','.join(COLUMNS)}\n".encode()


def _most_in_zip(work: Work) -> int:
    return ZIP_PICTURES if work.message.local else PAGE_ZIP_PICTURES


def _chosen(work: Work, action: actions.Export) -> tuple[PictureId, ...]:
    match action.what:
        case "liked":
            found = work.now.labelled(Label.LIKED)
        case "numbers":
            found = work.pictures(action.numbers)
        case "shown":
            found = _shown(work)
        case "results":
            found = tuple(hit.id for hit in _matches(work)) or _shown(work)
    return tuple(one for one in found if not one.startswith(_UPLOAD))


def _shown(work: Work) -> tuple[PictureId, ...]:
    return tuple(work.conversation.picture(number) for number in work.now.gallery)


def _matches(work: Work) -> tuple[Hit, ...]:
    if not work.wants_something:
        return ()
    return work.engine.matching(work.now, TABLE_ROWS + 1)


def _lines(work: Work, pictures: Sequence[PictureId]) -> list[Line]:
    """Describe pictures, one line each."""
    hits = {hit.id: hit for hit in _matches(work)}
    numbers = {one: at for at, one in enumerate(work.conversation.numbered, start=1)}
    lines = []
    for known in work.engine.describe(pictures):
        hit = hits.get(known.id)
        line: Line = {"number": numbers.get(known.id), "id": known.id}
        if work.message.local:
            line |= {"path": known.path, "file": str(work.engine.path(known.id))}
        else:
            line |= {"name": known.path.rpartition("/")[2]}
        line |= {
            "score": round(hit.score, 4) if hit else None,
            "chance": round(hit.chance, 4) if hit else None,
            "label": work.now.label_of(known.id),
            "width": known.width,
            "height": known.height,
            "size_bytes": known.size_bytes,
            "taken": known.taken,
            "caption": known.caption,
        }
        lines.append(line)
    return lines


def _csv(lines: Sequence[Line]) -> bytes:
    out = io.StringIO()
    table = csv.DictWriter(out, fieldnames=list(lines[0]), lineterminator="\n")
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in line.items()} for line in lines)
    return out.getvalue().encode()


def _cell(value: object) -> object:
    """Keep a spreadsheet from taking a file's name or a caption for a formula.

    Examples
    --------
    >>> _cell("=1+1"), _cell(3), _cell("boat.jpg")
    ("'=1+1", 3, 'boat.jpg')
    """
    risky = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{value}" if risky else value


def _json(lines: Sequence[Line]) -> bytes:
    return json.dumps(lines, ensure_ascii=False, indent=1).encode()


def _zip(work: Work, pictures: Sequence[PictureId]) -> tuple[bytes, int]:
    """Pack pictures: the files themselves in the terminal, copies without EXIF for a page."""
    engine, out = work.engine, io.BytesIO()
    packed, gone = 0, 0
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for place, known in enumerate(engine.describe(pictures), start=1):
            try:
                content = (engine.original if work.message.local else engine.full)(known.id)
            except MorelikeError:
                gone += 1
                continue
            if out.tell() + len(content) > (ZIP_BYTES if work.message.local else PAGE_ZIP_BYTES):
                work.remark(trouble("export_cut"))
                break
            name = known.path.rpartition("/")[2]
            if not work.message.local:
                name = name.rpartition(".")[0] + ".jpg"
            archive.writestr(f"{place:03}-{name}", content)
            packed += 1
    if gone:
        work.remark(trouble("export_gone", of=gone))
    return out.getvalue(), packed
