"""`infoview people`: adding, finding and showing people from the shell."""

from __future__ import annotations

from typing import Any

import click

from infoview_tui.cli.forget import forget
from infoview_tui.cli.output import iso, json_option, print_json, print_line, print_rows, say, stamp
from infoview_tui.cli.person_rows import all_rows, person_data, timeline
from infoview_tui.cli.run import DASHES, Run, Work, reference
from infoview_tui.domain.wording import ago
from infoview_tui.services.people import add_person, edit_person, log_contact, person_page
from infoview_tui.services.people_list import matching

MAX_CADENCE = 3660

FIELDS = (
    click.option("--role", metavar="TEXT", help="What they do."),
    click.option("--organisation", metavar="TEXT", help="Where they do it."),
    click.option("--email", metavar="TEXT"),
    click.option("--phone", metavar="TEXT"),
    click.option("--found", metavar="TEXT", help="How you found them."),
    click.option("--tag", "tags", metavar="TEXT", multiple=True, help="Repeat it for several."),
    click.option(
        "--introduced-by",
        "introducer",
        metavar="PERSON",
        type=reference,
        help="Who led you to them.",
    ),
    click.option(
        "--cadence",
        metavar="DAYS",
        type=click.IntRange(0, MAX_CADENCE),
        help="How often to be in touch; 0 for no rhythm.",
    ),
)


def _fields(command: Any) -> Any:
    for option in reversed(FIELDS):
        command = option(command)
    return command


@click.group()
def people() -> None:
    """The people you learn from."""


@people.command(context_settings=DASHES)
@click.argument("name")
@_fields
@click.pass_obj
def add(run: Run, /, name: str, **options: Any) -> None:
    """Add NAME and print the id."""
    with run.opened() as work:
        id = add_person(work.store, work.now, name=name, **_values(work, options))
    click.echo(id)


@people.command(context_settings=DASHES)
@click.argument("person", type=reference)
@click.option("--name", metavar="TEXT", help="Another name.")
@_fields
@click.pass_obj
def edit(run: Run, /, person: str, **options: Any) -> None:
    """Change what is given and leave the rest; --tag replaces all tags, --tag "" takes them off."""
    with run.opened() as work:
        values = _values(work, options)
        if not values:
            raise click.UsageError("Give something to change, such as --role TEXT.")
        known = work.person(person)
        edit_person(work.store, work.now, known.id, known.version, **values)
        changed = work.store.people.get(known.id)
    say(f"Changed {changed.name} ({changed.id}).")


def _values(work: Work, options: dict[str, Any]) -> dict[str, Any]:
    """Keep the options that were given, as the services call them."""
    values = {name: value for name, value in options.items() if value not in (None, ())}
    if "introducer" in values:
        values["introducer_id"] = work.person(values.pop("introducer")).id
    if "cadence" in values:
        values["cadence_days"] = values.pop("cadence")
    return values


@people.command("list")
@click.option(
    "--filter",
    "terms",
    metavar="EXPR",
    default="",
    help="Words, and name: tag: organisation: stage: terms, all of which must fit.",
)
@json_option
@click.pass_obj
def list_people(run: Run, terms: str, as_json: bool) -> None:
    """List people by name."""
    with run.opened() as work:
        everyone = all_rows(work.store, work.now, work.zone)
        zone = work.zone
    fitting = {row.id for row in matching([row for _person, row in everyone], terms)}
    found = [(person, row) for person, row in everyone if row.id in fitting]
    if as_json:
        print_json([person_data(person, row, zone) for person, row in found])
        return
    print_rows(
        [
            (
                row.id,
                row.name,
                row.place_of_work,
                row.stage,
                ago(row.last_contact, work.now) if row.last_contact else "-",
                f"by {row.introduced_by}" if row.introduced_by else "",
            )
            for _person, row in found
        ],
        "Nobody fits." if terms else "Nobody yet. infoview people add NAME adds someone.",
    )


@people.command(context_settings=DASHES)
@click.argument("person", type=reference)
@json_option
@click.pass_obj
def show(run: Run, person: str, as_json: bool) -> None:
    """Show PERSON with all that happened, the oldest first."""
    with run.opened() as work:
        id = work.person(person).id
        everyone = all_rows(work.store, work.now, work.zone)
        person_row = next(each for each in everyone if each[0].id == id)
        events = timeline(person_page(work.store, work.now, id), work.now)
        zone = work.zone
    data = person_data(*person_row, zone)
    if as_json:
        print_json(
            data
            | {
                "timeline": [
                    {"at": iso(event.at, zone), "kind": event.kind, "text": event.text}
                    for event in events
                ]
            }
        )
        return
    facts = {name: ", ".join(x) if isinstance(x, list) else x for name, x in data.items()}
    print_rows(
        [(name.replace("_", " "), fact) for name, fact in facts.items() if fact not in (None, "")],
        "",
    )
    if events:
        click.echo()
        print_rows([(stamp(event.at, zone), event.kind, event.text) for event in events], "")


@people.command(context_settings=DASHES)
@click.argument("person", type=reference)
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def log(run: Run, person: str, text: tuple[str, ...]) -> None:
    """Log a touch with PERSON, now: TEXT says what it was."""
    with run.opened() as work:
        known = work.person(person)
        id = log_contact(work.store, work.now, known.id, " ".join(text))
    print_line(str(id))
    say(f"Logged with {known.name}.")


people.add_command(forget)
