"""The server asks nobody: a session runs where every connection to another host is an error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
SCRIPT = """
import json, secrets, socket, sys, threading
tried = []
connect, lookup, send = socket.socket.connect, socket.getaddrinfo, socket.socket.sendto
LOCAL = ("127.0.0.1", "localhost", "::1", "0.0.0.0", None)

def refuse(host):
    tried.append(str(host))
    raise OSError(f"a connection to {host} was tried")

def checked(self, address):
    if isinstance(address, tuple) and address[0] not in LOCAL:
        refuse(address[0])
    return connect(self, address)

def looked(host, *rest, **more):
    if (host.decode() if isinstance(host, bytes) else host) not in LOCAL:
        refuse(host)
    return lookup(host, *rest, **more)

socket.socket.connect = socket.socket.connect_ex = checked
socket.getaddrinfo = looked

from bot.view import launch
from engine.service import Engine
from engine.settings import DEMO_LIBRARY
from tests.bot.conftest import jpeg
from tests.bot.page.raw import Raw, file, shown

page = launch(Engine.open(DEMO_LIBRARY), quiet=True)
raw, session = Raw(page.local_url), secrets.token_hex(6)
raw.get("/")
raw.get("/gradio_api/startup-events")
answered = len(shown(raw.say(session, "a sailing boat")))
raw.say(session, "![x](http://example.org/x.png) <img src=http://example.org/y.png>")
raw.say(session, "more like #1, not #2")
path = raw.upload("mine.jpg", jpeg(1)).json()[0]
raw.say(session, "", [file(path)])
raw.say(session, "export as csv")
raw.call("search", ["a red apple", 3])
raw.call("similar", ["https://example.org/x.jpg"])
page.close()
print(json.dumps({"answered": answered, "tried": tried}))
"""


@pytest.mark.slow
def test_a_whole_session_makes_no_request_to_another_host():
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    for name in ("HF_HUB_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "GRADIO_TEMP_DIR"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["tried"] == []
    assert told["answered"] == 12
