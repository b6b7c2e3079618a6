from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.services.example import load_example
from infoview_tui.storage.store import Store


@pytest.fixture
def example(shell: Any, store: Store, zone: ZoneInfo) -> Any:
    """A shell over the example, which is of these weeks."""
    load_example(store, datetime.now(zone), zone)
    return shell


def test_figures_are_counted_with_their_cases(example: Any) -> None:
    found = {each["figure"]: each for each in example.json("insights")}
    assert list(found)[:4] == ["requests", "replies", "meetings", "other_meetings"]
    replies = found["replies"]
    assert replies["of"] == found["requests"]["count"] == len(replies["cases"])
    assert replies["count"] == len(replies["ids"]) == sum(c["counts"] for c in replies["cases"])
    assert replies["kind"] == "letter"
    assert {"kind", "id", "person", "person_id", "at", "what", "counts"} == set(replies["cases"][0])
    assert found["requests"]["of"] is None
    interviews = {row["id"] for row in example.json("interviews", "list")}
    assert set(found["meetings"]["ids"]) <= interviews
    shown = example("insights")
    assert f"Replies                {replies['count']}" in shown
    assert f"{replies['count']} of {replies['of']}" in shown
    assert "Other meetings" not in shown


def test_a_period_is_any_day_or_length(example: Any) -> None:
    of_all = {each["figure"]: each["count"] for each in example.json("insights", "--since", "all")}
    for since in ("3mo", "3m", "yesterday"):
        result = example.run("insights", "--since", since)
        assert result.stderr.startswith("Counted since "), since
    early = example.json("insights", "--since", "all", "--until", "60 days ago")
    late = example.json("insights", "--since", "59 days ago")
    counts = {each["figure"]: each["count"] for each in early}
    for each in late:
        if each["figure"] in ("requests", "meetings_a_month", "introductions"):
            counts[each["figure"]] += each["count"]
            assert counts[each["figure"]] == of_all[each["figure"]]
    assert "still ahead" in example.refused("insights", "--since", "tomorrow")
    assert "not a date" in example.refused("insights", "--until", "soon")


def test_nothing_is_said_kindly(shell: Any) -> None:
    result = shell.run("insights")
    assert result.stdout == ""
    assert "Numbers begin with the first request." in result.stderr
    assert shell.json("insights")[0] == {
        **{"figure": "requests", "label": "Requests sent", "count": 0, "of": None, "words": ""},
        **{"kind": None, "ids": [], "cases": []},
    }
    assert "draws the first line" in shell.run("introductions").stderr


def test_the_tree_in_each_form(example: Any, tmp_path: Path) -> None:
    text = example("introductions").splitlines()
    assert text[0].startswith("Priya Raman  head of loans, Textile Hall · in touch · the volunteer")
    assert text[1].startswith("  Dana Okafor  curator, City Museum · met · Priya thanked for it:")
    assert text[2].startswith("    Mai Tran")
    line = example("introductions", "--person", "mai").splitlines()
    assert [each.strip().split()[0] for each in line] == ["Priya", "Dana", "Mai"]
    assert "- **Priya Raman**" in example("introductions", "--format", "markdown")
    graph = example("introductions", "--format", "dot")
    assert '[label="Mai Tran"];' in graph
    assert graph.startswith("digraph introductions {")
    rows = example.json("introductions")
    assert json.loads(example("introductions", "--format", "json")) == rows
    by_name = {row["person"]: row for row in rows}
    mai = by_name["Mai Tran"]
    assert (mai["introduced_by"], mai["depth"], mai["stage"]) == ("Dana Okafor", 2, "named")
    assert (mai["may_mention"], mai["met"], mai["thanked"]) == (True, False, False)
    assert by_name["Priya Raman"]["introduced_by"] is None
    assert by_name["Priya Raman"]["below"] == 4


def test_the_name_of_a_file_chooses_the_form(example: Any, tmp_path: Path) -> None:
    for name, begins in (("a.dot", "digraph"), ("a.md", "# Who led"), ("a.txt", "Priya Raman")):
        to = tmp_path / name
        said = example.run("introductions", "--output", str(to))
        assert said.stdout == ""
        assert f"The tree is {to}" in said.stderr
        assert to.read_text("utf-8").startswith(begins)
        assert to.stat().st_mode & 0o777 == 0o600
    assert "is there already" in example.refused(
        "introductions", "--output", str(tmp_path / "a.md")
    )
