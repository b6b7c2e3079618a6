from __future__ import annotations

import ast
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import infoview_tui
from infoview_tui.storage.opened import opened

SOURCES = Path(infoview_tui.__file__).parent
WRITES = re.compile(r"\b(insert|update|delete|replace)\b", re.IGNORECASE)


def test_no_statement_that_writes_begins_with_with() -> None:
    found = [
        node.value
        for file in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"\s*with\s", node.value, re.IGNORECASE)
        and "select" in node.value
    ]
    assert found
    assert not [text for text in found if WRITES.search(text)]


def test_what_is_written_outside_a_transaction_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(opened(sqlite3.connect(path))) as db:
        db.execute("create table t (a text)")
        db.execute("insert into t values (?)", ["kept"])
        assert not db.conn.in_transaction
    with closing(opened(sqlite3.connect(path))) as db:
        assert list(db.query("select a from t")) == [{"a": "kept"}]
        assert db.execute("with x as (select a from t) select a from x").fetchall() == [("kept",)]


def test_a_reading_holds_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(opened(sqlite3.connect(path))) as db:
        db.execute("create table t (a text)")
        db.table("t").insert_all({"a": str(n)} for n in range(500))
        rows = db.query("select a from t")
        assert next(rows) == {"a": "0"}
        with closing(sqlite3.connect(path, timeout=0)) as other, other:
            other.execute("insert into t values ('more')")
        assert len(list(rows)) == 499
