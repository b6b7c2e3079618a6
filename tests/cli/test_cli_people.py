from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import time_machine

from infoview_tui.services.filters import save_filter
from infoview_tui.storage.store import Store

KEYS = {
    *("id", "name", "role", "organisation", "email", "phone", "found", "tags"),
    *("introduced_by", "stage", "last_contact", "next", "next_due", "cadence_days"),
    *("rhythm_days", "tier", "turn", "next_contact"),
}


@pytest.fixture
def dana(shell: Any) -> Any:
    shell(
        *("people", "add", "Dana Okafor", "--role", "curator", "--organisation", "City Museum"),
        *("--email", "dana@example.org", "--phone", "1", "--tag", "Museum", "--tag", "arts"),
        *("--found", "a fair", "--cadence", "90"),
    )
    return shell


def test_add_prints_the_id_alone(shell: Any) -> None:
    assert shell("people", "add", "Dana Okafor") == "1"
    assert shell("people", "add", "-Dash Name") == "2"


def test_list_as_json(dana: Any) -> None:
    dana("people", "add", "Ana Sá", "--introduced-by", "dana")
    ana, row = dana.json("people", "list")
    assert set(row) == KEYS
    assert row["tags"] == ["arts", "museum"]
    assert (row["stage"], row["last_contact"], row["cadence_days"]) == ("named", None, 90)
    assert (row["found"], row["organisation"]) == ("a fair", "City Museum")
    assert (ana["name"], ana["introduced_by"]) == ("Ana Sá", "Dana Okafor")


@pytest.mark.parametrize(
    ("terms", "names"),
    [
        ("dana", ["Dana Okafor"]),
        ("tag:MUSEUM", ["Dana Okafor"]),
        ("tag:muse", ["Dana Okafor"]),
        ("tag:use", []),
        ("stage:named sa", ["Ana Sá"]),
        ('organisation:"city mus" curator', ["Dana Okafor"]),
        ("name:okafor name:ana", ["Dana Okafor"]),
        ("name:ana", ["Ana Sá", "Dana Okafor"]),
        ("stage:met", []),
        ('"unclosed', []),
    ],
)
def test_filter(dana: Any, terms: str, names: list[str]) -> None:
    dana("people", "add", "Ana Sá")
    assert [row["name"] for row in dana.json("people", "list", "--filter", terms)] == names


def test_log_and_show(dana: Any, now: datetime) -> None:
    with time_machine.travel(now.timestamp(), tick=False):
        assert dana("people", "log", "dana", "met", "by", "-chance-") == "1"
        page = dana.json("people", "show", "dana")
        text = dana("people", "show", "1")
    assert set(page) > KEYS
    assert page["last_contact"] == "2026-11-23T14:30:00+00:00"
    assert page["timeline"] == [
        {"at": "2026-11-23T14:30:00+00:00", "kind": "contact", "text": "met by -chance-"}
    ]
    assert "City Museum" in text
    assert "2026-11-23 14:30  contact  met by -chance-" in text


