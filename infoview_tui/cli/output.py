"""Printing: data on stdout as lines or JSON, talk on stderr, nothing a terminal would act on."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from infoview_tui.cli.run import MAX_ID
from infoview_tui.domain.text import cells, neutral

ID = click.IntRange(1, MAX_ID)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def say(text: str) -> None:
    """Talk to the person at the keyboard, on stderr."""
    click.echo(neutral(text, one_line=True), err=True)


def print_line(text: str) -> None:
    """Print one line of data."""
    click.echo(neutral(text, one_line=True))


def print_json(data: Any) -> None:
    """Print data as JSON."""
    click.echo(json_text(data))


def json_text(data: Any) -> str:
    """Write data as JSON; a character that a terminal would act on is written as its code."""
    narrow = "utf" not in (getattr(sys.stdout, "encoding", None) or "").lower()
    text = json.dumps(data, ensure_ascii=narrow, indent=2)
    pairs = zip(text, neutral(text), strict=True)
    return "".join(a if a == b else f"\\u{ord(a):04x}" for a, b in pairs)


def print_rows(rows: Sequence[Sequence[object]], nothing: str) -> None:
    """Print a listing in columns, or say on stderr why there is none."""
    shown = [[neutral(str(cell), one_line=True) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = (
            cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(padded).rstrip())
    if not shown:
        say(nothing)


def iso(moment: datetime | None, zone: ZoneInfo) -> str | None:
    """Write a moment for scripts: ISO 8601 with the offset of the user's zone."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def stamp(moment: datetime | None, zone: ZoneInfo) -> str:
    """Write a moment for a listing: `2026-11-24 14:00`, a dash for none."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else "-"
