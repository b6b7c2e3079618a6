from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_promise_names_tests_that_exist() -> None:
    promises = (ROOT / "SECURITY.md").read_text(encoding="utf-8").split("## What is not")[0]
    tests = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    there = set(re.findall(r"(?m)^(?:async )?def (test_\w+)|^(Test\w+) =", tests))
    names = {one or other for one, other in there}
    for promise in re.findall(r"(?ms)^\d\. .*?(?=^\d\. |\Z)", promises):
        named = re.findall(r"`(test_\w+|Test\w+)`", promise)
        assert named, promise
        assert set(named) <= names, set(named) - names
