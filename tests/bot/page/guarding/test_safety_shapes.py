"""Requests of every wrong shape: each gets a sentence, none a trace, and nobody else notices."""

import json
import secrets

import pytest

from tests.bot.page.raw import Raw, Refused


@pytest.fixture(scope="module")
def raw(address):
    return Raw(address)


@pytest.fixture(scope="module")
def known(raw):
    """Three ids that the library has."""
    return [each["id"] for each in raw.call("search", ["a sailing boat", 3])[0]]


def sentence(reply):
    assert isinstance(reply, Refused) or reply.status in (400, 403, 404, 408, 411, 413, 422)
    told = reply.sentence
    assert isinstance(told, str)
    assert " " in told
    assert "Traceback" not in told
    return told


WRONG = [
    ("search", [""], "text is empty"),
    ("search", ["   "], "text is empty"),
    ("search", [None], "text is empty"),
    ("search", [], "search needs text"),
    ("search", [7], "text: expected text, found a number"),
    ("search", [["a", "b"]], "text: expected text, found a list"),
    ("search", [{"a": 1}], "text: expected text, found an object"),
    ("search", ["x" * 2001], "text has 2,001 characters: at most 2,000"),
    ("search", ["x", 0], "limit is 0"),
    ("search", ["x", -1], "limit is -1"),
    ("search", ["x", 201], "from 1 to 200"),
    ("search", ["x", 10**30], "from 1 to 200"),
    ("search", ["x", 2.5], "limit is 2.5"),
    ("search", ["x", float("nan")], "limit is nan"),
    ("search", ["x", float("inf")], "limit is inf"),
    ("search", ["x", True], "limit is True"),
    ("search", ["x", "5"], "limit is '5'"),
    ("search", ["x", None], "limit is None"),
    ("search", ["x", [1]], "limit is"),
    ("search", ["x", 5, "nowhere"], "no library is called 'nowhere'"),
    ("search", ["x", 5, 3], "library: expected text"),
    ("search", ["x", 5, "", 1], "search takes 3 values (text, limit, library), not 4"),
    ("feedback", [], "feedback needs liked"),
    ("feedback", [[]], "nothing to go by"),
    ("feedback", ["abc"], "liked: expected a list of picture ids, found something else"),
    ("feedback", [{"a": 1}], "liked: expected a list"),
    ("feedback", [[1, 2]], "every one of liked should be a picture's id"),
    ("feedback", [[["deep"]]], "every one of liked should be a picture's id"),
    ("feedback", [[""]], "every one of liked should be a picture's id"),
    ("feedback", [["x" * 65]], "every one of liked should be a picture's id"),
    ("feedback", [["x"] * 1001], "liked has 1,001 pictures: at most 1,000"),
    ("feedback", [["../../etc/passwd"]], ""),
    ("feedback", [["0123456789abcdef"]], ""),
    ("feedback", [["upload-0123456789abcdef"]], "no longer here"),
    ("similar", [], "similar needs picture"),
    ("similar", [None], "picture should be a picture's id"),
    ("similar", [""], "picture should be a picture's id"),
    ("similar", [5], "picture should be a picture's id"),
    ("similar", [[1]], "picture should be a picture's id"),
    ("similar", [{}], "not uploaded here"),
    ("similar", [{"path": 5}], "not uploaded here"),
    ("similar", ["data:"], "data:image/jpeg;base64"),
    ("similar", ["data:image/jpeg;base64,%%%"], "cannot be decoded"),
    ("similar", ["data:image/jpeg;base64,aGVsbG8="], ""),
    ("similar", ["https://example.org/x.jpg"], ""),
    ("export", [], "nothing to go by"),
    ("export", ["x", None, None, "xml"], "format is 'xml': give one of csv, json"),
    ("export", ["x", None, None, ["csv"]], "give one of csv, json"),
    ("export", ["x", None, None, "csv", 10_001], "from 1 to 10,000"),
    ("chat", [], "chat needs message"),
    ("chat", [5], "message: expected text"),
    ("chat", ["x", 5], "conversation is not one"),
    ("chat", ["x", "{"], "conversation is not one"),
    ("chat", ["x", {"now": {"labels": 3}}], "conversation is not one"),
    ("nothing", ["x"], "there is no endpoint 'nothing'; there are: chat, search"),
    ("on_submit", ["x"], "there is no endpoint"),
]  # fmt: skip


