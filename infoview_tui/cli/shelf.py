"""`infoview shelf` and `infoview gives`: things to share, and what was given."""

from __future__ import annotations

import click

from infoview_tui.cli.output import (
    ID,
    iso,
    json_option,
    print_json,
    print_line,
    print_rows,
    say,
    stamp,
)
from infoview_tui.cli.run import DASHES, Run
from infoview_tui.services.shelf import OnShelf, all_gifts, delete_item, every_item, put_on_shelf


@click.group()
def shelf() -> None:
    """Things to share with the people whom they fit."""


@shelf.command(context_settings=DASHES)
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def add(run: Run, text: tuple[str, ...]) -> None:
    """Put TEXT on the shelf and print the id: a link, a title, or both.

    `for: words` at its end says whom it may be for.
    """
    with run.opened() as work:
        id = put_on_shelf(work.store, work.now, " ".join(text))
        fits = next(each for each in every_item(work.store) if each.item.id == id).fits
    print_line(str(id))
    say(f"It fits {', '.join(fit.name for fit in fits)}." if fits else "It fits no one yet.")


@shelf.command("list")
@json_option
@click.pass_obj
def list_shelf(run: Run, as_json: bool) -> None:
    """List what is on the shelf with whom it fits, then what was given or put away."""
    with run.opened() as work:
        found = sorted(every_item(work.store), key=lambda each: not each.waits)
        zone = work.zone
    if as_json:
        print_json(
            [
                {
                    "id": each.item.id,
                    "title": each.item.title,
                    "link": each.item.link,
                    "about": each.item.about,
                    "on_shelf": each.waits,
                    "fits": [
                        {"person": fit.name, "person_id": fit.person_id, "interest": fit.interest}
                        for fit in each.fits
                    ],
                    "given_to": list(each.given_to),
                    "put_away_at": iso(each.item.put_away_at, zone),
                }
                for each in found
            ]
        )
        return
    print_rows(
        [(each.item.id, each.item.title, each.item.link, _whom(each)) for each in found],
        "Nothing on the shelf. infoview shelf add LINK puts something there.",
    )


def _whom(each: OnShelf) -> str:
    if each.fits and each.waits:
        return f"fits {', '.join(fit.name for fit in each.fits)}"
    if each.item.put_away_at is not None:
        return "put away"
    return f"given to {', '.join(each.given_to)}" if each.given_to else "fits no one yet"


@shelf.command()
@click.argument("item_id", metavar="ID", type=ID)
@click.pass_obj
def remove(run: Run, item_id: int) -> None:
    """Take a thing off the shelf; what was given of it stays given."""
    with run.opened() as work:
        title = work.store.shelf.get(item_id).title
        delete_item(work.store, work.now, item_id)
    say(f"Off the shelf: {title}")


@click.group()
def gives() -> None:
    """What you gave to the people you learn from."""


@gives.command("list")
@json_option
@click.pass_obj
def list_gives(run: Run, as_json: bool) -> None:
    """List what was given, the latest first."""
    with run.opened() as work:
        found = all_gifts(work.store)
        zone = work.zone
    if as_json:
        print_json(
            [
                {
                    "id": gift.give.id,
                    "person": gift.person,
                    "person_id": gift.give.person_id,
                    "at": iso(gift.give.at, zone),
                    "body": gift.give.body,
                    "shelf_id": gift.give.shelf_id,
                    "letter_id": gift.give.by_letter_id,
                }
                for gift in found
            ]
        )
        return
    print_rows(
        [(g.give.id, stamp(g.give.at, zone), g.person, g.give.body) for g in found],
        "Nothing given yet.",
    )
