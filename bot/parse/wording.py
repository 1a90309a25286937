"""From what was read of a sentence to its actions, in the order of the message."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.parse.actions import Action, Avoid, Query, Reset
from bot.parse.jobs import Item, Words
from bot.parse.labels import labels
from bot.parse.places import Places
from bot.parse.sweeping import Judged
from bot.parse.tokens import Kind
from bot.parse.words import ENGLISH

TEXT = 500
"""Characters of text that one search carries; the model reads about 77 tokens."""

_ELIDED = re.compile(r"^(?:[dl]|un)['’](?=\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """Gives the words of one message to the actions that its items are."""

    text: str
    places: Places

    def slice(self, start: int, end: int, *, bare: bool = False) -> str:
        """Give the text between two tokens; `bare` leaves a French or Italian article aside."""
        tokens = self.places.tokens[start:end]
        if not tokens:
            return ""
        if len(tokens) == 1 and tokens[0].kind is Kind.QUOTE:
            return self.text[tokens[0].start + 1 : tokens[0].end - 1].strip()[:TEXT]
        text = self.text[tokens[0].start : tokens[-1].end].strip()[:TEXT].strip()
        text = _ELIDED.sub("", text, count=1) if bare else text
        return text.rstrip(")") if "(" not in text else text

    def trimmed(self, begin: int, end: int, *, cued: bool) -> int:
        """Leave aside what ends a stretch politely ("please", "instead"; "ones" after a cue)."""
        roles = ("courtesy", "instead", "trailing_text") if cued else ("courtesy", "instead")
        while size := next(
            (
                size
                for size in range(min(5, end - begin - 1), 0, -1)
                if any(self.places.size(role, end - size) == size for role in roles)
            ),
            0,
        ):
            end -= size
        return end

    def _elides(self) -> bool:
        return self.places.words.language != ENGLISH

    def actions(self, items: Sequence[Item]) -> list[Action]:
        """Turn items into actions; all judgements become one label, where the first stands."""
        actions: list[Action] = []
        judged = [item for item in items if isinstance(item, Judged)]
        refining, labelled = bool(judged), False
        for item in items:
            if isinstance(item, Words):
                action = self._text_action(item, refining=refining)
                refining = refining or isinstance(action, Query)
                fresh = item.job == "new" and not judged
                actions.extend([Reset(what="labels")] if action and fresh else [])
                actions.extend([action] if action else [])
            elif not labelled:
                actions.extend(labels(judged, self.places.screen))
                labelled = True
        return actions

    def _text_action(self, words: Words, *, refining: bool) -> Action | None:
        text = self.slice(words.start, words.end, bare=words.cued and self._elides())
        if not any(letter.isalnum() for letter in text) and not words.cued and refining:
            return None
        if not text:
            return None
        if words.job == "avoid":
            return Avoid(text=text)
        if words.job in ("search", "new"):
            return Query(mode="refine" if refining else "new", text=text)
        return Query(mode=words.job, text=text)
