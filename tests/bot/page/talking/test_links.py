"""A search as a link: small, bounded, and read as carefully as anything of a stranger."""

import json
import zlib
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers import LINK_CHARACTERS, Message, answer, pack, read_link, unpack
from bot.view.drawn.markup import exchanges
from bot.view.libraries.served import Served
from bot.view.person.session import read_session
from bot.view.talking.chat import Asked, Chat
from engine.conversation import Conversation
from engine.errors import ConversationError


def talk(engine, *said):
    conversation = Conversation(library=engine.library)
    for text in said:
        found = answer(engine, conversation, Message(text=text, page_size=12))
        conversation = found.conversation
    return found


def shown(chat, screens):
    last = list(screens)[-1]
    return last, last.session.exchanges[-1] if last.session else None


@given(st.text())
def test_what_is_packed_is_unpacked_as_it_was(text):
    size = len(text.encode())
    assert unpack(pack(text), size) == text
    assert unpack(pack(text + "x"), size) is None


@given(st.one_of(st.text(), st.text(alphabet="eNabcdefgh-_0123456789")))
def test_no_text_breaks_unpacking(text):
    found = unpack(text, 100)
    assert found is None or len(found.encode()) <= 100


@given(st.data())
def test_a_link_with_a_changed_letter_is_damaged_or_the_same(data):
    packed = pack('{"morelike": "conversation", "library": "aaaaaaaaaaaaaaaa"}')
    place = data.draw(st.integers(0, len(packed) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019-_"))
    changed = packed[:place] + letter + packed[place + 1 :]
    # The last letters may hold bits that stand for nothing; a checksum guards all others.
    assert unpack(changed, 1000) in (None, unpack(packed, 1000))


def test_a_link_opens_elsewhere_as_the_same_search(small_engine):
    said = talk(small_engine, "a red boat", "more like #2, not #5", "more", "share this")
    assert 0 < len(said.link) <= LINK_CHARACTERS
    chat = Chat(Served.holding(small_engine))
    screen, exchange = shown(chat, chat.follow(said.link, "", "{}", "bob"))
    after = screen.session.conversation
    assert after.now.labels == said.conversation.now.labels
    assert after.numbered[:24] == said.conversation.numbered[:24]
    assert exchange.question == "A saved search"
    assert "a red boat" in exchange.reply


def test_a_link_is_drawn_with_a_button_that_copies_it(small_engine):
    chat = Chat(Served.holding(small_engine))
    before, _ = shown(chat, chat.turn(Asked(text="a boat"), "", "{}", "ada", typed=True))
    said = chat.turn(Asked(text="share this"), before.session.dump(), "{}", "ada", typed=True)
    screen, exchange = shown(chat, said)
    drawn = exchanges(screen.session, 1)
    assert drawn.count(f'"#s={exchange.link}"') == 2
    forged = screen.session.dump().replace(exchange.link, "javascript:alert(1)")
    assert read_session(forged) is None


def test_undo_takes_an_opened_link_away_and_brings_back_what_was_there(small_engine):
    link = talk(small_engine, "a red boat", "share this").link
    chat = Chat(Served.holding(small_engine))
    first, _ = shown(chat, chat.turn(Asked(text="a tree"), "", "{}", "bob", typed=True))
    opened, _ = shown(chat, chat.follow(link, first.session.dump(), "{}", "bob"))
    assert opened.session.conversation.now.texts == ("a red boat",)
    undo = chat.turn(Asked(text="undo"), opened.session.dump(), "{}", "bob", typed=True)
    assert shown(chat, undo)[0].session.conversation.now.texts == ("a tree",)


def test_a_link_holds_no_path_and_no_picture_of_the_person(small_engine):
    text, _ = read_link(talk(small_engine, "a red boat", "more like #2", "share this").link)
    assert "/" not in text
    assert "upload-" not in text


def test_a_long_search_is_a_file_with_a_sentence(small_engine, monkeypatch):
    monkeypatch.setattr("bot.handlers.keeping.LINK_CHARACTERS", 100)
    said = talk(small_engine, "a red boat", "share this")
    assert said.link == ""
    assert said.files
    assert "too long for a link" in said.reply


@pytest.mark.parametrize(("labels", "characters"), [(50, 1200), (200, 3900), (400, 8_000)])
def test_so_many_labels_fit_into_a_link(labels, characters):
    # Ids are sixteen random digits each: nothing can make them shorter than eight bytes.
    ids = [zlib.crc32(bytes([n % 256, n // 256])) for n in range(2 * labels)]
    names = [f"{one:08x}{other:08x}" for one, other in zip(ids[::2], ids[1::2], strict=True)]
    saved = {"labels": [[name, "liked"] for name in names], "numbered": names}
    assert len(pack(json.dumps(saved))) <= characters


def test_a_link_of_another_library_is_refused_in_words(small_engine):
    text, _ = read_link(talk(small_engine, "a red boat", "share this").link)
    foreign = pack(text.replace(small_engine.library, "f" * 16))
    chat = Chat(Served.holding(small_engine))
    screen, _ = shown(chat, chat.follow(foreign, "", "{}", "bob"))
    assert "another library" in screen.notice
    assert not screen.later


def bomb():
    small = zlib.compress(b"{" + b" " * 50_000_000)
    return urlsafe_b64encode(small).decode().rstrip("=")


@pytest.mark.parametrize(
    "forged",
    ["", "x", "eN", "%%%", "é", None, 7, ["a"], pack("[1]"), pack("{}"), pack("a boat"), bomb()],
)
def test_a_forged_link_is_refused_in_words_and_nothing_changes(small_engine, forged):
    with pytest.raises(ConversationError):
        read_link(forged)
    chat = Chat(Served.holding(small_engine))
    [screen] = chat.follow(forged, "", "{}", "bob")
    assert screen.session is None
    assert screen.notice
    assert screen.notice[-1] in ".!"


def test_every_language_says_that_a_link_is_damaged(small_engine):
    chat = Chat(Served.holding(small_engine))
    said = set()
    for language in ("en", "de", "fr", "es", "it"):
        before = chat.enter({}, language, "bob").session.dump()
        [screen] = chat.follow("x", before, "{}", "bob")
        said.add(screen.notice)
    assert len(said) == 5
