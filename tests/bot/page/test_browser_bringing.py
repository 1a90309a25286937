"""Pictures and files that a person brings: chosen, dropped, pasted; and what is no picture."""

import base64

import pytest

pytestmark = pytest.mark.browser

BROKEN = ("broken.png", b"\x89PNG\r\n\x1a\n but not really")
TEXT = ("notes.txt", b"not a picture")
TYPES = {"jpg": "image/jpeg", "png": "image/png", "txt": "text/plain"}
INTO_THE_BOX = "#box .thumbnail-item"
GIVE = """([how, where, given]) => {
  const carried = new DataTransfer();
  for (const [name, type, content] of given) {
    const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
    carried.items.add(new File([bytes], name, {type}));
  }
  const said = {bubbles: true, cancelable: true};
  document.querySelector(where).dispatchEvent(how === "drop"
    ? new DragEvent("drop", {dataTransfer: carried, ...said})
    : new ClipboardEvent("paste", {clipboardData: carried, ...said})); }"""


@pytest.fixture(scope="session")
def pictures(engine):
    """Three pictures as a person has them."""
    return [(f"mine{n}.jpg", engine.full(one)) for n, one in enumerate(engine.sample(3))]


@pytest.fixture
def give(visitor):
    """Drop files on the page, or paste them, all at once."""

    def give(how, where, *files):
        written = [
            [name, TYPES[name[-3:]], base64.b64encode(content).decode()] for name, content in files
        ]
        visitor.page.evaluate(GIVE, [how, where, written])

    return give


def asked(visitor):
    return visitor.page.locator("#chat .question").count()


def in_the_box(visitor):
    return visitor.page.locator(INTO_THE_BOX).count()


def heard(visitor, words):
    script = "words => document.querySelector('p.heard').textContent.includes(words)"
    visitor.page.wait_for_function(script, arg=words)


WAYS = [
    ("drop", "#chat"),
    ("drop", "#top"),
    ("drop", "#box textarea"),
    ("paste", "#box textarea"),
    ("paste", "#chat .log"),
]


@pytest.mark.parametrize(("how", "where"), WAYS)
def test_a_picture_brought_into_an_empty_box_is_searched_by_at_once(
    visitor, give, pictures, how, where
):
    with visitor.answer():
        give(how, where, pictures[0])
    assert visitor.newest() == list(range(1, 13))
    assert visitor.question() == "Pictures like this one"
    assert visitor.labels() == ["+A"]
    assert in_the_box(visitor) == 0
    visitor.page.wait_for_function("document.querySelector('#chat img.brought').naturalWidth > 0")


@pytest.mark.parametrize(("how", "where"), WAYS[::3])
def test_beside_words_a_picture_waits_for_enter_and_both_go_together(
    visitor, give, pictures, how, where
):
    visitor.page.locator("#box textarea").fill("at night")
    give(how, where, pictures[0])
    visitor.page.wait_for_selector(INTO_THE_BOX)
    visitor.page.wait_for_timeout(300)
    assert asked(visitor) == 0
    visitor.send()
    assert visitor.question() == "at night"
    assert visitor.labels() == ["+A"]


def test_a_picture_refines_what_is_searched_and_one_undo_takes_it_back(visitor, give, pictures):
    visitor.say("a sailing boat")
    first = visitor.newest()
    with visitor.answer():
        give("drop", "#chat", pictures[0])
    assert visitor.labels() == ["+A"]
    assert visitor.page.locator("#chat .note").count() == 2
    visitor.step("undo")
    assert visitor.labels() == []
    assert visitor.newest() == first


def test_marks_that_wait_go_along_with_a_picture(visitor, give, pictures):
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    with visitor.answer():
        give("paste", "#chat .log", pictures[0])
    assert visitor.question() == "more like #3\nPictures like this one"
    assert visitor.marks() == []
    assert visitor.labels() == ["+#3", "+A"]


def test_several_pictures_at_once_are_one_message(visitor, give, pictures):
    with visitor.answer():
        give("drop", "#chat", *pictures)
    visitor.page.wait_for_timeout(300)
    assert asked(visitor) == 1
    assert visitor.question() == "Pictures like these"
    assert visitor.reply().startswith("Your 3 pictures are examples.")
    assert visitor.labels() == ["+A", "+B", "+C"]
    assert visitor.page.locator("#chat img.brought").count() == 3
    visitor.step("undo")
    assert visitor.labels() == []


def test_a_picture_brought_while_an_answer_is_on_its_way_follows_it(visitor, give, pictures):
    visitor.page.locator("#box textarea").fill("a sailing boat")
    visitor.page.locator("#box textarea").press("Enter")
    visitor.page.wait_for_selector("#chat .question")
    give("drop", "#chat", pictures[0])
    waited = """document.querySelectorAll('#chat .question').length === 2
        && !document.querySelector('#chat .waiting')"""
    visitor.page.wait_for_function(waited)
    assert visitor.labels() == ["+A"]


def test_one_picture_is_chosen_by_the_button_and_sent(visitor, a_picture):
    with visitor.page.expect_file_chooser() as choosing:
        visitor.page.get_by_role("button", name="Add a picture").click()
    with visitor.answer():
        choosing.value.set_files(a_picture)
    assert visitor.labels() == ["+A"]
    assert visitor.focus() == "What are you looking for?"


