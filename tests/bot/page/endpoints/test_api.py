"""The public endpoints, as programs call them, and the pictures' addresses."""

import json
import urllib.error
import urllib.request

import pytest

pytest.importorskip("gradio_client")


@pytest.fixture(scope="module")
def client(address):
    from gradio_client import Client

    return Client(address, verbose=False)


def fetch(address, path):
    try:
        with urllib.request.urlopen(address.rstrip("/") + path) as response:
            return response.status, dict(response.headers), response.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


SHOWN = "list[dict(str, Any)]"
ENDPOINTS = {
    "/chat": (
        {"message": "str", "conversation": "None | dict(str, Any)", "library": "str"},
        ["str", SHOWN, "dict(str, Any)"],
    ),
    "/search": ({"text": "str", "limit": "int", "library": "str"}, [SHOWN]),
    "/feedback": (
        {
            "liked": "list[str]", "disliked": "None | list[str]", "text": "str",
            "limit": "int", "library": "str",
        },
        [SHOWN, "int"],
    ),
    "/similar": ({"picture": "str | dict(str, Any)", "limit": "int", "library": "str"}, [SHOWN]),
    "/export": (
        {
            "text": "str", "liked": "None | list[str]", "disliked": "None | list[str]",
            "format": "Literal['csv', 'json']", "limit": "int", "library": "str",
        },
        ["str"],
    ),
}  # fmt: skip
"""Every public endpoint: what it takes and what it gives. Programs of others go by this."""


def test_the_public_endpoints_are_these_and_no_other(client):
    told = client.view_api(return_format="dict", print_info=False)
    found = {
        name: (
            {one["parameter_name"]: one["python_type"]["type"] for one in each["parameters"]},
            [one["python_type"]["type"] for one in each["returns"]],
        )
        for name, each in told["named_endpoints"].items()
    }
    assert found == ENDPOINTS
    assert told["unnamed_endpoints"] == {}


def test_every_endpoint_and_every_value_is_described():
    from gradio.utils import get_function_description

    from bot.view.endpoints.api import Api, shapes

    for name, shape in shapes().items():
        says, values, _ = get_function_description(getattr(Api, name))
        assert "Gives " in says, name
        assert set(values) - {"self"} == set(shape.names), name
        assert all(values[each] for each in shape.names), name


def test_feedback_shows_what_was_not_judged_and_counts_the_matches(client):
    found = [each["id"] for each in client.predict("a sailing boat", 12, api_name="/search")]
    liked, disliked = found[:3], found[6:8]
    pictures, matches = client.predict(liked, disliked, "", 24, api_name="/feedback")
    assert len(pictures) == 24
    assert matches > 0
    assert not {each["id"] for each in pictures} & {*liked, *disliked}
    assert [each["number"] for each in pictures] == list(range(1, 25))
    again, _ = client.predict(liked, disliked, "", 24, api_name="/feedback")
    assert again == pictures, "feedback is not stateless"


def test_feedback_is_what_the_conversation_would_show(client):
    _, shown, conversation = client.predict("a sailing boat", None, api_name="/chat")
    _, told, after = client.predict("more like #1 and #3, not #7", conversation, api_name="/chat")
    liked, disliked = [shown[0]["id"], shown[2]["id"]], [shown[6]["id"]]
    pictures, _ = client.predict(liked, disliked, "a sailing boat", 12, api_name="/feedback")
    passed = set(after["now"]["passed"])
    same = {each["id"] for each in told} & {each["id"] for each in pictures}
    assert len(same) + len(passed) >= 6  # a conversation also knows what was passed over


def test_similar_takes_an_id_a_file_and_text(client, engine, a_picture):
    import base64

    from gradio_client import handle_file

    name = engine.sample(1)[0]
    by_id = client.predict(name, 5, api_name="/similar")
    assert len(by_id) == 5
    assert name not in {each["id"] for each in by_id}
    by_file = client.predict(handle_file(str(a_picture)), 5, api_name="/similar")
    written = "data:image/jpeg;base64," + base64.b64encode(a_picture.read_bytes()).decode()
    assert client.predict(written, 5, api_name="/similar") == by_file
    assert len({each["id"] for each in by_file} & {name, *(each["id"] for each in by_id)}) >= 2


def test_export_is_a_table_of_all_that_matches(client):
    import csv

    text = client.predict("a sailing boat", api_name="/export")
    rows = list(csv.DictReader(text.splitlines()))
    found = client.predict("a sailing boat", 1, api_name="/search")
    assert rows[0]["id"] == found[0]["id"]
    assert [row["number"] for row in rows] == [str(at) for at in range(1, len(rows) + 1)]
    assert "/" not in rows[0]["name"]
    told = client.predict("a sailing boat", None, None, "json", 3, api_name="/export")
    assert [each["id"] for each in json.loads(told)] == [row["id"] for row in rows[:3]]
    liked = [row["id"] for row in rows[:3]]
    assert client.predict("", liked, None, "csv", 5, api_name="/export").count("\n") <= 6


