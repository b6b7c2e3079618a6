"""What becomes of each field of two entries of one person."""

from __future__ import annotations

from infoview_tui.domain.merging import Fate, past_work, settle


def fates(kept: dict[str, str], gone: dict[str, str]) -> dict[str, Fate]:
    names = ("name", "role", "organisation", "email")
    sides = settle({n: kept.get(n, "") for n in names}, {n: gone.get(n, "") for n in names})
    return {side.column: side.fate for side in sides if side.gone}


def test_what_is_empty_is_filled_and_what_differs_is_kept_beside() -> None:
    kept = {"name": "Dana Okafor", "role": "curator"}
    gone = {"name": "Dana Okafor", "organisation": "City Museum", "email": "d@example.org"}
    assert fates(kept, gone) == {
        "name": Fate.SAME,
        "organisation": Fate.FILLS,
        "email": Fate.FILLS,
    }
    assert fates({**kept, "email": "dana@example.org"}, gone)["email"] is Fate.NOTED


def test_half_of_another_job_fills_nothing_in() -> None:
    kept = {"name": "Ines", "role": "registrar"}
    gone = {"name": "Ines", "role": "conservator", "organisation": "National Museum"}
    assert fates(kept, gone) == {
        "name": Fate.SAME,
        "role": Fate.PAST,
        "organisation": Fate.PAST,
    }
    names = ("role", "organisation")
    sides = settle({n: kept.get(n, "") for n in names}, {n: gone[n] for n in names})
    assert past_work(sides) == {"role": "conservator", "organisation": "National Museum"}
