"""A choice in the line: it has the keys until it is answered or left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field

from infoview_tui.values import dataclass
from infoview_tui.widgets.line import Question

Step = Callable[[], Awaitable[None]]


async def _nothing() -> None:
    return


@dataclass(frozen=True)
class Choice(Question):
    """Several answers, each with its key.

    Attributes:
        answers: what each key does.
        words: what each key is called, for the footer.
        left: what escape does.
    """

    answers: Mapping[str, Step] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    left: Step = _nothing

    @classmethod
    def of(cls, text: str, answers: Mapping[str, tuple[str, Step]], left: Step) -> Choice:
        """Make one of the answers by key: what each is called, and what it does."""
        words = {key: name for key, (name, _step) in answers.items()}
        steps = {key: step for key, (_name, step) in answers.items()}
        said = "  ".join(f"{key} {name}" for key, name in words.items())
        return cls(f"{text}  {said}", "", left, answers=steps, words=words, left=left)

    def step(self, key: str) -> Step | None:
        """Return what a key does here, None for nothing."""
        return self.left if key == "escape" else self.answers.get(key)
