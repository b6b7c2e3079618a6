"""What the page of Today is given says the same as all of it, however many check-ins are late."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.due import Due, Group, Habits, counts, one_a_person
from infoview_tui.domain.followup import Side
from infoview_tui.domain.people import Stage, Tier
from infoview_tui.services import letters, meeting, today
from infoview_tui.services.hosting import log_request
from infoview_tui.services.interviews import book
from infoview_tui.services.notes import quick_note
from infoview_tui.services.people import add_person, introduce
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.promises import add_promise
from infoview_tui.services.rhythm import pause
from infoview_tui.services.snooze import snooze
from infoview_tui.services.stages import set_stages
from infoview_tui.storage.store import Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MOST = 1


def live(store: Store, chance: random.Random) -> None:
    """Fill a database with people, most of whom have not been written to for long."""
    zone = ZoneInfo("Europe/Lisbon")

    def ago(least: int, most: int) -> datetime:
        return NOW - timedelta(hours=chance.randint(24 * least, 24 * most))

    ids = []
    for number in range(40):
        days = chance.choice([None, None, 0, 7, 30, 90, 365])
        tier = chance.choice([None, *Tier]) if days is None else None
        id = add_person(
            store, ago(300, 400), name=f"Person{number:02}", cadence_days=days, tier=tier
        )
        ids.append(id)
        if chance.random() < 0.9:
            log_contacts(store, NOW, [id], "spoke", ago(chance.choice([0, 90]), 299))
    for id in ids:
        match chance.randrange(18):
            case 0:
                due = NOW.date() + timedelta(days=chance.randint(-200, 9))
                add_promise(store, NOW, id, chance.choice(list(Side)), "the list", due)
            case 1:
                sent = ago(3, 30)
                letter = letters.draft_letter(store, sent, zone, "request_cold", id)
                letters.mark_sent(store, sent, letter)
            case 2:
                snooze(store, ago(0, 90), f"check_in:{id}", (NOW + 9 * DAY).date(), zone)
            case 3:
                pause(store, NOW, id, on=True)
            case 4:
                set_stages(store, ago(0, 60), {id: Stage.RESTING})
            case 5:
                book(store, NOW, [id], starts_at=NOW + chance.randint(-9, 9) * DAY, zone="UTC")
            case 6:
                begun = ago(0, 20)
                talk = book(store, begun, [id, chance.choice(ids)], starts_at=begun, zone="UTC")
                meeting.start(store, begun, talk)
                meeting.end(store, begun + timedelta(minutes=20), talk, zone)
            case 7 | 12 | 13:
                by = chance.choice([other for other in ids if other != id])
                introduce(store, ago(9, 30), person_id=id, introducer_id=by)
                begun = ago(0, 8)
                talk = book(store, begun, [id], starts_at=begun, zone="UTC")
                meeting.start(store, begun, talk)
                meeting.end(store, begun + timedelta(minutes=20), talk, zone)
                letter = letters.draft_letter(store, begun, zone, "thank_you", id, talk)
                letters.mark_sent(store, begun + DAY / 8, letter)
            case 8 | 10 | 11:
                quick_note(
                    store, ago(31, 59), "+ try the archive", person=store.people.get(id).name
                )
            case 9:
                log_request(store, ago(0, 9), "UTC", store.people.get(id).name, "wants a talk")


def grouped(rows: tuple[Due, ...], group: Group) -> list[Due]:
    return [row for row in rows if row.group is group]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_rows_and_all_counts_are_those_of_everything(
    store: Store, monkeypatch: pytest.MonkeyPatch, seed: int, zone: str
) -> None:
    live(store, random.Random(seed))
    monkeypatch.setattr(today, "_MOST_CHECK_INS", MOST)
    there, habits = ZoneInfo(zone), Habits()
    everything = today.due_rows(store, NOW, there, habits)
    listed = today.listed(store, NOW, there, habits)
    assert listed.more > 0
    due = one_a_person(grouped(everything, Group.DUE))
    few = one_a_person(grouped(listed.rows, Group.DUE))
    assert counts(few, listed.more) == counts(due)
    assert few[:MOST] == due[:MOST]
    for group in (Group.NEXT, Group.INBOX):
        assert grouped(listed.rows, group) == grouped(everything, group)
