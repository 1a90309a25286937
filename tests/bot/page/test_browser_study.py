"""Why a picture is here, the map of the results and the drawer of the method, in Chromium."""

import pytest

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MARKS = "more like #1, #2, #4, not #7, #9"


@pytest.fixture
def judged(visitor):
    visitor.say("a sailing boat")
    visitor.say(MARKS)
    return visitor


def tool(visitor, name, shown):
    """Press a button at the top; on a phone it is in the menu."""
    button = visitor.page.locator(f"[data-tool={name}]")
    if not button.is_visible():
        visitor.page.locator("[data-menu]").click()
    button.click()
    visitor.page.wait_for_selector(f"dialog.{name} .body:not([aria-busy]) {shown}")


def open_map(visitor):
    tool(visitor, "map", ".plane svg")


def open_drawer(visitor):
    tool(visitor, "study", "form")


def ask_why(visitor):
    if visitor.page.locator(".lightbox .why").is_hidden():  # it stays open from picture to picture
        visitor.page.locator(".lightbox [data-act=why]").click()
    visitor.page.wait_for_selector(".lightbox .why .reasons")


def selected(visitor):
    return visitor.page.locator('.plane [aria-selected="true"]')


def leaves_no_room(visitor, selector):
    """Nothing of an element sticks out of the window sideways."""
    script = f"""(() => {{ const box = document.querySelector('{selector}').getBoundingClientRect();
        return box.left >= -1 && box.right <= innerWidth + 1
            && document.documentElement.scrollWidth <= innerWidth; }})()"""
    return visitor.page.evaluate(script)


# ---- why


def test_the_lightbox_tells_why_and_beside_it_the_nearest_liked_picture(judged):
    questions = judged.page.locator("#chat .question").count()
    number = judged.newest()[0]
    judged.tile(number).locator(".open").click()
    ask_why(judged)
    panel = judged.page.locator(".lightbox .why")
    assert f"Why #{number} is here" in panel.inner_text()
    assert "trees claim it" in panel.inner_text()
    loaded = "[...document.querySelectorAll('.why .near img')].every(i => i.naturalWidth > 0)"
    judged.page.wait_for_function(loaded)
    assert panel.locator(".near li").count() == 2
    assert judged.page.locator("#chat .question").count() == questions
    assert judged.labels() == ["+#1", "+#2", "+#4", "−#7", "−#9"]


def test_reasons_follow_the_arrow_keys_and_can_be_asked_for_twice(judged):
    first, second = judged.newest()[:2]
    judged.tile(first).locator(".open").click()
    ask_why(judged)
    judged.page.keyboard.press("ArrowRight")
    judged.page.wait_for_selector(f'.why .reasons[data-number="{second}"]')
    judged.page.keyboard.press("ArrowLeft")
    judged.page.wait_for_selector(f'.why .reasons[data-number="{first}"]')
    judged.page.locator(".lightbox [data-act=why]").click()
    assert judged.page.locator(".lightbox .why").is_hidden()
    ask_why(judged)


def test_reasons_speak_the_language_of_the_conversation(visitor):
    visitor.say("ein Segelboot im Regen")
    visitor.say("mehr wie 1 und 2, nicht 5")
    visitor.page.locator("#chat .tile .open").last.click()
    ask_why(visitor)
    assert "Bäumen beanspruchen es" in visitor.page.locator(".lightbox .why").inner_text()


# ---- the map


def test_the_map_draws_every_kind_by_a_shape_and_says_it_in_a_sentence(judged):
    open_map(judged)
    count = judged.page.locator(".plane [role=option]").count
    assert count() > 50
    for kind, shape in (("liked", "image"), ("disliked", "image"), ("match", "path"),
                        ("undecided", "circle")):  # fmt: skip
        assert judged.page.locator(f".plane g.{kind} > {shape}").count() > 0
    assert judged.page.locator(".plane g.liked").count() == 3
    summary = judged.page.locator("dialog.map .summary").inner_text()
    assert "Liked pictures among the matches: 3 of 3." in summary
    assert judged.page.locator(".plane line.edge").count() == 1
    assert judged.page.locator(".plane .ground circle").count() > 10


def test_a_click_on_a_picture_with_a_tile_opens_it_large(judged):
    open_map(judged)
    box = judged.page.locator(".plane g.liked .ring").first.bounding_box()
    judged.page.mouse.move(box["x"] + 19, box["y"] + 19)
    card = judged.page.locator("dialog.map .card")
    assert "Liked" in card.inner_text()
    judged.page.mouse.click(box["x"] + 19, box["y"] + 19)
    judged.page.wait_for_selector("dialog.lightbox[open]")
    assert judged.page.locator(".lightbox .which").inner_text() in ("#1", "#2", "#4")


