"""Saying what one thinks of pictures: marks, labels, chips, steps back and forth; also by keys."""

import re

import pytest

pytestmark = pytest.mark.browser


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


def test_the_status_counts_judgements_and_matches(visitor):
    visitor.say("a sailing boat")
    assert re.fullmatch(r"[\d,]+ matches of 2,520", visitor.status())
    visitor.say("more like #3, #4, not #7")
    assert re.fullmatch(r"2 liked, 1 disliked, [\d,]+ match(es)? of 2,520", visitor.status())
    visitor.step("undo")
    assert "liked" not in visitor.status()


def test_a_label_is_taken_away_by_its_chip_at_once(visitor):
    visitor.say("a sailing boat")
    visitor.say("more like #3, not #7")
    with visitor.answer():
        visitor.page.locator('#tray [data-off="3"]').click()
    assert visitor.question() == "no opinion on #3"
    assert visitor.labels() == ["−#7"]
    assert visitor.tile(3).get_attribute("data-label") is None


def test_a_picture_brought_along_has_a_chip_and_can_be_taken_away(visitor, a_picture):
    with visitor.answer():
        visitor.page.set_input_files("#box input[type=file]", a_picture)
    assert visitor.labels() == ["+A"]
    with visitor.answer():
        visitor.page.locator('#tray [data-off="A"]').click()
    assert visitor.labels() == []


def test_marks_that_wait_go_along_with_more_which_repeats_no_picture(visitor):
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    with visitor.answer():
        visitor.page.locator("#chat .next .chip", has_text="More").last.click()
    assert visitor.labels() == ["+#3"]  # they went along
    assert visitor.newest() == list(range(13, 25))
    assert len(visitor.page.locator("#chat .tile").all()) == 24  # what was marked stays in sight
    visitor.mark(14, "disliked")
    assert visitor.marks() == ["−#14"]


def test_refine_shows_the_best_and_more_after_it_only_what_is_new(visitor):
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    with visitor.answer():
        visitor.page.locator("[data-refine]").click()
    refined = visitor.newest()
    assert 3 not in refined
    with visitor.answer():
        visitor.page.locator("#chat .next .chip", has_text="More").last.click()
    newest = visitor.newest()
    assert min(newest) > max([12, *refined])
    assert newest == sorted(newest)


def test_back_at_the_beginning_no_matches_are_counted_and_nothing_can_be_restarted(visitor):
    visitor.say("a sailing boat")
    visitor.step("undo")
    assert visitor.status() == ""
    assert visitor.page.locator("#tray .restart").is_disabled()


def test_buttons_that_cannot_act_are_greyed(visitor):
    steps = visitor.page.locator("#tray .step")
    assert not steps.first.is_visible()
    visitor.say("a sailing boat")
    greyed = [steps.nth(n).is_disabled() for n in range(3)]
    assert greyed == [False, True, False]
    visitor.step("undo")
    assert not visitor.page.locator("#tray .redo").is_disabled()
    assert visitor.page.locator("#tray .undo").is_disabled()


def test_a_gallery_is_one_stop_for_tab(visitor):
    visitor.say("a sailing boat")
    visitor.say("more")
    stops = visitor.page.locator('#chat .gallery .open[tabindex="0"]')
    assert stops.count() == 2
    visitor.tile(14).locator(".open").focus()
    visitor.page.keyboard.press("ArrowRight")
    assert visitor.focus().startswith("Picture 15")
    assert stops.count() == 2


def test_after_a_click_the_keys_belong_to_the_box(visitor):
    visitor.say("a sailing boat")
    visitor.mark(3, "liked")
    with visitor.answer():
        visitor.page.keyboard.press("Enter")
    assert visitor.labels() == ["+#3"]
    with visitor.answer():
        visitor.page.locator("#tray .undo").click()
    visitor.page.keyboard.type("a red apple")
    visitor.send()
    assert visitor.question() == "a red apple"
