"""Sessions that run through each other: nobody ever sees another's pictures, labels or words."""

import json
import re
import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot.page.raw import Raw, shown

LABEL = re.compile(r'\["(\w*)", ?"([\w-]+)", ?"(liked|disliked|unsure)"\]')
SUBJECTS = (
    "a sailing boat", "a red apple", "a cat", "a house", "a tree", "a moon over water", "a car",
    "a flower", "a fish", "mountains with snow",
)  # fmt: skip


@pytest.fixture(scope="module")
def raw(address):
    return Raw(address)


class Person:
    """Somebody who says their own things, and remembers what they were shown."""

    def __init__(self, raw, number):
        self.raw = raw
        self.session = secrets.token_hex(8)
        self.subject = SUBJECTS[number % len(SUBJECTS)]
        self.word = f"secret{number:04}"
        self.like = 1 + number % 12
        self.heard = []

    def live(self):
        for text in (
            f"{self.subject} {self.word}",
            f"more like #{self.like}",
            "more",
        ):
            self.heard.append(self.raw.say(self.session, text))
        return self

    @property
    def told(self):
        return "".join(self.heard).replace("\\", "")


def _live(raw, count, at_once):
    people = [Person(raw, number) for number in range(count)]
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(Person.live, people))


def _check(people, engine):
    words = {person.word for person in people}
    for person in people:
        assert person.word in person.told
        assert [word for word in words - {person.word} if word in person.told] == []
        first = shown(person.heard[0])[:12]
        assert len(first) == 12
        assert set(LABEL.findall(person.told)) == {
            (str(person.like), first[person.like - 1], "liked")
        }


def _alone(engine, person):
    """Play the same conversation with the engine alone, with nobody else there."""
    from bot.handlers import Message, answer
    from engine.conversation import Conversation

    conversation = Conversation(library=engine.library)
    for text in (f"{person.subject} {person.word}", f"more like #{person.like}"):
        said = Message(text=text, columns=6, page_size=12)
        conversation = answer(engine, conversation, said).conversation
    return conversation


@pytest.mark.slow
def test_a_dozen_people_at_once_see_their_own_only(raw, engine):
    people = _live(raw, 12, 6)
    _check(people, engine)
    for person in people:
        assert shown(person.heard[0])[:12] == list(_alone(engine, person).shown[0][:12])


@pytest.mark.slow
def test_hundreds_of_people_at_once_see_their_own_only(raw, engine):
    _check(_live(raw, 200, 40), engine)


@pytest.mark.slow
def test_a_hundred_of_gradios_own_clients_see_their_own_only(address):
    from gradio_client import Client

    def live(number):
        client = Client(address, verbose=False, httpx_kwargs={"timeout": 120})
        said = f"{SUBJECTS[number % len(SUBJECTS)]} secret{number:04}"
        _, pictures, conversation = client.predict(said, None, "", api_name="/chat")
        like = pictures[number % 12]["id"]
        _, _, conversation = client.predict(
            f"more like #{number % 12 + 1}", conversation, "", api_name="/chat"
        )
        return number, said, like, conversation

    with ThreadPoolExecutor(10) as pool:
        lives = list(pool.map(live, range(100)))
    for number, said, like, conversation in lives:
        assert conversation["now"]["labels"] == [[like, "liked"]]
        assert f"secret{number:04}" in json.dumps(conversation["now"]["texts"])
        assert said.split(" secret")[0] in json.dumps(conversation["now"]["texts"])


def test_a_forged_session_is_an_empty_one(raw):
    ada = secrets.token_hex(6)
    raw.say(ada, "a sailing boat wordofada")
    for forged in (ada[:-1], ada.upper(), "x", "0", "admin", ada + "0"):
        heard = raw.say(forged, "undo")
        assert "wordofada" not in heard
        assert shown(heard) == [] or "wordofada" not in heard
    assert '"since":1' in raw.say(ada, "more").replace("\\", ""), "what ada said first is gone"
