"""Writes docs/keys.md and docs/schema.md from the command table and the migrations.

`python -m docs.generate` writes them, `--check` fails when they are not current.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from infoview_tui.commands import keys_text
from infoview_tui.storage.store import Store

HERE = Path(__file__).parent


def schema_text() -> str:
    """Describe every table as the migrations make it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "schema.db")
        lines = [
            "# The database",
            "",
            "One SQLite file, made to be opened with sqlite-utils, datasette or the sqlite3 shell.",
            "Moments are UTC in ISO 8601, days `YYYY-MM-DD`. A row with `deleted_at` is out of",
            "sight and can be brought back; `version` counts its changes.",
            "",
        ]
        for table in sorted(store.db.tables, key=lambda table: table.name):
            if table.name.startswith(("_", "sqlite_")):
                continue
            refers = {key.column: key.other_table for key in table.foreign_keys}
            lines += [f"## {table.name}", "", "| column | type | refers to |", "|---|---|---|"]
            for column in table.columns:
                other = refers.get(column.name, "")
                lines.append(f"| {column.name} | {column.type} | {other} |")
            lines.append("")
        store.close()
    return "\n".join(lines)


def main() -> int:
    """Write or check both files; returns the exit code."""
    stale = []
    for name, text in (("keys.md", keys_text()), ("schema.md", schema_text())):
        file = HERE / name
        if "--check" in sys.argv:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            file.write_text(text, encoding="utf-8")
    if stale:
        sys.stderr.write(f"Not current: {', '.join(stale)}. make docs writes them anew.\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
