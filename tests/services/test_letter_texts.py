"""Each letter as it comes out, with nothing known and with everything: the texts one would send.

`python -m tests.services.test_letter_texts` writes them anew; read what changed.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.content.library import letter_templates
from infoview_tui.services.agreed_time import extend
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import draft_letter, mark_sent
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person, introduce
from infoview_tui.services.prepare import add_goal
from infoview_tui.storage.store import Store

HERE = Path(__file__).with_name("letters")
ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
DAY = timedelta(days=1)
KINDS = [template.kind for template in letter_templates()]


def nothing_known(store: Store) -> tuple[int, int | None]:
    return add_person(store, NOW, name="Dana"), None


def all_known(store: Store) -> tuple[int, int | None]:
    """Somebody met yesterday, who was asked before and who led to somebody met since."""
    for name, value in {
        "name": "Wren Castillo",
        "line": "a night archivist who gives tours",
        "phone": "+351 555 0100",
        "exploring": "museum collections",
    }.items():
        with store.write():
            store.change_setting(NOW, name, value)
    priya = add_person(store, NOW - 90 * DAY, name="Priya Raman")
    dana = add_person(
        store,
        NOW - 30 * DAY,
        name="Dana Okafor",
        role="curator",
        organisation="City Museum",
        found="your talk on loans",
    )
    introduce(store, NOW - 30 * DAY, person_id=dana, introducer_id=priya, may_mention=True)
    asked = draft_letter(store, NOW - 20 * DAY, ZONE, "request_cold", dana)
    mark_sent(store, NOW - 20 * DAY, asked)
    met = NOW - DAY
    talk = book(store, met, [dana], starts_at=met, zone="Europe/Lisbon", place="+351 555 0142")
    add_goal(store, met, talk, "How people get in")
    add_goal(store, met, talk, "What an ordinary week holds")
    start(store, met, talk)
    for line in (
        "! a certificate counts more than a degree",
        "> send a summary",
        "< introduce me to Mai",
        "@ Mai Tran, registrar",
        "+ learn the loan forms by heart",
    ):
        capture(store, met, line, interview_id=talk, person_id=dana)
    extend(store, met, talk)
    end(store, met + timedelta(minutes=24), talk, ZONE)
    mai = store.people.where("t.name='Mai Tran'")[0].id
    later = NOW - timedelta(hours=3)
    other = book(store, later, [mai], starts_at=later, zone="Europe/Lisbon")
    start(store, later, other)
    end(store, later + timedelta(minutes=20), other, ZONE)
    return dana, talk


WORLDS = {"nothing-known": nothing_known, "all-known": all_known}


def written(store: Store, world: str) -> str:
    dana, talk = WORLDS[world](store)
    parts = []
    for template in letter_templates():
        about = talk if template.kind in ("confirmation", "thank_you") else None
        letter = store.letters.get(draft_letter(store, NOW, ZONE, template.kind, dana, about))
        parts.append(f"=== {letter.kind} ===\nSubject: {letter.subject}\n\n{letter.body}\n")
    return "\n".join(parts)


@pytest.mark.parametrize("world", WORLDS)
def test_every_letter_reads_as_it_was_meant_to(store: Store, world: str) -> None:
    assert written(store, world) == (HERE / f"{world}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    for name in WORLDS:
        with TemporaryDirectory() as folder:
            found = Store(Path(folder) / "infoview.db")
            (HERE / f"{name}.txt").write_text(written(found, name), encoding="utf-8")
            found.close()
