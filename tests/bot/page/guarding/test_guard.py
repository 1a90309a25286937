"""The guard alone: a full house, slow and broken senders, and what it asks of whom."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.view.guarding import guard as guarding
from bot.view.guarding.bodies import Reader, Shape
from bot.view.guarding.guard import Guard, Rules

SHAPES = {"search": Shape(("text", "limit"), {"limit": 12})}
JOIN = {"data": [], "fn_index": 1, "session_hash": "ada"}


def rules(tmp_path, waiting=0, mcp=False):
    reader = Reader(uploads=tmp_path, shapes=SHAPES, events={1})
    return Rules(
        reader=reader, own=("/gradio_api/thumb/",), waiting=lambda: waiting,
        listened=lambda name: name == "known", most_waiting=5, upload_bytes=1000, mcp=mcp,
    )  # fmt: skip


def ask(rules, path, body=b"", method="POST", headers=(), pieces=None, query=b""):
    """Send a request through the guard; the status, what it says, and what went on to gradio."""
    passed, sent = [], []

    async def app(scope, receive, send):
        message = await receive() if method == "POST" else {"body": b""}
        passed.append(message["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    coming = list(pieces) if pieces is not None else [{"type": "http.request", "body": body}]

    async def receive():
        if not coming:
            await asyncio.sleep(60)
        return coming.pop(0)

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "headers": list(headers),
        "query_string": query,
    }  # fmt: skip
    with ThreadPoolExecutor(1) as alone:  # the browser's tests leave a loop running in this thread
        alone.submit(lambda: asyncio.run(Guard(app, rules)(scope, receive, send))).result()
    told = json.loads(sent[1]["body"]).get("detail")
    return sent[0]["status"], told, passed[0] if passed else None


def test_what_a_call_leaves_out_is_filled_in(tmp_path):
    status, _, body = ask(rules(tmp_path), "/gradio_api/call/search", b'{"data": ["boat"]}')
    assert status == 200
    assert json.loads(body) == {"data": ["boat", 12]}


def test_a_call_cannot_choose_another_function_or_listen_elsewhere(tmp_path):
    forged = {"data": ["boat"], "fn_index": 1, "event_data": 5, "trigger_id": 3, "batched": True}
    _, _, body = ask(rules(tmp_path), "/gradio_api/call/search", json.dumps(forged).encode())
    assert json.loads(body) == {"data": ["boat", 12]}


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/call/search"])
def test_a_full_house_turns_people_away_with_what_to_do(tmp_path, path):
    full = rules(tmp_path, waiting=5)
    status, told, passed = ask(full, path, json.dumps(JOIN).encode())
    assert (status, passed) == (503, None)
    assert told == "too many are searching now; ask again in 5 seconds"
    german = [(b"accept-language", b"de-AT,en;q=0.5")]
    status, told, _ = ask(full, path, json.dumps(JOIN).encode(), headers=german)
    assert status == 429
    assert told.startswith("Im Augenblick suchen zu viele gleichzeitig. Nichts ist verloren")


def test_a_full_house_still_lets_people_stop_read_and_look(tmp_path):
    full = rules(tmp_path, waiting=5)
    assert ask(full, "/gradio_api/run/predict", json.dumps(JOIN).encode())[0] == 200
    assert ask(full, "/gradio_api/cancel", b"{}")[0] == 200
    assert ask(full, "/gradio_api/thumb/x", method="GET")[0] == 200


def test_a_body_that_does_not_arrive_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(guarding, "BODY_SECONDS", 0.05)
    half = [{"type": "http.request", "body": b'{"da', "more_body": True}]
    status, told, passed = ask(rules(tmp_path), "/gradio_api/call/search", pieces=half)
    assert (status, told, passed) == (408, "the request took too long to arrive", None)


def test_a_request_that_breaks_off_reaches_nobody(tmp_path):
    broken = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    ]
    status, told, passed = ask(rules(tmp_path), "/gradio_api/call/search", pieces=broken)
    assert (status, told, passed) == (400, "the request broke off", None)


def test_a_body_in_many_pieces_that_grows_too_large_is_refused(tmp_path):
    piece = {"type": "http.request", "body": bytes(400_000), "more_body": True}
    pieces = [piece] * 4 + [{"type": "http.request", "body": b""}]
    assert ask(rules(tmp_path), "/gradio_api/call/search", pieces=pieces)[0] == 413


def test_nobody_listens_where_nothing_comes(tmp_path):
    def listen(query):
        return ask(rules(tmp_path), "/gradio_api/queue/data", method="GET", query=query)[0]

    assert listen(b"session_hash=known") == 200
    assert [listen(query) for query in (b"session_hash=x", b"", b"session_hash=%00")] == [404] * 3
    assert ask(rules(tmp_path), "/gradio_api/call/search/known", method="GET")[0] == 200
    assert ask(rules(tmp_path), "/gradio_api/call/search/other", method="GET")[0] == 404


def test_mcp_has_an_address_only_when_it_is_asked_for(tmp_path):
    call = b'{"jsonrpc": "2.0", "method": "tools/list", "id": 1}'
    assert ask(rules(tmp_path), "/gradio_api/mcp/", call)[0] == 404
    assert ask(rules(tmp_path, mcp=True), "/gradio_api/mcp/", call)[0] == 200
    file = b'{"params": {"arguments": {"picture": {"path": "/etc/passwd"}}}}'
    assert ask(rules(tmp_path, mcp=True), "/gradio_api/mcp/", file)[0] == 403
    assert ask(rules(tmp_path, mcp=True), "/gradio_api/mcpx", call)[0] == 404


def test_a_file_in_the_folder_of_uploads_may_be_named_and_a_link_out_of_it_may_not(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"x")
    (tmp_path / "link.jpg").symlink_to("/etc/passwd")
    for name, status in (("a.jpg", 200), ("link.jpg", 403), ("../x", 403)):
        body = {"data": [{"path": str(tmp_path / name)}]}
        assert (
            ask(rules(tmp_path), "/gradio_api/call/search", json.dumps(body).encode())[0] == status
        )
    assert ask(rules(Path("/")), "/gradio_api/call/search", b'{"data": [{"path": null}]}')[0] == 200
