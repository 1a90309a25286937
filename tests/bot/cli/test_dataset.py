"""A library comes from a pinned dataset: over a hub of the tests' own, in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha1
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

import pytest

from bot.cli.dataset import fetch_library
from engine.errors import SettingsError

ROOT = Path(__file__).resolve().parents[3]
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SCRIPT = """
import sys
from bot.cli.dataset import fetch_library
from engine.errors import MorelikeError
from engine.service import Engine
try:
    folder = fetch_library(sys.argv[1])
    engine = Engine.open(folder)
    print("OPEN", engine.pictures, len(engine.full(engine.sample(1)[0])) > 100)
except MorelikeError as error:
    print("REFUSED", error)
"""


class Hub(BaseHTTPRequestHandler):
    """As much of the hub as fetching a dataset needs."""

    folder: Path

    def do_GET(self):
        path = unquote(self.path.split("?")[0])
        if path == f"/api/datasets/ada/boats/revision/{COMMIT}":
            names = [str(f.relative_to(self.folder)) for f in self.files()]
            siblings = [{"rfilename": name} for name in names]
            told = {"id": "ada/boats", "sha": COMMIT, "siblings": siblings, "private": False,
                    "disabled": False, "downloads": 0, "likes": 0, "tags": []}  # fmt: skip
            self.reply(json.dumps(told).encode(), "application/json")
        elif path.startswith(f"/api/datasets/ada/boats/tree/{COMMIT}"):
            tree = [
                {"type": "file", "path": str(f.relative_to(self.folder)), "size": f.stat().st_size,
                 "oid": sha1(f.read_bytes()).hexdigest()}
                for f in self.files()
            ]  # fmt: skip
            self.reply(json.dumps(tree).encode(), "application/json")
        else:
            begins = f"/datasets/ada/boats/resolve/{COMMIT}/"
            file = self.folder / path.removeprefix(begins)
            if path.startswith(begins) and file.is_file():
                self.reply(file.read_bytes(), "application/octet-stream")
            else:
                self.send_error(404)

    do_HEAD = do_GET  # noqa: N815

    def files(self):
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def reply(self, content, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", f'"{sha1(content).hexdigest()}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def hub(album, tmp_path):
    """The address of a hub that has one dataset: the small library, and its pictures beside it."""
    folder = tmp_path / "boats"
    shutil.copytree(album, folder / "library")
    shutil.copytree(album.parent / "album", folder / "album")
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Boats", (Hub,), {"folder": folder}))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetched(address, dataset, home, **more):
    environment = {
        **os.environ, "HF_ENDPOINT": address, "HF_HOME": str(home), "PYTHONPATH": str(ROOT),
        "HF_HUB_DISABLE_TELEMETRY": "1", "HF_HUB_DISABLE_XET": "1", **more,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, dataset],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


@pytest.mark.slow
def test_a_pinned_dataset_is_fetched_once_and_then_needs_nobody(hub, tmp_path):
    home = tmp_path / "home"
    assert fetched(hub, f"ada/boats@{COMMIT}", home) == "OPEN 60 True"
    gone = "http://127.0.0.1:9"
    assert fetched(gone, f"ada/boats@{COMMIT}", home) == "OPEN 60 True"


@pytest.mark.slow
def test_what_cannot_be_fetched_is_said_in_a_sentence(hub, tmp_path):
    nobody = fetched("http://127.0.0.1:9", f"ada/boats@{COMMIT}", tmp_path / "one")
    assert nobody.startswith("REFUSED the dataset ada/boats is not here and cannot be fetched")
    offline = fetched(hub, f"ada/boats@{COMMIT}", tmp_path / "two", HF_HUB_OFFLINE="1")
    assert "the hub cannot be reached" in offline
    other = fetched(hub, f"ada/boots@{COMMIT}", tmp_path / "three")
    assert other.startswith("REFUSED the dataset ada/boots")


@pytest.mark.parametrize(
    "named", ["boats", "ada/boats", "ada/boats@main", f"../boats@{COMMIT[:7]}"]
)
def test_a_dataset_without_its_commit_is_refused(named):
    with pytest.raises(SettingsError, match="owner/name@commit"):
        fetch_library(named)
