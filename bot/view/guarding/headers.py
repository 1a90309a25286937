"""The headers of every answer: a browser may load nothing from elsewhere, and nothing may embed us.

Except a Space's own frame. Gradio needs scripts written into its page and `eval`, so those two
stay allowed; whatever a script could load or reach is still ours alone. Files that people sent are
shown as nothing but files: no script of theirs runs, whatever they hold.
"""

from collections.abc import Iterable

Pairs = list[tuple[bytes, bytes]]

PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self' https://huggingface.co https://*.huggingface.co https://*.hf.space",
    )
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
_UNUSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
_ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": ", ".join(f"{name}=()" for name in _UNUSED).encode(),
}


def with_headers(found: Iterable[tuple[bytes, bytes]], *, file: bool) -> Pairs:
    """Add to an answer's headers those that it has not got.

    Parameters
    ----------
    found : iterable of pairs
        Names in lower case, as ASGI has them.
    file : bool
        Whether a file that somebody sent is answered.
    """
    pairs = list(found)
    names = {name.lower() for name, _ in pairs}
    policy = FILE_POLICY if file else PAGE_POLICY
    wanted = _ALWAYS | {b"content-security-policy": policy.encode()}
    return [*pairs, *(pair for pair in wanted.items() if pair[0] not in names)]
