"""Asking at the page, in headless Chromium: words, examples, more, over again, after a reload."""

import pytest

pytestmark = pytest.mark.browser


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


def test_enter_in_an_empty_box_with_nothing_marked_does_nothing(visitor):
    with visitor.page.expect_response(lambda response: "queue/join" in response.url):
        visitor.page.locator("#box textarea").press("Enter")
    visitor.say("a sailing boat")
    assert visitor.page.locator("#chat .question").count() == 1


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
    visitor.reload()
    visitor.page.wait_for_selector("#chat .examples")


def test_a_reload_keeps_the_conversation(visitor):
    visitor.say("a sailing boat")
    visitor.say("more like #3, not #7")
    shown = visitor.numbers()
    visitor.page.wait_for_function("localStorage.getItem('morelike:kept:Demo')?.length > 100")
    visitor.reload()
    visitor.page.wait_for_selector("#chat .tile")
    assert visitor.numbers() == shown
    assert visitor.tile(3).get_attribute("data-label") == "liked"
    visitor.say("more")
    assert max(visitor.newest()) > max(shown)


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


def test_an_answer_in_words_leaves_the_pictures_in_sight(visitor):
    visitor.say("a sailing boat")
    visitor.say("how many")
    in_sight = """() => {
      const log = document.querySelector('#chat .log').getBoundingClientRect();
      const seen = e => { const box = e.getBoundingClientRect();
        return box.top >= log.top - 1 && box.bottom <= log.bottom + 1; };
      return seen([...document.querySelectorAll('#chat .reply')].at(-1))
        && [...document.querySelectorAll('#chat .tile')].some(seen); }"""
    visitor.page.wait_for_function(in_sight)


def test_galleries_of_long_ago_are_a_line_that_opens_and_can_be_judged(visitor):
    visitor.say("a sailing boat")
    for _ in range(20):
        visitor.say("more")
    lines = visitor.page.locator("#chat .pictures.past > summary")
    assert lines.all_inner_texts() == ["12 pictures, #1 to #12"]
    assert not visitor.tile(2).is_visible()
    lines.first.click()
    visitor.mark(2, "liked")
    assert visitor.marks() == ["+#2"]
    visitor.say("more")
    assert lines.count() == 2
    assert visitor.tile(2).is_visible()


def test_pictures_of_before_a_restart_can_be_looked_at_and_searched_on(visitor):
    visitor.say("a sailing boat")
    visitor.step("restart")
    visitor.say("a red apple")
    visitor.page.locator("#chat .pictures.past > summary").click()
    old = visitor.page.locator("#chat .bygone .tile").first
    assert not old.locator(".number").is_visible()
    old.locator(".open").click(position={"x": 60, "y": 60})
    lightbox = visitor.page.locator("dialog.lightbox")
    assert not lightbox.locator("[data-act=liked]").is_visible()
    with visitor.answer():
        lightbox.locator("[data-act=similar]").click()
    assert len(visitor.newest()) == 12
    assert visitor.page.locator("#chat .question img.brought").count() == 1


def test_a_chip_of_the_answer_says_it(visitor):
    visitor.say("a sailing boat")
    with visitor.answer():
        visitor.page.locator("#chat .exchange:last-child .next .chip", has_text="More").last.click()
    assert visitor.newest() == list(range(13, 25))


def test_a_turn_brings_its_own_exchange_alone(visitor):
    visitor.say("a sailing boat")
    first = visitor.page.locator("#chat .tile img").first
    first.evaluate("image => { image.seen = true; }")
    for _ in range(3):
        visitor.say("more")
    assert first.evaluate("image => image.seen")


def test_what_went_missing_on_the_way_is_fetched_again(visitor):
    visitor.say("a sailing boat")
    visitor.say("more")
    visitor.page.evaluate("document.querySelector('#chat .exchange').remove()")
    visitor.page.locator("#box textarea").fill("more")
    visitor.page.locator("#box textarea").press("Enter")
    visitor.page.wait_for_function("document.querySelectorAll('#chat .exchange').length === 3")
    assert visitor.numbers() == list(range(1, 37))


def test_people_do_not_see_each_other(visit):
    ada, bob = visit(), visit()
    ada.say("a sailing boat")
    ada.say("more like #3")
    assert bob.numbers() == []
    bob.say("a red apple")
    bob.say("undo")
    assert ada.tile(3).get_attribute("data-label") == "liked"
