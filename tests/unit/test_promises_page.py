from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_promise_names_tests_that_are_there() -> None:
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    tests = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("*.py"))
    there = set(re.findall(r"def (test_\w+)|^(Test\w+) = ", tests, re.MULTILINE))
    known = {name for names in there for name in names if name}
    named = re.findall(r"`([Tt]est_?\w+)`", page)
    assert set(named) <= known, sorted(set(named) - known)
    promises = page.partition("## The promises")[2].partition("## What is not promised")[0]
    for promise in re.split(r"^\d+\. ", promises, flags=re.MULTILINE)[1:]:
        assert re.search(r"`[Tt]est", promise), promise
