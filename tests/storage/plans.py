"""What SQLite would read in full for a statement, whatever is in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from infoview_tui.storage.store import Store

BIG = frozenset(
    (
        "people",
        "people_tags",
        "positions",
        "interests",
        "introductions",
        "contacts",
        "interviews",
        "interview_people",
        "pauses",
        "goals",
        "checklist",
        "interview_points",
        "ticks",
        "facts",
        "notes",
        "debrief_answers",
        "promises",
        "advice",
        "letters",
        "letter_versions",
        "gives",
        "requests",
        "suggestions",
        "merges",
        "organisations",
    )
)

"""Tables that grow with the people one knows, and with what happens with them."""

_NAMED = re.compile(
    r'\b(?:from|join|update|into)\s+"?(\w+)"?(?:\s+(?:as\s+)?(\w+))?', re.IGNORECASE
)
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
_NO_ALIAS = frozenset(("where", "join", "on", "order", "group", "left", "set", "union", "limit"))


class Reads:
    """Tables that were read in full, with a statement that did, by the use-case that sent it."""

    def __init__(self, store: Store) -> None:
        self.db = store.db.conn
        self.found: dict[str, dict[str, str]] = {}
        self.sent = 0
        # What is not settled yet is few rows however many there are.
        self._partial = {
            name
            for name, sql in self.db.execute("select name, sql from sqlite_master")
            if "where" in (sql or "")
        }
        self._known: dict[str, set[str]] = {}

    @contextmanager
    def by(self, use_case: str) -> Iterator[None]:
        """Look at all that is sent meanwhile."""
        statements: list[str] = []
        self.db.set_trace_callback(statements.append)
        try:
            yield
        finally:
            self.db.set_trace_callback(None)
        self.sent += len(statements)
        for sql in dict.fromkeys(statements):
            for table in self._in_full(sql):
                self.found.setdefault(use_case, {}).setdefault(table, " ".join(sql.split()))

    def _in_full(self, sql: str) -> set[str]:
        if not sql.lstrip().lower().startswith(("select", "with", "insert", "update", "delete")):
            return set()
        shape = re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", sql)
        if shape not in self._known:
            self._known[shape] = {*self._scanned(sql)}
        return self._known[shape]

    def _scanned(self, sql: str) -> Iterator[str]:
        tables: dict[str, set[str]] = {}
        for table, alias in _NAMED.findall(sql):
            tables.setdefault(table, set()).add(table)
            if alias and alias.lower() not in _NO_ALIAS:
                tables.setdefault(alias, set()).add(table)
        for row in self.db.execute(f"explain query plan {sql}").fetchall():
            scan = _SCAN.match(row[3])
            if scan and scan[2] not in self._partial:
                yield from tables.get(scan[1], set()) & BIG

    @staticmethod
    def words(found: dict[str, dict[str, str]]) -> str:
        """List what was read in full, a line each."""
        return "\n".join(
            f"{use_case} reads all of {table}: {sql}"
            for use_case, tables in found.items()
            for table, sql in tables.items()
        )