def test_moments_carry_the_offset_of_the_zone(
    dana: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    with time_machine.travel(now.timestamp(), tick=False):
        dana("people", "log", "dana", "x")
    assert dana.json("people", "list")[0]["last_contact"] == "2026-11-23T20:00:00+05:30"


def test_edit_changes_only_what_is_given(dana: Any) -> None:
    dana("people", "edit", "dana", "--name", "Dana O.", "--cadence", "0", "--tag", "")
    row = dana.json("people", "list")[0]
    assert (row["name"], row["role"], row["cadence_days"]) == ("Dana O.", "curator", 0)
    assert row["tags"] == []
    dana.run("people", "edit", "dana", code=2)


def test_no_rhythm_is_not_the_usual_rhythm(dana: Any) -> None:
    dana("people", "add", "Kofi Mensah", "--cadence", "0")
    dana("people", "add", "Ana Sá")
    assert [row["cadence_days"] for row in dana.json("people", "list")] == [None, 90, 0]
    assert "cadence days" in dana("people", "show", "kofi")
    assert "cadence days" not in dana("people", "show", "3")


def test_an_ambiguous_name_lists_the_candidates(dana: Any) -> None:
    dana("people", "add", "Dan \x1b[2J Brown")
    message = dana.refused("people", "show", "dan")
    assert message.splitlines()[0] == "'dan' could be 2 people; give an id:"
    assert len(message.splitlines()) == 3
    assert "\x1b" not in message


@pytest.mark.parametrize("who", ["nobody", "", "9", "9" * 19, "9" * 5000])
def test_nobody_of_that_name(dana: Any, who: str) -> None:
    assert len(dana.refused("people", "show", who).splitlines()) == 1


def test_refused_and_wrong(shell: Any) -> None:
    assert shell.refused("people", "add", "  ") == "A person needs a name.\n"
    shell.run("people", "add", code=2)
    shell.run("people", "add", "A", "B", code=2)
    shell.run("people", "add", "A", "--cadence", "-1", code=2)


def test_an_empty_listing(shell: Any) -> None:
    result = shell.run("people", "list")
    assert result.stdout == ""
    assert "people add" in result.stderr
    assert shell.json("people", "list") == []


def test_a_stage_by_hand_and_back(dana: Any) -> None:
    dana("people", "edit", "dana", "--stage", "in-touch")
    assert dana.json("people", "list")[0]["stage"] == "in touch"
    dana("people", "edit", "dana", "--stage", "", "--role", "head curator")
    row = dana.json("people", "list")[0]
    assert (row["stage"], row["role"]) == ("named", "head curator")
    assert "not 'friend'" in dana.refused("people", "edit", "dana", "--stage", "friend")


def test_one_line_logs_with_several_and_names_its_day(dana: Any, now: datetime) -> None:
    dana("people", "add", "Kofi Mensah")
    with time_machine.travel(now.timestamp(), tick=False):
        words = ("people", "log", "dana", "yesterday:", "met", "--with", "kofi", "--with", "dana")
        result = dana.run(*words)
        assert result.stdout.split() == ["1", "2"]
        assert "Logged with Dana Okafor, Kofi Mensah, Sun 22 Nov 2026, yesterday." in result.stderr
        for row in dana.json("people", "list"):
            assert row["last_contact"] == "2026-11-22T12:00:00+00:00"
        message = dana.refused("people", "log", "dana", "spoke", "on", "2026-12-24")
        assert message.startswith("Thu 24 Dec 2026 has not come yet")


def test_the_list_is_sorted_by_any_column_and_filtered_by_what_is_kept(
    dana: Any, store: Store, now: datetime
) -> None:
    dana("people", "add", "Ana Sá", "--organisation", "Zoo", "--tag", "arts")
    save_filter(store, now, "arts", "tag:arts sort:-organisation")

    def names(*words: str) -> list[str]:
        return [row["name"] for row in dana.json("people", "list", *words)]

    assert names() == ["Ana Sá", "Dana Okafor"]
    assert names("--sort", "organisation") == ["Dana Okafor", "Ana Sá"]
    assert names("--filter", ":arts") == ["Ana Sá", "Dana Okafor"]
    assert names("--filter", ":arts -tag:museum") == ["Ana Sá"]
    kept = {"id": 1, "name": "arts", "terms": "tag:arts sort:-organisation"}
    assert dana.json("people", "filters") == [kept]
    assert "saved: arts" in dana.refused("people", "list", "--filter", ":museums")
    assert "sort: name, role" in dana.refused("people", "list", "--sort", "colour")
    assert "due: takes late" in dana.refused("people", "list", "--filter", "due:soon")


def test_what_they_did_before_and_care_for_is_shown(shell: Any) -> None:
    shell("people", "add", "Dana", "--role", "curator", "--interest", "ledgers", "--interest", "x")
    shell("people", "edit", "dana", "--role", "Curator in chief", "--correct")
    shell("people", "edit", "dana", "--role", "director", "--interest", "bees")
    data = shell.json("people", "show", "dana")
    assert (data["role"], data["interests"]) == ("director", ["bees"])
    assert [(p["role"], p["organisation"]) for p in data["positions"]] == [("Curator in chief", "")]
    assert (data["they_gave"], data["you_gave"], data["named"]) == (0, 0, [])
    (was,) = (event for event in data["timeline"] if event["kind"] == "position")
    assert was["text"].startswith("Curator in chief, until ")
    shown = shell("people", "show", "dana")
    assert "interests  bees" in shown
    assert "position  Curator in chief, until " in shown
    shell("people", "edit", "dana", "--interest", "")
    assert shell.json("people", "show", "dana")["interests"] == []
