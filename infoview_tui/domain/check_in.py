"""What there is to say at a check-in: news of their advice, or something for them; never an ask."""

from __future__ import annotations

from collections.abc import Iterable

from infoview_tui.domain.followup import Advice, AdviceState
from infoview_tui.domain.giving import ShelfItem
from infoview_tui.domain.wording import plural
from infoview_tui.values import dataclass

UPDATE = "check_in"
GIVE = "something_for_you"

GIVE_FIRST = "Find something to give first: n puts a link on the shelf."

_ASKS = ("request_cold", "request_introduced", "reminder", "offer")
_UPDATES = (UPDATE, "news")
_THANKS = ("thank_you", "close_loop")

WITH_A_MATTER = (*_ASKS, *_UPDATES, *_THANKS, GIVE)
"""Letters that are somebody's turn, or that settle it; a confirmation is neither."""


@dataclass(frozen=True)
class Opening:
    """What a check-in begins with; `kind` is its letter, "" where there is nothing to say.

    `advice` is news to tell and `item` something of the shelf that fits, with how many there are;
    `after_ask` tells that the last letter wanted something.
    """

    kind: str = ""
    advice: Advice | None = None
    advices: int = 0
    item: ShelfItem | None = None
    items: int = 0
    after_ask: bool = False

    @property
    def words(self) -> str:
        """`advice done, to tell`, `last: an ask. Give first.`; "" for nothing to say."""
        if self.kind == UPDATE and self.advice is not None:
            if self.advices > 1:
                return f"{self.advices} pieces of advice to tell"
            state = {AdviceState.DONE: "done, to tell", AdviceState.TRYING: "you are trying"}
            return f"advice {state.get(self.advice.state, 'to tell')}"
        shelf = f"{plural(self.items, 'thing')} on the shelf" if self.kind == GIVE else ""
        if self.after_ask:
            return f"last: an ask. {shelf or 'Give first.'}"
        return shelf


def is_ask(kind: str) -> bool:
    """Whether a letter of this kind wants something of its reader."""
    return kind in _ASKS


def last_word(kinds: Iterable[str]) -> str:
    """Return what the last letter with a matter did, the newest first: `ask`, `give`, `update`.

    "" where there was none, or where thanks have settled what was asked before.
    """
    for kind in kinds:
        if kind in _THANKS:
            return ""
        if is_ask(kind):
            return "ask"
        if kind == GIVE:
            return "give"
        if kind in _UPDATES:
            return "update"
    return ""


def next_letter(last: str, *, news: bool, gift: bool) -> str:
    """Choose the letter of a check-in: gives and updates by turns, and first a give after an ask.

    "" where there is neither news nor gift: no letter is better than one that says nothing.
    """
    turns = (GIVE, UPDATE) if last in ("ask", "update") else (UPDATE, GIVE)
    has = {UPDATE: news, GIVE: gift}
    return next((kind for kind in turns if has[kind]), "")


def to_tell(advice: Advice) -> bool:
    """Whether something came of advice that its giver was not told yet.

    What is not for me is worth telling once there is a reason for it.
    """
    if advice.state is AdviceState.TO_TRY:
        return False
    if advice.state is AdviceState.NOT_FOR_ME and not advice.result:
        return False
    told, moved = advice.reported_at, advice.moved_at
    return told is None or (moved is not None and moved > told)


def best_to_tell(advices: Iterable[Advice]) -> tuple[Advice, ...]:
    """Return what there is to tell, what is done first and the rest as it came."""
    order = (AdviceState.DONE, AdviceState.TRYING, AdviceState.NOT_FOR_ME)
    return tuple(
        sorted(filter(to_tell, advices), key=lambda each: (order.index(each.state), each.id))
    )


def opening(advices: Iterable[Advice], items: Iterable[ShelfItem], last: str) -> Opening:
    """Say what a check-in begins with: `items` fit the person and were not given to them yet."""
    news, gifts = best_to_tell(advices), tuple(items)
    return Opening(
        kind=next_letter(last, news=bool(news), gift=bool(gifts)),
        advice=next(iter(news), None),
        advices=len(news),
        item=next(iter(gifts), None),
        items=len(gifts),
        after_ask=last == "ask",
    )