@pytest.mark.parametrize(("endpoint", "values", "words"), WRONG)
def test_wrong_values_are_refused_in_words(raw, endpoint, values, words):
    assert words in sentence(raw.call(endpoint, values))


def test_a_picture_both_liked_and_disliked_is_refused(raw, known):
    assert "both liked and disliked" in sentence(raw.call("feedback", [known, known[:1]]))


BODIES = [
    (b"", "no JSON"),
    (b"{", "no JSON"),
    (b"\xff\xfe", "no JSON"),
    (b"[]", "one JSON object"),
    (b"null", "one JSON object"),
    (b'"x"', "one JSON object"),
    (b"{}", '"data"'),
    (b'{"data": "x"}', '"data"'),
    (b'{"data": {"text": "x"}}', '"data"'),
    (b'{"data": ' + b"[" * 100 + b"]" * 100 + b"}", "nested deeper than 64"),
    (b"[" * 200_000, "no JSON"),
    (b'{"data": ["x"], "session_hash": "../x"}', "session_hash"),
    (b'{"data": ["x"], "session_hash": {"a": 1}}', "session_hash"),
]


@pytest.mark.parametrize(("body", "words"), BODIES)
def test_bodies_that_are_none_are_refused_in_words(raw, body, words):
    assert words in sentence(raw.post("/gradio_api/call/search", body))


def test_a_body_of_fifty_megabytes_is_refused_in_words(raw):
    reply = raw.post("/gradio_api/call/search", b'{"data": ["' + b"x" * 50 * 1024**2 + b'"]}')
    assert reply.status == 413
    assert sentence(reply).startswith("that is too large")


@pytest.mark.parametrize(
    "given",
    [
        {"fn_index": 10**6}, {"fn_index": -1}, {"fn_index": "x"}, {"fn_index": True},
        {"fn_index": None}, {"fn_index": [0]}, {"data": None}, {"data": "x"}, {"session_hash": 5},
        {"session_hash": "x" * 65}, {"session_hash": "a/b"},
    ],
)  # fmt: skip
def test_events_that_the_page_has_not_are_refused_in_words(raw, given):
    message = raw.form.message("a sailing boat", secrets.token_hex(6)) | given
    for place in ("queue/join", "run/predict"):
        assert sentence(raw.post(f"/gradio_api/{place}", message))


@pytest.mark.parametrize(
    "data",
    [
        [], [None] * 3, [5, "", "{}"], [{"text": 5, "files": []}, None, "{}"],
        [{"text": "x", "files": "x"}, None, "{}"], [{"text": "x", "files": [5]}, None, "{}"],
        [{"text": "x"}, {"held": "forged"}, 7], [[], [], []], [{"text": "x", "files": []}] * 9,
    ],
)  # fmt: skip
def test_an_event_with_wrong_inputs_harms_nobody(raw, data):
    ada, message = secrets.token_hex(6), raw.form.message("a sailing boat", secrets.token_hex(6))
    raw.say(ada, "a sailing boat")
    joined = raw.post("/gradio_api/queue/join", message | {"data": data})
    if joined.status == 200:
        heard = raw.heard(message["session_hash"])
        assert "Traceback" not in heard
        assert "/site-packages/" not in heard
    assert "gradio_api/thumb" in raw.say(ada, "more")


def test_what_an_event_held_cannot_be_sent_along(raw):
    """What stands in a session comes from the server's memory, whatever a request says."""
    message = raw.form.message("a sailing boat", secrets.token_hex(6))
    known = raw.call("search", ["a sailing boat", 1])[0][0]["id"]
    forged = {"conversation": {"now": {"labels": [[known, "liked"]]}}}
    message["data"] = [json.dumps(forged) if v is None else v for v in message["data"]]
    assert raw.post("/gradio_api/queue/join", message).status == 200
    assert "data-label=" not in raw.heard(message["session_hash"])


def test_values_by_name_are_checked_as_well(raw):
    found = raw.post("/gradio_api/call/v2/search", {"text": "a boat", "limit": 3})
    assert found.status == 200
    wrong = raw.post("/gradio_api/call/v2/search", {"words": "a boat"})
    assert sentence(wrong) == "search knows no 'words'; it takes: text, limit, library"
    assert sentence(raw.post("/gradio_api/call/v2/search", {})) == "search needs text"
