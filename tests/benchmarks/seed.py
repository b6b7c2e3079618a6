"""A database as large as a life: `python -m tests.benchmarks.seed PATH --people 10000`.

The same figures give the same rows, so that two runs can be compared. What happened to whom is
drawn as it goes in life: most people are only named, most requests are answered, most talks are
thanked for; some requests are silent and some talks are still to come.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from infoview_tui.storage.rows import store_moment
from infoview_tui.storage.store import Store

FIRST = ("Dana", "Tomás", "Mai", "Ingrid", "Kofi", "Oleksandr", "Zofia", "Priya", "Hana", "Léa")
LAST = ("Okafor", "Herrera", "Tran", "Solheim", "Mensah", "Bondar", "Nowak", "Raman", "Sato")
ROLES = ("curator", "archivist", "registrar", "conservator", "educator", "head of loans")
WORDS = ("certificate", "loans", "lenders", "paper", "volunteer", "evening course", "ledgers")
TAGS = ("museum", "archive", "nonprofit", "curators", "paper", "loans", "city", "abroad")
KINDS = ("note", "note", "note", "key_point", "quote", "my_promise", "their_offer", "advice")
DAYS = 1500


@dataclass(frozen=True)
class Sizes:
    """How many of each there are to be."""

    people: int = 10_000
    interviews: int = 5_000
    notes: int = 100_000
    letters: int = 20_000
    promises: int = 20_000


class Seeder:
    """Fills an empty store."""

    def __init__(self, store: Store, now: datetime, sizes: Sizes) -> None:
        self.store = store
        self.now = now
        self.sizes = sizes
        self.chance = random.Random(1)

    def fill(self) -> None:
        """Write everything in one transaction."""
        with self.store.write():
            self._people()
            self._interviews()
            self._letters()
            self._follow_ups()

    def ago(self, days: float) -> str:
        """Return the moment so many days ago, as it is stored."""
        return store_moment(self.now - timedelta(days=days))

    def put(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        """Insert rows, each with an id by its place."""
        made = [
            {"id": n, "uid": f"{table}-{n}", "version": 1, "written_on": "pts/1", **row}
            for n, row in enumerate(rows, 1)
        ]
        if made:
            names = ", ".join(made[0])
            marks = ", ".join("?" * len(made[0]))
            self.store.db.conn.executemany(
                f'insert into "{table}" ({names}) values ({marks})',
                [tuple(row.values()) for row in made],
            )

    def _people(self) -> None:
        chance, many = self.chance, self.sizes.people
        places = max(1, many // 20)
        self.put("organisations", ({"name": f"House {n}"} for n in range(places)))
        self.put("tags", ({"name": name} for name in TAGS))
        self.put(
            "people",
            (
                {
                    "name": f"{chance.choice(FIRST)} {chance.choice(LAST)} {n}",
                    "role": chance.choice(ROLES),
                    "organisation_id": chance.randint(1, places),
                    "email": f"person{n}@example.org",
                    "created_at": self.ago(chance.uniform(0, DAYS)),
                }
                for n in range(many)
            ),
        )
        self.put(
            "people_tags",
            (
                {"person_id": n, "tag_id": tag}
                for n in range(1, many + 1)
                for tag in chance.sample(range(1, len(TAGS) + 1), chance.randint(0, 2))
            ),
        )
        self.put(
            "introductions",
            (
                {
                    "person_id": n,
                    "introducer_id": chance.randint(1, n - 1),
                    "created_at": self.ago(chance.uniform(0, DAYS)),
                }
                for n in range(2, many + 1, 3)
            ),
        )

    def _interviews(self) -> None:
        chance, many = self.chance, self.sizes.interviews
        talks, who = [], []
        for n in range(many):
            # One of two hundred is still to come, in the next two weeks.
            days = -chance.uniform(0, 14) if n % 200 == 0 else chance.uniform(0.1, DAYS)
            held, thanked = days > 0, days > 1 and chance.random() < 0.995
            who.append(chance.randint(1, self.sizes.people))
            talks.append(
                {
                    "mode": chance.choice(("phone", "video", "in-person")),
                    "agreed_minutes": 20,
                    "host": int(n % 25 == 0),
                    "extension_minutes": 5 * (n % 7 == 0),
                    "zone": "Europe/Lisbon",
                    "created_at": self.ago(days + 10),
                    "starts_at": self.ago(days),
                    "started_at": self.ago(days) if held else None,
                    "ended_at": self.ago(days - 0.014) if held else None,
                    "debriefed_at": self.ago(days - 0.02) if held else None,
                    "thanked_at": self.ago(days - 0.5) if thanked else None,
                }
            )
        self.put("interviews", talks)
        self.put(
            "interview_people",
            ({"interview_id": n, "person_id": id} for n, id in enumerate(who, 1)),
        )
        self.put(
            "goals",
            (
                {"interview_id": n, "position": k, "text": f"Goal {chance.randint(1, 300)}"}
                for n in range(1, many + 1)
                for k in range(2)
            ),
        )
        self.put(
            "checklist",
            (
                {
                    "interview_id": n,
                    "position": k,
                    "text": f"Question {k}",
                    "kind": "core",
                    "state": chance.choice(("asked", "asked", "partly", "open")),
                    "goal_id": 2 * n - 1 + k % 2,
                    "bank": chance.randint(1, 44),
                }
                for n in range(1, many + 1)
                for k in range(5)
            ),
        )
        self.put("notes", (self._note(n, who) for n in range(self.sizes.notes)))

    def _note(self, n: int, who: list[int]) -> dict[str, Any]:
        chance, talk = self.chance, n % max(1, self.sizes.interviews)
        words = " ".join(chance.choices(WORDS, k=6))
        return {
            "kind": chance.choice(KINDS),
            "body": f"{words} {n}",
            "at": self.ago(chance.uniform(0, DAYS)),
            "interview_id": talk + 1 if who else None,
            "person_id": who[talk] if who else chance.randint(1, self.sizes.people),
            "item_id": 5 * talk + 1 + n % 5 if who else None,
            "offset_seconds": n % 1200,
        }

    def _letters(self) -> None:
        self.put("letters", (self._letter() for _ in range(self.sizes.letters)))

    def _letter(self) -> dict[str, Any]:
        chance = self.chance
        kind = chance.choice(("request_cold", "confirmation", "thank_you", "check_in"))
        days = chance.uniform(0, DAYS)
        # One of thirty requests is silent, and one of a hundred letters was never sent.
        answered = kind == "request_cold" and chance.random() < 0.97
        sent = chance.random() < 0.99
        return {
            "person_id": chance.randint(1, self.sizes.people),
            "kind": kind,
            "subject": "A conversation",
            "body": " ".join(chance.choices(WORDS, k=80)),
            "created_at": self.ago(days + 0.2),
            "sent_at": self.ago(days) if sent else None,
            "channel": "e-mail" if sent else None,
            "answered_at": self.ago(days - 1) if sent and answered else None,
        }

    def _follow_ups(self) -> None:
        chance, many = self.chance, self.sizes.promises
        rows = []
        for n in range(many):
            days = chance.uniform(-7, DAYS)
            kept = days > 0 and chance.random() < 0.995
            rows.append(
                {
                    "person_id": chance.randint(1, self.sizes.people),
                    "side": chance.choice(("mine", "theirs")),
                    "body": f"send the list {n}",
                    "due": self.ago(days)[:10],
                    "created_at": self.ago(days + 5),
                    "kept_at": self.ago(days + 1) if kept else None,
                }
            )
        self.put("promises", rows)
        self.put(
            "advice",
            (
                {
                    "person_id": chance.randint(1, self.sizes.people),
                    "body": f"try it {n}",
                    "state": chance.choice(("to try", "trying", "done", "not for me")),
                    "created_at": self.ago(chance.uniform(0, DAYS)),
                }
                for n in range(many // 4)
            ),
        )


def main(arguments: list[str]) -> int:
    """Write the database that the arguments ask for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.seed", description=__doc__)
    parser.add_argument("path", type=Path)
    for name, most in vars(Sizes()).items():
        parser.add_argument(f"--{name}", type=int, default=most)
    given = vars(parser.parse_args(arguments))
    path = given.pop("path")
    if path.exists():
        sys.stderr.write(f"{path} is there already; name a new file.\n")
        return 1
    store = Store(path)
    Seeder(store, datetime.now(UTC), Sizes(**given)).fill()
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
