"""Which pictures exist: reading them, finding them in a folder, and the table of a library."""

from engine.catalogue.captions import find_captions, read_captions
from engine.catalogue.pictures import Catalogue, Picture, Record, write_catalogue
from engine.catalogue.reading import Limits, Reading, open_picture, read_file, read_picture
from engine.catalogue.scanning import Found, Refusal, scan
from engine.catalogue.thumbnails import (
    SMALL_BYTES,
    THUMBNAIL_SIDE,
    Pack,
    PackReader,
    encode_webp,
    is_own_thumbnail,
    make_thumbnail,
    seal_thumbnail,
)

__all__ = [
    "SMALL_BYTES",
    "THUMBNAIL_SIDE",
    "Catalogue",
    "Found",
    "Limits",
    "Pack",
    "PackReader",
    "Picture",
    "Reading",
    "Record",
    "Refusal",
    "encode_webp",
    "find_captions",
    "is_own_thumbnail",
    "make_thumbnail",
    "open_picture",
    "read_captions",
    "read_file",
    "read_picture",
    "scan",
    "seal_thumbnail",
    "write_catalogue",
]
