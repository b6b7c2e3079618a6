"""What came of a threat, and the table of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Result:
    """`lost` and `stuck` count runs that broke a promise; `wrong` says how, for who has to mend it.

    `note` is measured, or says why nothing was run.
    """

    threat: str
    runs: int = 0
    lost: int = 0
    stuck: int = 0
    note: str = ""
    wrong: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        shown = self.runs > 0 or self.note.startswith("skipped")
        return shown and not (self.lost or self.stuck)

    def lose(self, how: str) -> None:
        self.lost += 1
        self.wrong.append(how)

    def stick(self, how: str) -> None:
        self.stuck += 1
        self.wrong.append(how)

    def add(self, other: Result) -> None:
        """Count the runs of another worker on the same threat."""
        self.runs += other.runs
        self.lost += other.lost
        self.stuck += other.stuck
        self.wrong += other.wrong


def table(results: Sequence[Result]) -> str:
    wide = max((len(r.threat) for r in results), default=0)
    lines = [f"{'threat':{wide}}  {'runs':>5}  {'lost':>4}  {'stuck':>5}  note"]
    lines += [
        f"{r.threat:{wide}}  {r.runs:5}  {r.lost:4}  {r.stuck:5}  {r.note}".rstrip()
        for r in results
    ]
    return "\n".join(lines)
