"""What is looked at before a letter goes out: advice in words, never a lock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from infoview_tui.domain.letters import THANK_YOU, gap_free, gaps, words
from infoview_tui.values import dataclass

MOST_WORDS = {THANK_YOU: 150, "request_cold": 100, "request_introduced": 100}
"""What a busy reader still reads; a request under 100 words (SFU, after Dalton)."""

REQUESTS = frozenset({"request_cold", "request_introduced"})

_ASKS = re.compile(
    r"\?|\b(?:could|would|can|will) you\b|\bmay i ask\b|\bi would be grateful\b"
    r"|\bwould it be possible\b|\bi wonder if\b",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"\b(?:\d+|(?:twenty|thirty|forty|fifty)(?:-five)?|five|ten|fifteen)[- ]?min(?:ute)?s?\b"
    r"|\b(?:a quarter of an|half an|an|one) hour\b",
    re.IGNORECASE,
)
# SFU: no mention of jobs. "My first job" is a path and no request, so the words around count too.
_JOB_WORDS = re.compile(
    r"\b(?:vacanc(?:y|ies)|job (?:openings?|offers?|opportunit(?:y|ies)|search|application)"
    r"|openings|an opening|hir(?:e|es|ed|ing)|recruit\w*|a job|jobs|internships?|r[eé]sum[eé]|cv"
    r"|appl(?:y|ying|ication|ications) for|employ(?:ment|er|ers)?|a position|positions?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Check:
    """One thing looked at before a letter goes out."""

    ok: bool
    text: str


@dataclass(frozen=True)
class Known:
    """What is known of the matter: things that the letter may be expected to name."""

    key_points: Sequence[str] = field(default=())
    promises: Sequence[str] = field(default=())
    offers: Sequence[str] = field(default=())
    introducer: str = ""
    found: str = ""


def advice(
    kind: str, body: str, known: Known | None = None, *, subject: str = ""
) -> tuple[Check, ...]:
    """Say what a letter still lacks; it hinders nobody from sending.

    A thing counts as named when most of its words of four letters or more are in the letter.
    Without a key point noted, a letter is specific once nothing in it is a gap. The last check
    counts the gaps.
    """
    known = known or Known()
    open_gaps = len(gaps(body)) + len(gaps(subject))
    counted = Check(not open_gaps, f"{open_gaps or 'no'} gap{'' if open_gaps == 1 else 's'}")
    written = gap_free(f"{subject}\n{body}")
    if kind == THANK_YOU:
        return (*_thanks(written, known, complete=not open_gaps), *_length(kind, body), counted)
    if kind in REQUESTS:
        return (*_request(written, known, complete=not open_gaps), *_length(kind, body), counted)
    return (counted,)


def _thanks(written: str, known: Known, *, complete: bool) -> tuple[Check, ...]:
    points = known.key_points
    specific = any(_named(point, written) for point in points) if points else complete
    checks = [Check(specific, "one specific thing")]
    if known.offers:
        checks.append(Check(all(_named(o, written) for o in known.offers), "their offer named"))
    if known.promises:
        checks.append(Check(all(_named(p, written) for p in known.promises), "my promise named"))
    return (*checks, Check(_ASKS.search(written) is None, "no new request"))


def _request(written: str, known: Known, *, complete: bool) -> tuple[Check, ...]:
    """Check the points of a request that gets an answer (SFU after Dalton, awesomeatyourjob)."""
    checks = []
    if known.introducer:
        first = next(iter(known.introducer.split()))
        named = _word_set(first) <= _word_set(written)
        checks.append(Check(named, f"names {first}, who sent you"))
    elif known.found:
        checks.append(Check(_named(known.found, written), "says how you found them"))
    job = _JOB_WORDS.search(written)
    checks += [
        Check(complete, "something only they would read"),
        Check(_MINUTES.search(written) is not None, "asks for a number of minutes"),
        Check(job is None, f"no job words (“{job[0]}”)" if job else "no job words"),
    ]
    return tuple(checks)


def _length(kind: str, body: str) -> tuple[Check, ...]:
    count, most = words(body), MOST_WORDS[kind]
    return (Check(count <= most, f"{count} of {most} words"),)


def _word_set(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _named(thing: str, body: str) -> bool:
    wanted = _word_set(thing)
    wanted = {word for word in wanted if len(word) >= 4} or wanted
    return 2 * len(wanted & _word_set(body)) > len(wanted)
