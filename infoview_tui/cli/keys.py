"""`infoview keys`: every key of the app, from the one table that the app itself reads."""

from __future__ import annotations

import click


@click.command()
def keys() -> None:
    """Print all keys by screen, as Markdown."""
    from infoview_tui.commands import keys_text

    click.echo(keys_text())