def test_several_pictures_are_chosen_by_the_button_and_wait_beside_words(
    visitor, pictures, tmp_path
):
    paths = [tmp_path / name for name, _ in pictures]
    for path, (_, content) in zip(paths, pictures, strict=True):
        path.write_bytes(content)
    visitor.page.locator("#box textarea").fill("in the snow")
    with visitor.page.expect_file_chooser() as choosing:
        visitor.page.get_by_role("button", name="Add a picture").click()
    choosing.value.set_files(paths)
    three = f"document.querySelectorAll('{INTO_THE_BOX}').length === 3"
    visitor.page.wait_for_function(three)
    assert asked(visitor) == 0
    visitor.page.locator("#box .delete-button").first.click()
    visitor.send()
    assert visitor.labels() == ["+A", "+B"]
    assert visitor.question() == "in the snow"


def test_the_answer_to_a_picture_is_heard_and_the_focus_is_in_the_box(visitor, give, pictures):
    with visitor.answer():
        give("drop", "#chat", pictures[0])
    heard(visitor, "Your picture is an example.")
    assert visitor.focus() == "What are you looking for?"
    name = visitor.page.locator("#chat img.brought").get_attribute("alt")
    assert name == "The picture you gave"


def test_a_picture_of_the_page_itself_that_is_dragged_brings_nothing(visitor):
    visitor.say("a sailing boat")
    visitor.tile(2).locator("img").drag_to(visitor.page.locator("#box"))
    visitor.tile(3).locator("img").drag_to(visitor.page.locator("#top"))
    visitor.page.wait_for_timeout(300)
    assert asked(visitor) == 1
    assert in_the_box(visitor) == 0
    assert not visitor.page.locator("#shell.dropping").count()


def test_words_with_their_picture_on_the_clipboard_are_words(visitor):
    pasted = """() => {
      const carried = new DataTransfer();
      carried.setData("text/plain", "a red apple");
      carried.setData("text/html", "<b>a red apple</b>");
      carried.items.add(new File([new Uint8Array(9)], "drawn.png", {type: "image/png"}));
      document.querySelector("#box textarea").dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: carried, bubbles: true})); }"""
    visitor.page.evaluate(pasted)
    visitor.page.wait_for_timeout(300)
    assert asked(visitor) == 0
    assert in_the_box(visitor) == 0


# ---- what is refused ----------------------------------------------------------------------------


def test_a_text_file_is_refused_in_words_and_nothing_is_lost(visitor, give):
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    visitor.page.locator("#box textarea").fill("at night")
    give("drop", "#chat", TEXT)
    visitor.page.get_by_text("Invalid file type").first.wait_for()
    assert asked(visitor) == 1
    assert visitor.marks() == ["+#3"]
    assert visitor.page.locator("#box textarea").input_value() == "at night"
    visitor.send()
    assert visitor.labels() == ["+#3"]


def test_a_picture_that_is_too_large_is_refused_in_words_and_the_others_go(visitor, give, pictures):
    with visitor.answer():
        give("drop", "#chat", ("huge.png", bytes(10_600_000)), pictures[0], TEXT)
        # It goes by itself after some seconds, on a slow machine before the answer is there.
        visitor.page.get_by_text("exceed the maximum allowed size").first.wait_for()
    assert visitor.question() == "Pictures like this one"
    assert visitor.labels() == ["+A"]
    visitor.errors.clear()  # how gradio's client tells of it


def test_a_picture_that_is_none_gets_a_sentence_and_marks_and_words_stay(visitor, give):
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    visitor.page.locator("#box textarea").fill("at night")
    give("drop", "#chat", BROKEN)
    visitor.page.wait_for_selector(INTO_THE_BOX)
    visitor.send()
    assert "not a picture" in visitor.reply()
    assert len(visitor.numbers()) == 12
    assert visitor.marks() == ["+#3"]
    box = "document.querySelector('#box textarea').value === 'at night'"
    visitor.page.wait_for_function(box)
    visitor.send()
    assert visitor.labels() == ["+#3"]
    visitor.errors.clear()  # the box's own preview of a broken picture is an error of the browser


def test_of_several_pictures_the_one_that_is_none_is_said_and_the_others_count(
    visitor, give, pictures
):
    with visitor.answer():
        give("drop", "#chat", BROKEN, pictures[0])
    assert "Your picture is an example." in visitor.reply()
    assert "not a picture" in visitor.reply()
    assert visitor.labels() == ["+A"]
    visitor.errors.clear()  # as above


def test_a_saved_search_is_downloaded_and_added_again(visitor, tmp_path):
    visitor.say("a sailing boat")
    seen = visitor.numbers()
    visitor.say("save as boats")
    with visitor.page.expect_download() as saving:
        visitor.page.locator("#chat a.file").click()
    assert saving.value.suggested_filename == "boats.morelike.json"
    saving.value.save_as(tmp_path / "boats.morelike.json")
    visitor.say("start over")
    with visitor.answer():
        visitor.page.set_input_files("#box input[type=file]", tmp_path / "boats.morelike.json")
    assert visitor.reply().startswith("Back to “boats”.")
    assert visitor.newest() == seen


HOSTILE = '<img src=x onerror="window.hurt=1"> <b>bold</b> ![x](http://example.org/x.png) $$x^2$$'


def test_markup_in_a_message_appears_letter_for_letter(visitor):
    visitor.say(HOSTILE)
    assert visitor.question() == HOSTILE
    assert visitor.page.evaluate("window.hurt") is None


def test_no_path_of_the_server_is_in_the_page(visitor, engine):
    visitor.say("a sailing boat")
    source = visitor.page.content() + visitor.page.evaluate("JSON.stringify(window.gradio_config)")
    assert str(engine.folder) not in source
    assert str(engine.path(engine.sample(1)[0]).parent) not in source
