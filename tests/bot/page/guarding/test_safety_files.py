"""No file is reachable but the catalogue's pictures by id, and what the person sent."""

import io
import secrets
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image

from engine.settings import DEMO_LIBRARY
from tests.bot.conftest import jpeg
from tests.bot.page.raw import Raw, Refused, file, shown

ROOT = Path(__file__).resolve().parents[4]
SECRETS = (b"root:", b"[project]", b"SQLite format", b"use_gpu", b"Traceback")


@pytest.fixture(scope="module")
def raw(address):
    return Raw(address)


@pytest.fixture
def session():
    return secrets.token_hex(6)


@pytest.fixture(scope="module")
def folder():
    """Where the server puts what people send."""
    from bot.view.guarding.tidy import own_folder

    return own_folder()


@pytest.fixture
def trap():
    """A server of somebody else: it notes every request that reaches it."""
    reached = []

    class Trap(BaseHTTPRequestHandler):
        def do_GET(self):
            reached.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(jpeg(3))

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/x.jpg", reached
    server.shutdown()
    server.server_close()


WANTED = [
    "/etc/passwd", "//etc/passwd", "../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd", "%252e%252e/etc/passwd", "/etc/passwd%00.jpg", "~/.bashrc",
    "file:///etc/passwd", str(ROOT / "app.py"), str(ROOT / "pyproject.toml"), "app.py",
    str(DEMO_LIBRARY / "manifest.json"), f"{DEMO_LIBRARY}/../../../app.py", "/proc/self/environ",
    "C:%5CWindows%5Cwin.ini", "%5c%5chost%5cshare", "http://127.0.0.1/x", "https://example.org/x",
    "x" * 5000,
]  # fmt: skip
PREFIXES = [
    "/gradio_api/file=", "/file=", "/gradio_api/file/", "/gradio_api/proxy=", "/static/",
    "/assets/", "/svelte/", "/gradio_api/thumb/", "/gradio_api/picture/", "/gradio_api/download/",
    "/gradio_api/stream/x/1/2/", "/custom_component/x/server/component/", "/",
]  # fmt: skip


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_address_gives_a_file_of_the_server(raw, prefix):
    for wanted in WANTED:
        for path in {f"{prefix}{wanted}", f"{prefix}{wanted.lstrip('/')}"}:
            reply = raw.get(path)
            assert reply.status in (400, 403, 404, 405), (path, reply.status)
            assert not any(secret in reply.body for secret in SECRETS), path


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/proxy=https://example.org/x"),
        ("GET", "/gradio_api/deep_link?session_hash=x"),
        ("GET", "/gradio_api/vibe-code/"),
        ("POST", "/gradio_api/vibe-edit/"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/stream/x"),
        ("POST", "/gradio_api/run/chat"),
        ("POST", "/gradio_api/api/search"),
        ("POST", "/login"),
        ("GET", "/monitoring"),
        ("GET", "/gradio_api/monitoring/summary"),
        ("GET", "/gradio_api/dev/reload"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/gradio_api/token"),
        ("GET", "/gradio_api/mcp/"),
        ("POST", "/gradio_api/mcp/"),
        ("PUT", "/gradio_api/upload"),
        ("DELETE", "/gradio_api/thumb/x"),
        ("TRACE", "/"),
    ],
)
def test_what_gradio_offers_and_nobody_needs_is_not_there(raw, method, path):
    reply = raw.ask(method, path, b"{}" if method == "POST" else None)
    assert reply.status == 404
    assert reply.sentence == "there is nothing at this address"


NAMED = ["/etc/passwd", "../../etc/passwd", str(ROOT / "app.py"), "app.py", "/tmp", "", "\0", "/"]


@pytest.mark.parametrize("path", NAMED)
def test_a_message_with_somebody_elses_file_is_refused_and_the_file_stays(raw, session, path):
    before = (ROOT / "app.py").read_bytes()
    for named in (file(path), {"path": path}, file(path, url="http://127.0.0.1/x"), file([path])):
        assert raw.join(session, "this", [named]).status == 403
        assert raw.call("similar", [named]).status == 403
    assert (ROOT / "app.py").read_bytes() == before


def test_a_path_that_climbs_out_of_the_uploads_is_refused(raw, folder, session):
    for path in (f"{folder}/../x.jpg", f"{folder}/a/../../x.jpg", str(folder), f"{folder}x/a.jpg"):
        assert raw.join(session, "this", [file(path)]).status == 403


