"""What a person can do at the page, done in headless Chromium."""

import base64

import pytest

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_question_brings_twelve_numbered_pictures_that_load(visitor):
    visitor.say("a sailing boat")
    assert visitor.numbers() == list(range(1, 13))
    loaded = "[...document.querySelectorAll('.tile img')].every(i => i.naturalWidth > 0)"
    visitor.page.wait_for_function(loaded)
    assert "match" in visitor.page.locator("#chat .reply").last.inner_text()
    assert "match" not in visitor.page.locator("#chat .note").inner_text()


def test_an_example_is_a_search(visitor):
    with visitor.answer():
        visitor.page.locator(".example[data-say]").first.click()
    assert visitor.numbers() == list(range(1, 13))


def test_an_example_picture_is_a_search(visitor):
    with visitor.answer():
        visitor.page.locator(".example[data-like]").last.click()
    assert visitor.numbers() == list(range(1, 13))
    assert visitor.page.locator("#chat .question img.brought").count() == 1


def test_clicked_marks_wait_for_refine_and_then_stand_on_the_old_gallery(visitor):
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    visitor.mark(7, "disliked")
    assert visitor.marks() == ["+#3", "−#7"]
    with visitor.answer():
        visitor.page.locator("[data-refine]").click()
    assert visitor.question() == "more like #3, not #7"
    assert visitor.tile(3).get_attribute("data-label") == "liked"
    assert visitor.tile(7).get_attribute("data-label") == "disliked"
    assert visitor.marks() == []
    assert visitor.labels() == ["+#3", "−#7"]


def test_a_mark_is_taken_back_by_its_chip_and_by_a_second_click(visitor):
    visitor.say("a sailing boat")
    for number in (3, 4, 5):
        visitor.mark(number, "liked")
    visitor.page.locator('[data-off="4"]').click()
    visitor.mark(5, "liked")
    assert visitor.marks() == ["+#3"]
    visitor.mark(3, "disliked")
    assert visitor.marks() == ["−#3"]


def test_a_label_is_taken_off_by_clicking_it_again(visitor):
    visitor.say("a sailing boat")
    visitor.say("more like #3, #4")
    visitor.mark(3, "liked")
    assert visitor.marks() == ["×#3"]
    with visitor.answer():
        visitor.page.locator("[data-refine]").click()
    assert visitor.tile(3).get_attribute("data-label") is None
    assert visitor.tile(4).get_attribute("data-label") == "liked"


def test_the_keyboard_alone_finds_marks_and_refines(visitor):
    visitor.say("a sailing boat")
    keys = visitor.page.keyboard
    visitor.tile(1).locator(".open").focus()
    for key in ("ArrowRight", "ArrowRight", "+", "ArrowDown", "-", "Home"):
        keys.press(key)
    assert visitor.focus().startswith("Picture 1")
    assert visitor.marks() == ["+#3", "−#9"]
    visitor.page.locator("#box textarea").focus()
    with visitor.answer():
        keys.press("Enter")  # in an empty box
    assert visitor.question() == "more like #3, not #9"


def test_enter_in_an_empty_box_with_nothing_marked_does_nothing(visitor):
    with visitor.page.expect_response(lambda response: "queue/join" in response.url):
        visitor.page.locator("#box textarea").press("Enter")
    visitor.say("a sailing boat")
    assert visitor.page.locator("#chat .question").count() == 1


def test_typed_feedback_undo_and_redo(visitor):
    visitor.say("a sailing boat")
    first = visitor.newest()
    visitor.say("more like #3, not #7")
    assert visitor.tile(3).get_attribute("data-label") == "liked"
    visitor.step("undo")
    assert visitor.tile(3).get_attribute("data-label") is None
    assert visitor.newest() == first
    visitor.step("redo")
    assert visitor.tile(3).get_attribute("data-label") == "liked"


def test_more_continues_the_numbering(visitor):
    visitor.say("a sailing boat")
    visitor.say("more")
    assert visitor.newest() == list(range(13, 25))
    assert len(visitor.numbers()) == 24


def test_start_over_counts_from_one_and_folds_what_was(visitor):
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    visitor.say("start over")
    visitor.page.wait_for_selector("#chat .pictures.past")
    visitor.say("a red apple")
    assert visitor.newest() == list(range(1, 13))
    assert visitor.marks() == []


def test_new_empties_the_page_and_what_the_browser_keeps(visitor):
    visitor.say("a sailing boat")
    visitor.page.get_by_role("button", name="New").click()
    visitor.page.wait_for_selector("#chat .examples")
    assert visitor.numbers() == []
    visitor.page.reload()
    visitor.page.wait_for_selector("#chat .examples")


def test_a_reload_keeps_the_conversation(visitor):
    visitor.say("a sailing boat")
    visitor.say("more like #3, not #7")
    shown = visitor.numbers()
    visitor.page.wait_for_function("localStorage.getItem('morelike:kept:Demo')?.length > 100")
    visitor.page.reload()
    visitor.page.wait_for_selector("#chat .tile")
    assert visitor.numbers() == shown
    assert visitor.tile(3).get_attribute("data-label") == "liked"
    visitor.say("more")
    assert max(visitor.newest()) > max(shown)


