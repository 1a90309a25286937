"""The server as an attacker meets it: raw requests, and the page's own protocol without a page."""

import http.client
import json
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.cli.visitors import Form

THUMBNAIL = re.compile(r"gradio_api/thumb/([\w-]+)")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict
    body: bytes

    def json(self):
        return json.loads(self.body)

    @property
    def sentence(self):
        return self.json()["detail"]


@dataclass
class Raw:
    """One server's address, with words for what can be asked of it."""

    address: str
    forms: list = field(default_factory=list)

    def ask(self, method, path, body=None, headers=None):
        parts = urlsplit(self.address)
        wire = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        try:
            wire.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                wire.putheader(name, value)
            if body is not None and "Content-Length" not in (headers or {}):
                wire.putheader("Content-Length", str(len(body)))
            wire.endheaders(body)
            reply = wire.getresponse()
            return Reply(
                reply.status, {k.lower(): v for k, v in reply.headers.items()}, reply.read()
            )
        finally:
            wire.close()

    def get(self, path, **headers):
        return self.ask("GET", path, headers=headers)

    def post(self, path, value, **headers):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/json", **headers})

    def upload(self, name, content, kind="image/jpeg"):
        """Send a file as the page does; its path on the server comes back."""
        head = (
            f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        )
        body = head.encode() + content + b"\r\n--x--\r\n"
        sent = {"Content-Type": "multipart/form-data; boundary=x"}
        return self.ask("POST", "/gradio_api/upload", body, sent)

    def call(self, endpoint, values):
        """Call an endpoint as curl does: its values, or the error that it gives."""
        joined = self.post(f"/gradio_api/call/{endpoint}", {"data": values})
        if joined.status != 200:
            return joined
        place = f"/gradio_api/call/{endpoint}/{joined.json()['event_id']}"
        lines = self.get(place).body.decode().splitlines()
        kind = next(line[7:] for line in lines if line.startswith("event: ") and "beat" not in line)
        told = json.loads(next(line[6:] for line in lines if line.startswith("data: ")))
        return told if kind == "complete" else Refused(told)

    @property
    def form(self):
        if not self.forms:
            self.forms.append(Form.read(self.get("/config").json()))
        return self.forms[0]

    def join(self, session, text, files=()):
        message = self.form.message(text, session)
        message["data"][self.form.box]["files"] = list(files)
        return self.post("/gradio_api/queue/join", message)

    def say(self, session, text, files=()):
        """Say something on the page of a session; what the page is then told, as text."""
        joined = self.join(session, text, files)
        assert joined.status == 200, joined.body
        return self.heard(session)

    def heard(self, session):
        """Listen until all that was asked in a session is answered."""
        body = self.get(f"/gradio_api/queue/data?session_hash={session}").body.decode()
        events = [json.loads(line[6:]) for line in body.splitlines() if line.startswith("data: ")]
        return json.dumps([event.get("output") for event in events], ensure_ascii=False)


@dataclass(frozen=True)
class Refused:
    """What an endpoint says when it gives nothing."""

    told: dict

    @property
    def sentence(self):
        return self.told["error"]


def file(path, **more):
    """How gradio's clients write down a file."""
    return {"path": path, "meta": {"_type": "gradio.FileData"}, **more}


def shown(heard):
    """List the pictures of which thumbnails are shown, in order, once each."""
    return list(dict.fromkeys(THUMBNAIL.findall(heard)))
