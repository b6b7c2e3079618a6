"""What ties goals and questions of several interviews together that are the same."""

from __future__ import annotations

from collections.abc import Mapping

from infoview_tui.content.library import bank
from infoview_tui.domain.answers import TopicKind
from infoview_tui.domain.threads import same_goal
from infoview_tui.storage.store import Store

# Words to compare have no capital letters, so that neither can be taken for a question's words.
_SHIPPED = "BANK "
_OWN = "OWN "


class Keys:
    """Gives the key of a goal or a question.

    A question of the bank goes by its number or, an own one, by its uid, so that it may get other
    words; what was typed in the words of one is that one. Anything else goes by its words.
    """

    def __init__(self, own: Mapping[int, str], words: Mapping[str, str]) -> None:
        self._own = own
        self._words = words

    def __call__(self, text: str, number: int | None = None, own: int | None = None) -> str:
        """Return the key of a goal, or of a line of a checklist."""
        if number is not None:
            return f"{_SHIPPED}{number}"
        if own is not None and own in self._own:
            return f"{_OWN}{self._own[own]}"
        return self.now(same_goal(text))

    def now(self, key: str) -> str:
        """Return what a key is now: words of the past may have come into the bank since."""
        return self._words.get(key, key)


def keys(store: Store, kind: TopicKind) -> Keys:
    """Return what gives the keys of a kind."""
    if kind is TopicKind.GOAL:
        return Keys({}, {})
    words = {same_goal(question.text): f"{_SHIPPED}{question.number}" for question in bank()}
    own = {}
    for id, uid, number, text, deleted in store.db.execute(
        "select id, uid, number, text, deleted_at from questions order by id"
    ).fetchall():
        own[id] = uid
        if text and deleted is None:
            key = f"{_OWN}{uid}" if number is None else f"{_SHIPPED}{number}"
            words.setdefault(same_goal(text), key)
    # An own question that got other words is still on old lists in those before.
    for id, text in store.db.execute(
        "select distinct question_id, text from checklist"
        " where question_id in (select id from questions) and deleted_at is null order by id"
    ).fetchall():
        words.setdefault(same_goal(text), f"{_OWN}{own[id]}")
    return Keys(own, words)
