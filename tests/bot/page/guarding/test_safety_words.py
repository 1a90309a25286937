"""HTML and Markdown in every field are letters: message, file, caption, folder, saved search."""

import json
import re
import secrets
from urllib.parse import quote

import pytest

from engine.build import BuildSettings, index_folder
from engine.encode import open_encoder
from engine.service import Engine
from tests.bot.page.conftest import Visitor
from tests.bot.page.raw import Raw, file
from tests.engine.making import TINY, save_model, scribble

KEPT = re.compile(r'\{"place":.*?"keep"')
TAGS = (
    "<img src=x", "<script>alert", "<svg onload", "<b onclick", "<iframe", "<base", "<style>*",
)  # fmt: skip
MARK = "<img src=x onerror=alert(1)>"
WORDS = [
    MARK, "<script>alert(1)</script>", '"><svg onload=alert(1)>', "'onmouseover='alert(1)",
    "![x](http://example.org/x.png)", "[x](javascript:alert(1))",
    "$$\\href{javascript:alert(1)}{x}$$",
    "{{7*7}} ${7*7} #{7*7}", "</div></body>", "&lt;b&gt; &amp;", "\u202egnp.exe", "x\0y",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<style>*{display:none}</style>",
    "<base href=//x>",
]  # fmt: skip


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    """A library of which the folder, the files and the captions are all markup."""
    import torch

    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("nasty")
    save_model(folder / "tiny", TINY)
    album = folder / "<b onclick=alert(1)>album&amp;"
    album.mkdir()
    rows = ["path,caption"]
    for number in range(30):
        name = f"{number:02d}'\"><img src=x onerror=alert(1)>.jpg".replace('"', "")
        scribble(number).save(album / name, "JPEG")
        rows.append(f'{name},"{MARK} {number} ![x](http://example.org/x.png)"')
    (album / "captions.csv").write_text("\n".join(rows))
    encoder = open_encoder(f"local-dir:{folder / 'tiny'}", device="cpu")
    index_folder(album, folder / "library", encoder, BuildSettings())
    return Engine.open(folder / "library")


@pytest.fixture(scope="module")
def nasty_address(nasty):
    from bot.view import launch

    page = launch(nasty, quiet=True)
    yield page.local_url
    page.close()


@pytest.fixture(scope="module")
def raw(nasty_address):
    return Raw(nasty_address)


def markup(told):
    """Find our markup unescaped in what the page is given to show.

    What the browser is given to keep is JSON for a script, and no part of the page's HTML.
    """
    plain = KEPT.sub("", told.replace("\\", "")).lower()
    return [tag for tag in TAGS if tag in plain]


def test_the_library_really_holds_markup(nasty):
    known = nasty.picture(nasty.sample(1)[0])
    assert MARK in known.caption
    assert "<b onclick" in nasty.name


@pytest.mark.parametrize("words", WORDS)
def test_markup_in_a_message_is_shown_letter_for_letter(raw, words):
    session = secrets.token_hex(6)
    heard = raw.say(session, words)
    assert markup(heard) == []
    assert markup(raw.say(session, "more")) == []


def test_markup_of_a_library_is_escaped_wherever_it_is_shown(raw):
    session = secrets.token_hex(6)
    for said in (
        "a boat",
        "why #1?",
        "more like #1",
        "which files?",
        "compare #1 and #2",
        "export as csv",
    ):
        assert markup(raw.say(session, said)) == [], said
    assert markup(raw.get("/config").json()["title"]) == []
    for part in raw.get("/config").json()["components"]:
        assert markup(str(part.get("props", {}).get("value"))) == []


def test_markup_in_the_name_of_an_upload_is_escaped(raw):
    session = secrets.token_hex(6)
    path = raw.upload("a<img src=x onerror=alert(1)>.jpg", b"no picture").json()[0]
    named = file(path, orig_name=MARK, mime_type="image/jpeg")
    assert markup(raw.say(session, "", [named])) == []


def test_markup_in_a_saved_search_is_escaped(raw):
    session = secrets.token_hex(6)
    raw.say(session, "a boat")
    heard = raw.say(session, f"save as {MARK}")
    assert markup(heard) == []
    *_, conversation = raw.call("chat", ["a boat"])
    saved, _, conversation = raw.call("chat", ["save as boats", conversation])
    content = raw.get("/" + saved.split()[-1]).body.decode().replace("a boat", MARK)
    assert markup(raw.say(session, content)) == []
    path = raw.upload("boats.json", content.encode(), "application/json").json()[0]
    assert markup(raw.say(session, "", [file(path, orig_name="boats.json")])) == []


def test_markup_in_the_fields_of_endpoints_comes_back_as_text_in_json(raw):
    *_, conversation = raw.call("chat", [MARK])
    assert MARK in json.dumps(conversation)  # JSON is no page: nothing of it is ever shown as one
    refused = raw.call("search", [MARK, MARK])
    assert refused.sentence.startswith("limit is")
    place = raw.post(f"/gradio_api/call/{quote(MARK)}", {"data": []})
    assert place.headers["content-type"] == "application/json"


@pytest.mark.browser
def test_no_markup_runs_in_a_real_browser(browser, nasty_address):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor = Visitor(context.new_page(), nasty_address)
    alerts = []
    visitor.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    visitor.come()
    for words in (WORDS[0], WORDS[4], WORDS[6], "a boat"):
        visitor.say(words)
    visitor.page.locator("#chat .tile .open").last.hover()
    visitor.page.locator("#chat .tile .open").last.click()
    visitor.page.keyboard.press("Escape")
    assert visitor.page.locator("#chat .question").first.inner_text() == MARK
    assert visitor.page.locator("#chat img[src=x], body > base, #chat iframe").count() == 0
    assert alerts == []
    assert visitor.outside == []
    context.close()