def test_a_conversation_goes_there_and_back(client):
    reply, pictures, conversation = client.predict("a sailing boat", None, api_name="/chat")
    assert reply
    assert [each["number"] for each in pictures] == list(range(1, 13))
    assert set(pictures[0]) == {"number", "id", "score", "url", "alike"}
    _, more, conversation = client.predict("more", conversation, api_name="/chat")
    assert [each["number"] for each in more] == list(range(13, 25))
    _, _, judged = client.predict("more like #3, not #7", conversation, api_name="/chat")
    assert dict(judged["now"]["labels"])[pictures[2]["id"]] == "liked"


def test_a_conversation_may_also_be_text(client):
    *_, conversation = client.predict("a sailing boat", None, api_name="/chat")
    _, more, _ = client.predict("more", json.dumps(conversation), api_name="/chat")
    assert more[0]["number"] == 13


def test_callers_share_nothing(client, address):
    from gradio_client import Client

    client.predict("a sailing boat", None, api_name="/chat")
    _, pictures, _ = Client(address, verbose=False).predict("a red apple", None, api_name="/chat")
    assert pictures[0]["number"] == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"now": {"labels": [["../../etc/passwd", "liked"]]}, "library": "x", "surprise": 1},
        {"now": {"gallery": [99]}},
        {"now": {"epoch": 7}},
        "{",
        [1, 2],
        7,
    ],
)
def test_a_forged_conversation_is_refused_in_words(client, forged):
    with pytest.raises(Exception, match="conversation is not one"):
        client.predict("more", forged, api_name="/chat")


def test_a_conversation_with_pictures_that_are_not_here_gets_a_sentence(client):
    *_, conversation = client.predict("a sailing boat", None, api_name="/chat")
    conversation["now"]["labels"] = [["0123456789abcdef", "liked"]]
    reply, _, _ = client.predict("more like #3", conversation, api_name="/chat")
    assert reply
    assert "/" not in reply


def test_search_gives_so_many_pictures_best_first(client):
    found = client.predict("a sailing boat", 5, api_name="/search")
    assert len(found) == 5
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("text", "limit", "words"),
    [
        ("", 5, "text is empty"),
        ("x", 0, "limit is 0"),
        ("x", 10**9, "from 1 to 200"),
        (3, 5, "expected text, found a number"),
    ],
)
def test_a_search_with_wrong_values_is_refused_in_words(client, text, limit, words):
    with pytest.raises(Exception, match=words):
        client.predict(text, limit, api_name="/search")


def test_pictures_have_headers_that_let_browsers_keep_them(address, engine):
    name = engine.sample(1)[0]
    for path, kind in (("thumb", "image/webp"), ("picture", "image/jpeg")):
        status, headers, content = fetch(address, f"/gradio_api/{path}/{name}")
        assert status == 200
        assert headers["content-type"] == kind
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        assert headers["x-content-type-options"] == "nosniff"
        assert len(content) > 100


@pytest.mark.parametrize(
    "forged", ["x", "upload-00", "..%2f..%2fetc%2fpasswd", "%00", "0" * 4000, "a/b", "é"]
)
def test_ids_that_are_none_are_not_found(address, forged):
    from urllib.parse import quote

    for path in ("thumb", "picture"):
        status, _, content = fetch(address, f"/gradio_api/{path}/{quote(forged, safe='%/')}")
        assert status == 404
        assert b"root:" not in content


@pytest.mark.parametrize("path", ["/etc/passwd", "app.py", "../app.py"])
def test_files_of_the_server_are_not_served(address, path):
    assert fetch(address, f"/gradio_api/file={path}")[0] in (403, 404)


def test_uploads_of_more_than_ten_megabytes_are_refused(address):
    body = (
        b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"big.jpg\"\r\n"
        b"Content-Type: image/jpeg\r\n\r\n" + b"\xff" * 11_000_000 + b"\r\n--x--\r\n"
    )  # fmt: skip
    request = urllib.request.Request(address.rstrip("/") + "/gradio_api/upload", data=body)
    request.add_header("Content-Type", "multipart/form-data; boundary=x")
    with pytest.raises((urllib.error.HTTPError, urllib.error.URLError)) as refused:
        urllib.request.urlopen(request)
    assert getattr(refused.value, "code", 413) == 413


def test_a_file_asked_for_has_an_address_that_nobody_can_guess(client, address):
    _, _, conversation = client.predict("a sailing boat", None, api_name="/chat")
    reply, _, _ = client.predict("export as csv", conversation, api_name="/chat")
    place = reply.split()[-1]
    assert place.startswith("gradio_api/download/")
    status, headers, content = fetch(address, f"/{place}")
    assert status == 200
    assert headers["content-disposition"].startswith("attachment")
    assert content.startswith(b"number,id,name,score")
    for wrong in ("", "x", "..%2f..%2fetc%2fpasswd", place[-32:-1]):
        assert fetch(address, f"/gradio_api/download/{wrong}")[0] == 404


def test_a_saved_search_pasted_as_a_message_comes_back(client, address):
    _, pictures, conversation = client.predict("a sailing boat", None, api_name="/chat")
    reply, _, _ = client.predict("save as boats", conversation, api_name="/chat")
    _, _, content = fetch(address, f"/{reply.split()[-1]}")
    reply, again, _ = client.predict(content.decode(), None, api_name="/chat")
    assert reply.startswith("Back to “boats”.")
    assert [each["id"] for each in again] == [each["id"] for each in pictures]
