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


def test_the_endpoints_are_chat_and_search_and_no_other(client):
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {"/chat", "/search"}


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
        (3, 5, "expected text"),
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