def test_a_picture_that_was_never_shown_is_liked_from_the_map(judged):
    shown = set(judged.numbers())
    open_map(judged)
    judged.page.locator(".plane svg").focus()
    judged.page.keyboard.press("Home")
    for _ in range(60):
        if "#" not in judged.page.locator("dialog.map .card b").inner_text():
            break
        judged.page.keyboard.press("ArrowLeft")
    with judged.answer():
        judged.page.locator('dialog.map [data-deed="liked"]').click()
    fresh = max(shown) + 1
    assert f"Liked #{fresh}" in judged.reply()
    assert f"+#{fresh}" in judged.labels()
    assert judged.page.locator("dialog.map").is_hidden()
    judged.step("undo")
    assert f"+#{fresh}" not in judged.labels()


def test_the_keyboard_alone_walks_the_map_opens_and_closes_it(judged):
    judged.page.locator("[data-tool=map]").focus()
    judged.page.keyboard.press("Enter")
    judged.page.wait_for_selector("dialog.map .plane svg:focus")
    judged.page.keyboard.press("Home")
    first = selected(judged).get_attribute("aria-label")
    owner = judged.page.locator(".plane svg")
    assert owner.get_attribute("aria-activedescendant") == selected(judged).get_attribute("id")
    seen = {first}
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowDown", "ArrowLeft"):
        judged.page.keyboard.press(key)
        seen.add(selected(judged).get_attribute("aria-label"))
    assert len(seen) > 2
    judged.page.keyboard.press("Home")
    judged.page.keyboard.press("Enter")
    judged.page.wait_for_selector("dialog.lightbox[open]")
    judged.page.keyboard.press("Escape")
    judged.page.wait_for_selector("dialog.lightbox:not([open])", state="attached")


def test_a_mark_made_on_the_map_waits_with_the_others(judged):
    open_map(judged)
    judged.page.keyboard.press("Home")  # a liked one is furthest to the right
    assert judged.page.locator('dialog.map [data-deed="liked"]').is_hidden()
    judged.page.locator('dialog.map [data-deed="disliked"]').click()
    assert len(judged.marks()) == 1


def test_before_any_search_the_map_says_what_is_missing(visitor):
    visitor.page.locator("[data-tool=map]").click()
    visitor.page.wait_for_selector("dialog.map .summary")
    assert "nothing to draw yet" in visitor.page.locator("dialog.map").inner_text()
    visitor.page.keyboard.press("Escape")


def test_map_drawer_and_reasons_fit_a_phone_and_answer_to_taps(visit):
    phone = visit(**PHONE)
    phone.say("a sailing boat")
    phone.say(MARKS)
    open_map(phone)
    assert leaves_no_room(phone, "dialog.map")
    box = phone.page.locator(".plane g.liked .ring").first.bounding_box()
    phone.page.touchscreen.tap(box["x"] + 19, box["y"] + 19)
    phone.page.wait_for_selector("dialog.map .card b")
    phone.page.locator('dialog.map [data-deed="open"]').tap()
    phone.page.wait_for_selector("dialog.lightbox[open]")
    ask_why(phone)
    assert leaves_no_room(phone, ".lightbox .why")
    phone.page.keyboard.press("Escape")
    open_drawer(phone)
    assert leaves_no_room(phone, "dialog.study")


# ---- the drawer of the method


def test_a_chosen_method_is_a_turn_that_undo_takes_back(judged):
    open_drawer(judged)
    assert judged.page.locator("input[value=ours]").is_checked()
    judged.page.locator("input[value=branches]").check()
    judged.page.locator("[name=dislikes]").select_option("5")
    with judged.answer():
        judged.page.locator("dialog.study .apply").click()
    assert judged.question() == "Method: Decision branches, dislikes × 5"
    assert judged.reply().startswith("Learned in another way.")
    open_drawer(judged)
    assert judged.page.locator("input[value=branches]").is_checked()
    assert judged.page.locator("[name=dislikes]").input_value() == "5"
    judged.page.keyboard.press("Escape")
    judged.step("undo")
    open_drawer(judged)
    assert judged.page.locator("input[value=ours]").is_checked()
    judged.page.keyboard.press("Escape")


@pytest.mark.parametrize("classifier", ["ensemble", "scan"])
def test_every_classifier_answers(judged, classifier):
    open_drawer(judged)
    judged.page.locator(f"input[value={classifier}]").check()
    with judged.answer():
        judged.page.locator("dialog.study .apply").click()
    assert judged.reply().startswith("Learned in another way.")


def test_pages_get_as_large_as_was_chosen(judged):
    open_drawer(judged)
    judged.page.locator("[name=page_size]").select_option("24")
    with judged.answer():
        judged.page.locator("dialog.study .apply").click()
    assert len(judged.newest()) == 24


def test_the_boxes_can_be_copied_as_sql(visit):
    person = visit(permissions=["clipboard-read", "clipboard-write"])
    person.say("a sailing boat")
    open_drawer(person)
    assert "no boxes yet" in person.page.locator("dialog.study .boxes").inner_text()
    person.page.keyboard.press("Escape")
    person.say(MARKS)
    open_drawer(person)
    person.page.wait_for_selector("dialog.study .boxes code")
    person.page.locator("dialog.study .copy").click()
    person.page.wait_for_function("document.querySelector('.boxes .told').textContent === 'Copied'")
    copied = person.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("SELECT row, COUNT(*) AS votes FROM (")
    assert copied == person.page.locator("dialog.study .boxes code").inner_text()
