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
    share: str
    restart: str
    alike: str
    similar: str
    like_this: str
    like_these: str
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

    send: str
    halt: str
    attach: str
    detach: str
    conversation: str
    you_said: str
    answer: str
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


class WhyLabels(Value):
    """The panel that says why a picture is here."""

    title: str
    liked: str
    disliked: str
    unsure: str
    hidden: str
    nothing: str
    match: str
    no_match: str
    kept_out: str
    unranked: str
    near_liked: str
    near_disliked: str
    likeness: str
    yours: str
    earlier: str
    votes: str
    together: str
    times: str
    scores: str
    score: str
    words: str
    labels: str
    flip: str
    flip_back: str
    steady: str
    text: str


class MapLabels(Value):
    """The map of the results."""

    title: str
    about: str
    ground: str
    axis: str
    edge: str
    keys: str
    liked: str
    disliked: str
    match: str
    undecided: str
    matches: Counted
    claimed: Counted
    rest: Counted
    among_liked: str
    among_disliked: str
    drawn: Counted
    empty: str
    place: str
    numbered: str
    share: str
    open: str
    drawing: str


class StudyLabels(Value):
    """The drawer for people who study the method."""

    title: str
    about: str
    classifier: str
    ours: str
    ours_about: str
    branches: str
    branches_about: str
    ensemble: str
    ensemble_about: str
    scan: str
    scan_about: str
    scan_refused: str
    background: str
    background_about: str
    usual: str
    dislikes: str
    dislikes_about: str
    page: str
    page_about: str
    apply: str
    chosen: str
    chosen_background: str
    chosen_dislikes: str
    chosen_page: str
    boxes: str
    boxes_about: str
    no_boxes: str
    copy_sql: str
    copied: str
    uncopied: str


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
    why: WhyLabels
    map: MapLabels
    study: StudyLabels

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
