"""An album whose pictures differ in date, size, shape, format and folder."""

from datetime import date, datetime, timedelta

import pytest
from PIL import Image

from engine.build import index_folder
from engine.service import Engine
from tests.engine.making import scribble

DATED = 40
FIRST_DAY = datetime(2018, 1, 15, 12)
SHAPES = ((80, 60), (60, 80), (64, 64), (150, 60))


def taken(number):
    """The day that a picture of the dated album was taken: one every 30 days."""
    return FIRST_DAY + timedelta(days=30 * number) if number % 8 else None


def save_dated(folder, number):
    kind = ("jpg", "png", "webp")[number % 3]
    path = folder / ("holidays" if number % 2 else "work/Büro") / f"photo-{number:02d}.{kind}"
    path.parent.mkdir(parents=True, exist_ok=True)
    image = scribble(number, SHAPES[number % 4])
    exif = Image.Exif()
    if taken(number):
        exif.get_ifd(0x8769)[0x9003] = taken(number).strftime("%Y:%m:%d %H:%M:%S")
    image.save(path, exif=exif.tobytes())


@pytest.fixture(scope="session")
def dated_folder(tmp_path_factory, tiny_encoder):
    folder = tmp_path_factory.mktemp("dated")
    for number in range(DATED):
        save_dated(folder / "pictures", number)
    index_folder(folder / "pictures", folder / "library", tiny_encoder)
    return folder


@pytest.fixture
def dated(dated_folder):
    return Engine.open(dated_folder / "library")


@pytest.fixture
def today():
    return date(2021, 3, 5)