def test_the_lightbox_walks_judges_and_gives_the_focus_back(visitor):
    visitor.say("a sailing boat")
    visitor.tile(4).locator(".open").click(position={"x": 60, "y": 60})
    lightbox, keys = visitor.page.locator("dialog.lightbox"), visitor.page.keyboard
    assert lightbox.locator(".which").inner_text() == "#4"
    visitor.page.wait_for_function(
        "document.querySelector('.lightbox .stage img').src.includes('/picture/')"
    )
    keys.press("ArrowRight")
    keys.press("+")
    assert lightbox.locator("[data-act=liked]").get_attribute("aria-pressed") == "true"
    lightbox.get_by_role("button", name="Next picture").click()
    assert lightbox.locator(".which").inner_text() == "#6"
    keys.press("Escape")
    assert not lightbox.is_visible()
    # The browser gives the focus back to where it was; the page moves it on when told of the close.
    visitor.page.wait_for_function(
        "(document.activeElement.getAttribute('aria-label') || '').startsWith('Picture 6')"
    )
    assert visitor.marks() == ["+#5"]


def test_search_similar_from_the_lightbox(visitor):
    visitor.say("a sailing boat")
    visitor.tile(2).locator(".open").click(position={"x": 60, "y": 60})
    with visitor.answer():
        visitor.page.get_by_role("button", name="Search similar").click()
    assert visitor.question() == "similar to #2"
    assert len(visitor.newest()) == 12


def test_older_galleries_stay_usable(visitor):
    visitor.say("a sailing boat")
    visitor.say("more")
    visitor.mark(2, "liked")
    visitor.mark(14, "liked")
    assert visitor.marks() == ["+#2", "+#14"]


def test_the_newest_question_is_at_the_top(visitor):
    for words in ("a sailing boat", "more", "more"):
        visitor.say(words)
    script = """() => {
      const log = document.querySelector('#chat [role=log]').getBoundingClientRect();
      const rows = [...document.querySelectorAll('#chat .exchange')];
      return Math.abs(rows.at(-1).getBoundingClientRect().top - log.top) < 4; }"""
    visitor.page.wait_for_function(script)


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


def test_people_do_not_see_each_other(visit):
    ada, bob = visit(), visit()
    ada.say("a sailing boat")
    ada.say("more like #3")
    assert bob.numbers() == []
    bob.say("a red apple")
    bob.say("undo")
    assert ada.tile(3).get_attribute("data-label") == "liked"


def test_a_phone_has_three_columns_and_nothing_sticks_out(visit):
    phone = visit(**PHONE)
    phone.say("a sailing boat")
    columns = "getComputedStyle(document.querySelector('.gallery')).gridTemplateColumns"
    assert len(phone.page.evaluate(columns).split()) == 3
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.tile(3).locator(".judge.liked").tap()
    assert phone.marks() == ["+#3"]
    phone.tile(4).locator(".open").tap(position={"x": 50, "y": 40})
    buttons = phone.page.locator("dialog.lightbox button:visible")
    sizes = [buttons.nth(place).bounding_box() for place in range(buttons.count())]
    assert len(sizes) == 6
    assert all(size["height"] >= 40 and size["x"] + size["width"] <= 390 for size in sizes)


@pytest.mark.parametrize(("width", "columns"), [(1280, 6), (900, 4), (390, 3)])
def test_columns_divide_a_page_of_twelve(visit, width, columns):
    visitor = visit(viewport={"width": width, "height": 800})
    visitor.say("a sailing boat")
    drawn = "getComputedStyle(document.querySelector('.gallery')).gridTemplateColumns.split(' ')"
    assert len(visitor.page.evaluate(drawn)) == columns


CONTRAST = """() => {
  const parse = c => {
    const v = (c.match(/[\\d.]+/g) || []).map(Number);
    return v.length < 4 ? [...v, 1] : v; };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
  const ground = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement)
      layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  };
  const light = c => c.slice(0, 3).map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const poor = [];
  for (const e of document.querySelectorAll('#shell *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.offsetParent || e.disabled || e.closest('.example, .tile, #bus')) continue;
    const below = ground(e), ink = over(parse(getComputedStyle(e).color), below);
    const [a, b] = [light(ink), light(below)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) poor.push(`${e.className}: ${e.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return poor; }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_is_readable_in_both_themes(visit, scheme):
    visitor = visit(color_scheme=scheme)
    assert visitor.page.evaluate(CONTRAST) == []
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    visitor.mark(4, "disliked")
    visitor.page.mouse.move(2, 2)
    assert visitor.page.evaluate(CONTRAST) == []


def test_the_theme_follows_the_system(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = (visit(color_scheme=scheme).page.evaluate(ground) for scheme in ("light", "dark"))
    assert light != dark


def test_what_cannot_be_seen_is_named_for_those_who_listen(visitor):
    visitor.say("a sailing boat")
    nameless = """() => [...document.querySelectorAll('#shell button')]
      .filter(b => b.offsetParent)
      .filter(b => !(b.getAttribute('aria-label') || b.textContent.trim() || b.title))
      .map(b => b.outerHTML.slice(0, 120))"""
    assert visitor.page.evaluate(nameless) == []
    assert visitor.page.locator("h1").count() == 1


def test_no_motion_for_those_who_asked_for_none(visit):
    visitor = visit(reduced_motion="reduce")
    visitor.say("a sailing boat")
    moving = "getComputedStyle(document.querySelector('.tile img')).transitionDuration"
    assert visitor.page.evaluate(moving) in ("0s", "")


def test_no_path_of_the_server_is_in_the_page(visitor, engine):
    visitor.say("a sailing boat")
    source = visitor.page.content() + visitor.page.evaluate("JSON.stringify(window.gradio_config)")
    assert str(engine.folder) not in source
    assert str(engine.path(engine.sample(1)[0]).parent) not in source
