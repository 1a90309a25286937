"""Every answer says what a browser may do with it: nothing from elsewhere, nothing embedded."""

import secrets

import pytest

from tests.bot.page.raw import Raw


@pytest.fixture(scope="module")
def raw(address):
    return Raw(address)


PLACES = [
    "/", "/config", "/theme.css", "/gradio_api/info", "/gradio_api/startup-events", "/nothing",
    "/gradio_api/thumb/x", "/gradio_api/download/x", "/gradio_api/file=/etc/passwd",
    "/gradio_api/queue/status", "/robots.txt",
]  # fmt: skip


@pytest.mark.parametrize("path", PLACES)
def test_every_answer_carries_the_headers(raw, path):
    headers = raw.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["content-security-policy"].startswith("default-src ")


def test_the_page_may_load_from_itself_alone_and_be_embedded_by_a_space_alone(raw):
    policy = dict(
        part.strip().split(" ", 1)
        for part in raw.get("/").headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    for kind in ("script-src", "connect-src", "img-src", "font-src", "style-src"):
        assert "http" not in policy[kind]
        assert "*" not in policy[kind]
    assert policy["frame-ancestors"].split() == [
        "'self'", "https://huggingface.co", "https://*.huggingface.co", "https://*.hf.space",
    ]  # fmt: skip


def test_pictures_keep_their_own_stricter_policy(raw, engine):
    headers = raw.get(f"/gradio_api/thumb/{engine.sample(1)[0]}").headers
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["referrer-policy"] == "same-origin"


def test_the_page_tells_no_folder_of_the_server(raw, engine):
    session = secrets.token_hex(6)
    told = raw.get("/").body.decode() + raw.get("/config").body.decode()
    told += raw.say(session, "a sailing boat") + raw.say(session, "export as json")
    told += raw.say(session, "why #1?") + raw.get("/gradio_api/info").body.decode()
    for secret in (str(engine.folder), str(engine.folder.parent), "/site-packages/", "/root"):
        assert secret not in told


def test_an_error_tells_nothing_of_the_program(raw):
    for path in ("/gradio_api/call/search/none", "/gradio_api/heartbeat/%20", "/config/x"):
        reply = raw.get(path)
        assert b"Traceback" not in reply.body
        assert b"site-packages" not in reply.body
