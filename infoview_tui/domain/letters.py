"""How a letter is filled from what is known, and what is still to be written in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from infoview_tui.domain.followup import AdviceState
from infoview_tui.values import dataclass

THANK_YOU = "thank_you"

OPTIONAL = frozenset(
    {
        *("my_promise_line", "their_offer_line", "names_line", "extra_time_clause"),
        "link_clause",
    }
)
"""Placeholders that leave no trace when there is nothing to say; all others become gaps."""

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_PLACEHOLDER_OR_BRACE = re.compile(_PLACEHOLDER.pattern + "|[{}]")
_GAP = re.compile(r"\[([^\[\]]+)\]")
_SIGN_OFF = re.compile(r"\n\n[^\n]{1,40},\n+[^\n]+\Z")
_ROUND = str.maketrans("{}[]", "()()")

_ONES = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

# "Will" with a capital may be somebody's name.
_PROMISED = re.compile(r"(?:(?:[Ii]|[Ss]?[Hh]e|[Tt]hey)(?: will|['’]ll)|will|to)\s+")
_VERB = re.compile(
    r"(?:ask|bring|call|come|find|forward|give|introduce|keep|lend|let|look|meet|pass|put|read"
    r"|recommend|ring|send|share|show|speak|tell|try|write)\s",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:a|an|the|my|some|one|two|three)\s", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:that|how|what|when|where|which|who|whom|whose|why)\s")


@dataclass(frozen=True)
class Gap:
    """What the writer must still say; `start` to `end` takes in its brackets."""

    start: int
    end: int
    label: str


def fill(template: str, known: Mapping[str, str]) -> str:
    """Put what is known into a template, and a `[gap]` where it is not.

    A value is one line of text and never read again: its brackets and braces become
    parentheses, so that it cannot pass for a gap or a placeholder. A line that held
    nothing but optional placeholders without a value goes.
    """

    def put(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0].translate(_ROUND)
        value = _plain(known.get(name, ""))
        return value or ("" if name in OPTIONAL else f"[{name.replace('_', ' ')}]")

    kept = []
    for line in template.split("\n"):
        filled = _PLACEHOLDER_OR_BRACE.sub(put, line)
        if filled.strip() or not line.strip():
            kept.append(filled)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))


def gaps(text: str) -> tuple[Gap, ...]:
    """Return the `[gaps]` of a letter in order; `[]` is none."""
    return tuple(Gap(m.start(), m.end(), m[1]) for m in _GAP.finditer(text))


def gap_free(text: str) -> str:
    """Return a text without its gaps, the words in whose brackets say nothing yet."""
    return _GAP.sub(" ", text)


def words(body: str) -> int:
    """Count the words between greeting and sign-off; a gap or a placeholder counts as one."""
    text = _SIGN_OFF.sub("", body.strip())
    greeting, _, rest = text.partition("\n")
    if greeting.endswith(","):
        text = rest
    text = _PLACEHOLDER.sub("gap", _GAP.sub(" gap ", text))
    return sum(any(map(str.isalnum, word)) for word in text.split())


def thank_you_values(
    *,
    first_name: str,
    my_name: str,
    met: date,
    today: date,
    extra_minutes: int = 0,
    key_points: Sequence[str] = (),
    promises: Sequence[str] = (),
    offers: Sequence[str] = (),
    names: Sequence[str] = (),
) -> dict[str, str]:
    """Make the values of the thank-you from plain facts, in words that read well in it.

    `extra_minutes` are those that they offered, and `names` the people that they named and
    that are written to today. Only the first key point is used: one thing said well.
    """
    phrase, possessive = day_words(met, today)
    extra = f", and for the extra {minutes_words(extra_minutes)}" if extra_minutes > 0 else ""
    return {
        "their_first": first_name,
        "my_name": my_name,
        "day_phrase": phrase,
        "day_possessive": possessive,
        "extra_time_clause": extra,
        "key_point": key_point_clause(key_points[0]) if key_points else "",
        "my_promise_line": promise_line(promises),
        "their_offer_line": offer_line(offers),
        "names_line": f"I will write to {_listed(names)}." if names else "",
    }


def day_words(met: date, today: date) -> tuple[str, str]:
    """Return when it was and whose it is: `on Sunday` and `Sunday's` (conversation)."""
    days = (today - met).days
    if days == 0:
        return "today", "today's"
    if days == 1:
        return "yesterday", "yesterday's"
    if 1 < days < 7:
        return f"on {met:%A}", f"{met:%A}'s"
    return f"on {met.day} {met:%B}", "our"


def minutes_words(minutes: int) -> str:
    """Return a length as one says it: `twenty minutes`, `one minute`; from 100 in figures."""
    if 0 <= minutes < 20:
        number = _ONES.split()[minutes]
    elif 20 <= minutes < 100:
        tens, ones = divmod(minutes, 10)
        number = _TENS.split()[tens - 2] + (f"-{_ONES.split()[ones]}" if ones else "")
    else:
        number = str(minutes)
    return f"{number} minute{'' if minutes == 1 else 's'}"


def key_point_clause(key_point: str) -> str:
    """Make a note fit after "What stayed with me is".

    A note may be a clause, a few words or a sentence, so only one that opens like a clause
    (`that`, `how`, `why` ...) follows directly; `this:` reads well before anything else.
    """
    text = _bare(key_point)
    return f"this: {text}" if text and not _CLAUSE.match(text) else text


def promise_line(promises: Iterable[str]) -> str:
    """Say what one promised: `I will send you a summary.`; empty without a promise."""
    return _sentences(
        promises,
        to_do="I will {}.",
        thing="I will send you {}.",
        other="I have not forgotten what I promised: {}.",
    )


def offer_line(offers: Iterable[str]) -> str:
    """Give thanks for what they offered: `Thank you for offering the loan form.`; empty if none."""
    return _sentences(
        offers,
        to_do="Thank you for offering to {}.",
        thing="Thank you for offering {}.",
        other="Thank you for your offer: {}.",
    )


def to_do_clause(offer: str) -> str:
    """Make an offer fit after "you offered to": `introduce me to Selu`, `send me the loan form`."""
    text = _bare(offer)
    lowered = text[:1].lower() + text[1:]
    if promised := _PROMISED.match(text):
        return text[promised.end() :]
    if not text or _VERB.match(text):
        return lowered
    return f"send me {lowered}" if _ARTICLE.match(text) else f"help me with {text}"


def advised_clause(advice: str) -> str:
    """Make advice fit after "you advised me to": advice mostly says what to do."""
    text = _bare(advice)
    lowered = text[:1].lower() + text[1:]
    if promised := _PROMISED.match(text):
        return text[promised.end() :]
    if _ARTICLE.match(text) or _CLAUSE.match(text):
        return f"think of {lowered}"
    return lowered


def done_clause(state: AdviceState) -> str:
    """Say what one did with advice; "" while there is nothing to say of it."""
    return {
        AdviceState.DONE: "I did",
        AdviceState.TRYING: "I am trying it",
        AdviceState.NOT_FOR_ME: "I looked into it, and it is not for me",
    }.get(state, "")


def outcome_clause(state: AdviceState, result: str) -> str:
    """Say what came of advice; "" while that is not written down."""
    words = " ".join(result.split()).rstrip(" .!?")
    lead = "So far" if state is AdviceState.TRYING else "What came of it"
    return f"{lead}: {words}" if words else ""


def link_clause(title: str, link: str) -> str:
    """Say where a thing is to be found, after its title; "" where there is no link to add."""
    return f": {link}" if link and title not in link else ""


def _sentences(notes: Iterable[str], *, to_do: str, thing: str, other: str) -> str:
    """Put each note into the sentence that its first word asks for; `other` reads with anything."""
    said, rest = [], []
    for note in notes:
        text = _bare(note)
        lowered = text[:1].lower() + text[1:]
        if promised := _PROMISED.match(text):
            said.append(to_do.format(text[promised.end() :]))
        elif _VERB.match(text):
            said.append(to_do.format(lowered))
        elif _ARTICLE.match(text):
            said.append(thing.format(lowered))
        elif text:
            rest.append(text)
    if rest:
        said.append(other.format("; ".join(rest)))
    return " ".join(said)


def _plain(value: str) -> str:
    return " ".join(value.split()).translate(_ROUND)


def _bare(note: str) -> str:
    return " ".join(note.split()).rstrip(" .")


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
