"""`infoview keys`: every key of the app, from the one table that the app itself reads."""

from __future__ import annotations

import click

from infoview_tui.commands import keys_text


@click.command()
def keys() -> None:
    """Print all keys by screen, as Markdown."""
    click.echo(keys_text())
