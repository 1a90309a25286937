"""Pictures and files that a person brings: chosen, dropped, pasted; and what is no picture."""

import base64

import pytest

pytestmark = pytest.mark.browser


def test_a_picture_of_ones_own_starts_a_search(visitor, a_picture):
    visitor.page.set_input_files("#box input[type=file]", a_picture)
    visitor.page.wait_for_selector("#box .thumbnail-item, #box .thumbnails img")
    with visitor.answer():
        visitor.page.locator("#box textarea").press("Enter")
    assert len(visitor.newest()) == 12
    visitor.page.wait_for_function("document.querySelector('#chat img.brought').naturalWidth > 0")


@pytest.mark.parametrize("where", ["#chat", "#top"])
def test_a_picture_dropped_anywhere_goes_to_the_box(visitor, a_picture, where):
    content = base64.b64encode(a_picture.read_bytes()).decode()
    script = """([where, content]) => {
      const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], 'mine.jpg', {type: 'image/jpeg'}));
      document.querySelector(where).dispatchEvent(
        new DragEvent('drop', {dataTransfer: carried, bubbles: true, cancelable: true})); }"""
    visitor.page.evaluate(script, [where, content])
    visitor.page.wait_for_selector("#box .thumbnail-item, #box .thumbnails img")


def test_a_text_file_is_refused_in_words(visitor, tmp_path):
    (tmp_path / "notes.txt").write_text("not a picture")
    visitor.page.set_input_files("#box input[type=file]", tmp_path / "notes.txt")
    visitor.page.get_by_text("Invalid file type").first.wait_for()
    visitor.say("a sailing boat")
    assert visitor.numbers() == list(range(1, 13))


def test_a_picture_that_is_none_gets_a_sentence(visitor, tmp_path):
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n but not really")
    visitor.page.set_input_files("#box input[type=file]", tmp_path / "broken.png")
    visitor.page.wait_for_selector("#box .thumbnail-item, #box .thumbnails img")
    with visitor.answer():
        visitor.page.locator("#box textarea").press("Enter")
    assert visitor.reply()
    assert visitor.numbers() == []
    visitor.errors.clear()  # the box's own preview of a broken picture is an error of the browser


def test_a_saved_search_is_downloaded_and_added_again(visitor, tmp_path):
    visitor.say("a sailing boat")
    seen = visitor.numbers()
    visitor.say("save as boats")
    with visitor.page.expect_download() as saving:
        visitor.page.locator("#chat a.file").click()
    assert saving.value.suggested_filename == "boats.morelike.json"
    saving.value.save_as(tmp_path / "boats.morelike.json")
    visitor.say("start over")
    visitor.page.set_input_files("#box input[type=file]", tmp_path / "boats.morelike.json")
    visitor.page.wait_for_selector("#box .thumbnail-item, #box .thumbnails")
    with visitor.answer():
        visitor.page.locator("#box textarea").press("Enter")
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


@pytest.mark.parametrize("where", ["#box textarea", "#chat .log"])
def test_a_picture_is_pasted_wherever_one_is(visitor, a_picture, where):
    content = base64.b64encode(a_picture.read_bytes()).decode()
    script = """([where, content]) => {
      const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], 'mine.jpg', {type: 'image/jpeg'}));
      const how = {clipboardData: carried, bubbles: true, cancelable: true};
      document.querySelector(where).dispatchEvent(new ClipboardEvent('paste', how)); }"""
    visitor.page.evaluate(script, [where, content])
    visitor.page.wait_for_selector("#box .thumbnail-item, #box .thumbnails img")
    placeholder = visitor.page.locator("#box textarea").get_attribute("placeholder")
    assert placeholder == "Add words, or press Enter"


def test_a_picture_refines_what_is_searched(visitor, a_picture):
    visitor.say("a sailing boat")
    visitor.page.set_input_files("#box input[type=file]", a_picture)
    visitor.page.wait_for_selector("#box .thumbnail-item, #box .thumbnails img")
    visitor.say("like this, at night")
    assert visitor.labels() == ["+A"]
    assert visitor.newest()
