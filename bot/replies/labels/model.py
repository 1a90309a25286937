"""The words of the page as frozen values: one field a phrase, one group a part of the page.

A phrase is a template with named fields in braces, the same in every language.
"""

from bot.replies.figures import is_one, number
from engine.types import Value


class Counted(Value):
    """A phrase that counts something: for one, and for any other number."""

    one: str
    other: str


class PageLabels(Value):
    """The frame: header, box, and the empty page."""

    pictures: Counted
    local: str
    undo: str
    redo: str
    new: str
    box: str
    placeholder: Counted
    welcome: str
    describe: str
    steering: str
    examples: Counted
    like_this: str
    waiting: Counted
    busy: str


class TileLabels(Value):
    """Galleries and their tiles."""

    picture: str
    described: str
    more_like: str
    not_like: str
    alike: str
    alike_name: Counted
    gallery: Counted
    folded: Counted


class SaidLabels(Value):
    """What a click says, as the question that it becomes; all but the last three are messages."""

    liked: str
    disliked: str
    none: str
    undo: str
    redo: str
    restart: str
    alike: str
    similar: str
    like_this: str
    saved: str
    brought: str


class NoteLabels(Value):
    """The small print under an answer."""

    liked: Counted
    disliked: Counted
    seconds: str
    quick: str


class BusLabels(Value):
    """What the scripts of the page say; they get this group as JSON."""

    conversation: str
    you_said: str
    answer: str
    marks: str
    liked: str
    disliked: str
    none: str
    take_away: str
    refine: str
    picture: str
    lightbox: str
    close: str
    previous: str
    next: str
    not_this: str
    more_like_this: str
    similar: str
    say_similar: str
    why: str
    why_name: str
    unsent: str
    with_picture: str


class TrayLabels(Value):
    """The lines above the box: where the search stands, and what was said of pictures."""

    name: str
    labels: str
    matches: Counted
    yours: str
    steps: str
    restart: str
    restart_hint: str
    refine_hint: str


class ToolsLabels(Value):
    """The buttons at the top."""

    name: str
    menu: str
    map: str
    study: str
    share: str
    tour: str
    new_hint: str


class TourLabels(Value):
    """The three steps that a first visit is shown."""

    place: str
    next: str
    skip: str
    done: str
    say: str
    say_more: str
    mark: str
    mark_more: str
    refine: str
    refine_more: str


class KeepLabels(Value):
    """Libraries that are served, read and looked through again; links; what a browser keeps."""

    library: str
    choice: str
    unread: str
    broken: str
    opening: str
    loading: str
    waiting: str
    scanning: Counted
    encoding: str
    finishing: str
    speed: str
    minutes: Counted
    seconds: str
    hours: Counted
    stop: str
    go_on: str
    look: str
    stopped: str
    added: Counted
    nothing_new: str
    fewer: Counted
    not_yet: str
    halted: str
    problem: str
    problem_short: str
    link: str
    copy_link: str
    copied: str
    uncopied: str
    link_later: str
    link_other: str
    unkept: str
    close: str


class Labels(Value):
    """All words of the page in one language."""

    language: str
    page: PageLabels
    tile: TileLabels
    said: SaidLabels
    note: NoteLabels
    bus: BusLabels
    tray: TrayLabels
    tools: ToolsLabels
    tour: TourLabels
    keep: KeepLabels

    def counted(self, phrase: Counted, count: int, **named: object) -> str:
        """Fill a phrase that counts; `named` are its other fields.

        Examples
        --------
        >>> from bot.replies.labels import labels
        >>> words = labels("de")
        >>> words.counted(words.page.pictures, 2520), words.counted(words.page.pictures, 1)
        ('2.520 Bilder', '1 Bild')
        """
        template = phrase.one if is_one(count, self.language) else phrase.other
        return template.format(count=number(count, self.language), **named)