def test_the_server_fetches_nothing_for_anybody(raw, session, trap):
    address, reached = trap
    for named in (file(address), file(address, url=address), {"path": address, "url": address}):
        assert raw.join(session, "this", [named]).status == 403
        assert raw.call("similar", [named]).status == 403
        assert raw.call("chat", ["hello", {"deep": [named]}]).status == 403
    assert raw.get(f"/gradio_api/file={address}").status == 403
    assert raw.get(f"/gradio_api/proxy={address}").status == 404
    assert isinstance(raw.call("similar", [address]), Refused)
    assert reached == []


def test_a_picture_that_is_sent_is_looked_at_and_its_file_is_gone(raw, folder, session):
    path = raw.upload("mine.jpg", jpeg(900)).json()[0]
    assert Path(path).is_file()
    heard = raw.say(session, "", [file(path, orig_name="mine.jpg", mime_type="image/jpeg")])
    brought = [name for name in shown(heard) if name.startswith("upload-")]
    assert len(brought) == 1
    assert not Path(path).exists()
    assert list(folder.rglob("*.jpg")) == []
    copy = Image.open(io.BytesIO(raw.get(f"/gradio_api/thumb/{brought[0]}").body))
    assert dict(copy.getexif()) == {}


def test_a_picture_sent_to_an_endpoint_leaves_no_file(raw, folder):
    path = raw.upload("mine.jpg", jpeg(901)).json()[0]
    assert len(raw.call("similar", [file(path), 3])[0]) == 3
    assert not Path(path).exists()
    assert not list(folder.rglob("*.jpg"))
    again = raw.call("similar", [file(path), 3])
    assert again.sentence == "the file is no longer here; upload it again"


def test_an_uploaded_page_runs_nowhere(raw):
    """A file that a person sent is shown as a file, whatever it holds."""
    path = raw.upload("x.html", b"<script>alert(1)</script>", "text/html").json()[0]
    reply = raw.get(f"/gradio_api/file={path}")
    assert reply.status == 200
    assert reply.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in reply.headers["content-security-policy"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    Path(path).unlink()


def _png(width, height):
    """A picture that claims to be of any size, in a few bytes."""

    def chunk(kind, data):
        return (
            len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        )

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    body = zlib.compress(bytes(1000 * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


NO_PICTURES = {
    "text": b"hello",
    "page": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "program": b"\x7fELF" + bytes(200),
    "empty": b"",
    "cut": jpeg(5)[:300],
    "bomb": _png(60_000, 60_000),
    "gif-and-script": b"GIF89a/*" + bytes(50) + b"*/=alert(1)",
    "zip": b"PK\x03\x04" + bytes(100),
    "json": b'{"surprise": [1, 2, 3]}',
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_what_is_no_picture_gets_a_sentence_and_the_conversation_goes_on(
    raw, folder, session, kind
):
    first = shown(raw.say(session, "a sailing boat"))
    begun = time.perf_counter()
    path = raw.upload("x.jpg", NO_PICTURES[kind]).json()[0]
    heard = raw.say(session, "", [file(path, orig_name="x.jpg", mime_type="image/jpeg")])
    assert time.perf_counter() - begun < 20
    assert "Traceback" not in heard
    assert str(folder) not in heard
    assert not Path(path).exists()
    more = raw.say(session, "more").replace("\\", "")
    assert 'data-n="13"' in more, "the conversation began anew"
    assert not set(first) & set(shown(more))
    if NO_PICTURES[kind]:
        path = raw.upload("x.jpg", NO_PICTURES[kind]).json()[0]
        refused = raw.call("similar", [file(path), 3])
        assert isinstance(refused, Refused)
        assert " " in refused.sentence
        assert str(folder) not in refused.sentence


def test_fifty_megabytes_are_refused_in_words_and_leave_nothing(raw, folder):
    reply = raw.upload("big.jpg", b"\xff" * 50 * 1024**2)
    assert reply.status == 413
    assert reply.sentence == "that is too large: at most 10 MB are taken"
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_an_upload_that_hides_its_length_is_refused(raw):
    sent = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": "-5"}
    assert raw.ask("POST", "/gradio_api/upload", b"", sent).status in (400, 411)
    sent = {"Content-Type": "multipart/form-data; boundary=x", "Transfer-Encoding": "chunked"}
    assert raw.ask("POST", "/gradio_api/upload", None, sent).status == 411


def test_a_name_of_a_file_is_no_path(raw, folder):
    for name in ("../../../evil.sh", "/etc/cron.d/evil", "..%2f..%2fevil", "a" * 500 + ".jpg"):
        reply = raw.upload(name, b"hello")
        assert reply.status == 200
        path = Path(reply.json()[0])
        assert path.resolve().is_relative_to(folder)
        path.unlink()
