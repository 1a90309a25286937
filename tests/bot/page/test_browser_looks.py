"""How the page looks and sounds: sizes, themes, contrast, names, motion, languages, the tour."""

import pytest

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


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
    assert len(sizes) == 7
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


SMALL = """() => [...document.querySelectorAll('#shell button, #shell summary, dialog button')]
  .filter(b => b.offsetParent && !b.closest('.gallery'))
  .map(b => [b.className || b.textContent, b.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44)
  .map(([name, box]) => `${name} ${box.width} x ${box.height}`)"""


def test_what_a_finger_meets_is_large_enough(visit):
    phone = visit(**PHONE, first_visit=True)
    assert phone.page.evaluate(SMALL) == []
    phone.page.locator("[data-menu]").tap()
    assert phone.page.evaluate(SMALL) == []
    phone.page.locator("[data-menu]").tap()
    phone.say("a sailing boat")
    phone.tile(3).locator(".judge.liked").tap()
    assert phone.page.evaluate(SMALL) == []
    phone.tile(4).locator(".open").tap(position={"x": 50, "y": 40})
    assert phone.page.evaluate(SMALL) == []


def test_the_tools_of_a_phone_are_in_a_menu(visit):
    phone = visit(**PHONE)
    how = phone.page.get_by_role("button", name="How it works")
    assert not how.is_visible()
    phone.page.get_by_role("button", name="More tools").tap()
    how.tap()
    assert phone.page.locator(".guide").is_visible()
    assert not how.is_visible()


def test_a_first_visit_is_shown_round_and_a_second_is_not(visit):
    visitor = visit(first_visit=True)
    guide = visitor.page.locator(".guide")
    assert guide.locator("h2").inner_text() == "Say what you are looking for"
    visitor.say("a sailing boat")
    assert guide.locator("h2").inner_text() == "Like and dislike"
    visitor.mark(3, "liked")
    assert guide.locator("h2").inner_text() == "Refine until it is there"
    with visitor.answer():
        visitor.page.locator("[data-refine]").click()
    assert not guide.is_visible()
    visitor.reload()
    visitor.page.wait_for_selector("#chat .tile")
    assert not guide.is_visible()


def test_the_tour_is_skipped_and_brought_back_by_keys(visit):
    visitor = visit(first_visit=True)
    guide, keys = visitor.page.locator(".guide"), visitor.page.keyboard
    guide.locator(".skip").focus()
    keys.press("Enter")
    assert not guide.is_visible()
    visitor.page.get_by_role("button", name="How it works").focus()
    keys.press("Enter")
    assert visitor.focus() == "How it works"
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    assert guide.locator("h2").inner_text() == "Like and dislike"
    keys.press("Escape")
    assert not guide.is_visible()


def test_the_page_begins_in_the_language_of_its_browser(visit):
    visitor = visit(locale="de-DE")
    assert visitor.page.locator(".welcome h2").inner_text() == "Was suchst du?"
    assert visitor.page.get_by_role("button", name="So geht es").is_visible()
    assert visitor.page.locator("html").get_attribute("lang") == "de"


def test_the_page_turns_to_the_language_that_is_written(visitor):
    visitor.say("montre-moi un bateau à voile sur la mer")
    assert visitor.page.locator("html").get_attribute("lang") == "fr"
    assert visitor.page.locator("#tray .undo").inner_text() == "Annuler"
    visitor.step("undo")


def test_a_window_of_320_pixels_loses_nothing(visit):
    narrow = visit(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    narrow.say("a sailing boat")
    narrow.tile(1).locator(".judge.liked").tap()
    assert narrow.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert narrow.page.locator("[data-refine]").bounding_box()["x"] < 320
