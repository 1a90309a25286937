"""Text made small for a browser's storage and for links: letters, digits, - and _ alone.

What comes back is text of a stranger: it is unpacked up to a bound and no further, and whatever is
damaged is no text at all.
"""

import base64
import binascii
import zlib


def pack(text: str) -> str:
    """Make text small.

    Examples
    --------
    >>> unpack(pack("a boat, a boat, a boat"), 100)
    'a boat, a boat, a boat'
    """
    small = zlib.compress(text.encode())
    return base64.urlsafe_b64encode(small).decode().rstrip("=")


def unpack(packed: str, most_bytes: int) -> str | None:
    """Give the text back; None when it is damaged, or has more than `most_bytes` bytes.

    Examples
    --------
    >>> unpack(pack("a boat"), 3) is None, unpack("?", 100) is None
    (True, True)
    """
    try:
        small = base64.b64decode(packed + "=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        reader = zlib.decompressobj()
        content = reader.decompress(small, most_bytes + 1)
        whole = reader.eof and not reader.unused_data and len(content) <= most_bytes
        return content.decode() if whole else None
    except (binascii.Error, zlib.error, UnicodeError, ValueError):
        return None
