"""A screen as the page is told it: the conversation, the line at the top, the words of the box."""

from bot.replies.labels import labels
from bot.view.drawn.choosing import chooser
from bot.view.drawn.frame import header, log, tools, tray
from bot.view.drawn.markup import asking, exchanges, welcome
from bot.view.person.bus import Taken
from bot.view.person.session import Session
from bot.view.person.standing import Told, standing
from bot.view.talking.chat import Chat, Screen


def page_told(chat: Chat, screen: Screen, session: Session) -> str:
    """Write what is new on the page: what was asked, the newest exchange, or everything."""
    return _told(chat, screen, session).model_dump_json()


def _told(chat: Chat, screen: Screen, session: Session) -> Told:
    words, pictures = labels(session.conversation.language), chat.library(session).state.pictures
    count = len(session.exchanges)
    if screen.asked is not None:
        waiting = words.counted(words.page.waiting, pictures)
        html = asking(screen.asked, session.conversation.now.epoch, words, waiting)
        return Told(since=count, html=html)
    now = standing(session, pictures, words)
    if not count:
        return Told(since=0, html=empty_page(chat, session), now=now)
    if screen.bus:
        sent = Taken.model_validate_json(screen.bus).sent
        since = 0 if screen.shortened else count - 1
        shown = exchanges(session, since)
        return Told(since=since, html=shown, now=now, sent=sent, back=screen.back)
    if screen.settled or screen.entered:
        return Told(since=0, html=exchanges(session), now=now)
    return Told(since=count, now=now)  # stopped: the question goes away


def first_screen(chat: Chat, language: str) -> dict[str, dict[str, str]]:
    """Draw what a page begins with: properties of its components, by their names."""
    session, words = chat.open("", language), labels(language)
    return {
        "top": {"value": top_line(chat, session)},
        "toolbar": {"value": tools(words)},
        "chat": {"value": log(empty_page(chat, session), words)},
        "tray": {"value": tray(words)},
        "box": box_words(chat, session),
    }


def empty_page(chat: Chat, session: Session) -> str:
    """Draw the page of a library before anything was said."""
    library, words = chat.library(session), labels(session.conversation.language)
    return welcome(chat.examples(library), library.state.pictures, words)


def top_line(chat: Chat, session: Session) -> str:
    """Draw the header's line: the library that is searched, and a choice of several."""
    library, words = chat.library(session), labels(session.conversation.language)
    choice = chooser(chat.served, library, words)
    return header(library.name, library.state.pictures, words, choice)


def box_words(chat: Chat, session: Session) -> dict[str, str]:
    """Give the words of the box, as arguments of its component."""
    words, pictures = labels(session.conversation.language), chat.library(session).state.pictures
    counted = words.counted(words.page.placeholder, pictures) if pictures else words.page.box
    return {"label": words.page.box, "placeholder": counted}
