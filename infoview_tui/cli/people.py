"""`infoview people`: adding, finding and showing people from the shell."""

from __future__ import annotations

from typing import Any

import click

from infoview_tui.cli.duplicates import duplicates, merge_people, unmerge, warn_of_alike
from infoview_tui.cli.forget import forget
from infoview_tui.cli.output import iso, json_option, print_json, print_line, print_rows, say, stamp
from infoview_tui.cli.person_rows import all_rows, more_data, person_data, rhythm_data, timeline
from infoview_tui.cli.run import DASHES, Run, Work, reference
from infoview_tui.domain.people import Person, Tier
from infoview_tui.domain.people_filter import HELP, read_filter, told
from infoview_tui.domain.people_matching import narrow
from infoview_tui.domain.rhythm import MAX_DAYS
from infoview_tui.domain.stage import read_stage
from infoview_tui.domain.touches import read_touch, understood
from infoview_tui.domain.wording import ago
from infoview_tui.errors import RefusedError
from infoview_tui.services.filters import saved_filters
from infoview_tui.services.people import add_person, edit_person
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.person_page import person_page
from infoview_tui.services.rhythm import rhythms
from infoview_tui.services.stages import set_stages

FIELDS = (
    click.option("--role", metavar="TEXT", help="What they do."),
    click.option("--organisation", metavar="TEXT", help="Where they do it."),
    click.option("--email", metavar="TEXT"),
    click.option("--phone", metavar="TEXT"),
    click.option("--found", metavar="TEXT", help="How you found them."),
    click.option("--tag", "tags", metavar="TEXT", multiple=True, help="Repeat it for several."),
    click.option(
        "--interest",
        "interests",
        metavar="TEXT",
        multiple=True,
        help="What they care for; repeat it for several.",
    ),
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
        type=click.IntRange(0, MAX_DAYS),
        help="Be in touch every so many days; 0 for no rhythm.",
    ),
    click.option(
        "--tier",
        type=click.Choice(list(Tier), case_sensitive=False),
        help="The rhythm of a tier; B is the usual one.",
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
        warn_of_alike(work, id)
    click.echo(id)


@people.command(context_settings=DASHES)
@click.argument("person", type=reference)
@click.option("--name", metavar="TEXT", help="Another name.")
@click.option(
    "--stage", metavar="STAGE", help='How far it has come, by hand; "" lets it follow by itself.'
)
@_fields
@click.option("--pause/--resume", "pauses", default=None, help="Let the rhythm rest, or go on.")
@click.option(
    "--correct",
    is_flag=True,
    help="Another role or organisation corrects what was wrong: it is no move.",
)
@click.pass_obj
def edit(run: Run, /, person: str, stage: str | None, correct: bool, **options: Any) -> None:
    """Change what is given and leave the rest.

    --tag replaces all tags, and --tag "" takes them off; --interest likewise. The role and
    organisation that somebody had before stay in the timeline, unless you --correct them.
    """
    with run.opened() as work:
        values = _values(work, options)
        if not values and stage is None:
            raise click.UsageError("Give something to change, such as --role TEXT.")
        known = work.person(person)
        by_hand = read_stage(stage) if stage and stage.strip() else None
        with work.store.write():
            if values:
                values["moved"] = not correct
                edit_person(work.store, work.now, known.id, known.version, **values)
            if stage is not None:
                set_stages(work.store, work.now, {known.id: by_hand})
        changed = work.store.people.get(known.id)
        if values.keys() & {"name", "organisation", "email"}:
            warn_of_alike(work, known.id)
    say(f"Changed {changed.name} ({changed.id}).")


def _values(work: Work, options: dict[str, Any]) -> dict[str, Any]:
    """Keep the options that were given, as the services call them."""
    values = {name: value for name, value in options.items() if value not in (None, ())}
    if "introducer" in values:
        values["introducer_id"] = work.person(values.pop("introducer")).id
    if "cadence" in values and "tier" in values:
        raise click.UsageError("Give --cadence or --tier: one of them is the rhythm.")
    # The one takes the place of the other.
    if "cadence" in values:
        values |= {"cadence_days": values.pop("cadence"), "tier": None}
    elif "tier" in values:
        values |= {"cadence_days": None, "tier": Tier(values["tier"])}
    if "pauses" in values:
        values["paused_at"] = work.now if values.pop("pauses") else None
    return values


@people.command("list")
@click.option(
    "--filter", "terms", metavar="EXPR", default="", help=f"{HELP}, :saved; all must fit."
)
@click.option(
    "--sort",
    "column",
    metavar="COLUMN",
    default="",
    help="name, role, organisation, stage, last, next, by or tags; -last for the other way round.",
)
@json_option
@click.pass_obj
def list_people(run: Run, terms: str, column: str, as_json: bool) -> None:
    """List people, by name unless --sort or the filter says otherwise."""
    line = f"{terms} sort:{column}" if column else terms
    with run.opened() as work:
        saved = {each.name: each.terms for each in saved_filters(work.store)}
        wanted = read_filter(line if "sort:" in line else f"sort:name {line}", saved)
        problem = told(wanted, tuple(saved))
        if problem or wanted.save or wanted.drop:
            raise RefusedError(f"--filter or --sort: {problem}.")
        zone, now = work.zone, work.now.astimezone(work.zone)
        everyone = all_rows(work.store, now, zone, work.config.habits)
        kept = rhythms(work.store, work.now, zone, work.config.tiers) if as_json else {}
    rows = narrow([row for _person, row in everyone.values()], wanted, now)
    found = [everyone[row.id] for row in rows]
    if as_json:
        print_json([person_data(p, row, zone) | rhythm_data(kept.get(p.id)) for p, row in found])
        return
    print_rows(
        [
            (
                row.id,
                row.name,
                row.place_of_work,
                row.stage,
                ago(row.last_contact, now) if row.last_contact else "-",
                row.next or "-",
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
        everyone = all_rows(work.store, work.now, work.zone, work.config.habits)
        person_row = everyone[id]
        now = work.now.astimezone(work.zone)
        page = person_page(work.store, now, id, work.config.habits)
        events = timeline(page, now)
        zone = work.zone
        kept = rhythms(work.store, work.now, zone, work.config.tiers).get(id)
    data = person_data(*person_row, zone) | rhythm_data(kept) | more_data(page, zone)
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
    # Former positions stand in the timeline.
    del data["positions"]
    facts = {name: ", ".join(x) if isinstance(x, list) else x for name, x in data.items()}
    print_rows(
        [(name.replace("_", " "), fact) for name, fact in facts.items() if fact not in (None, "")],
        "",
    )
    if events:
        click.echo()
        print_rows([(stamp(event.at, zone), event.kind, event.text) for event in events], "")


@people.command()
@json_option
@click.pass_obj
def filters(run: Run, as_json: bool) -> None:
    """List the filters that are kept; `people list --filter :NAME` takes one."""
    with run.opened() as work:
        found = saved_filters(work.store)
    if as_json:
        print_json([{"id": each.id, "name": each.name, "terms": each.terms} for each in found])
        return
    print_rows(
        [(each.name, each.terms) for each in found],
        "None is kept. In People, f and save:name keeps one.",
    )


@people.command(context_settings=DASHES)
@click.argument("person", type=reference)
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--with",
    "others",
    metavar="PERSON",
    multiple=True,
    type=reference,
    help="Somebody else who was there; repeat it for several.",
)
@click.pass_obj
def log(run: Run, person: str, text: tuple[str, ...], others: tuple[str, ...]) -> None:
    """Log a touch with PERSON: TEXT says what it was, and may name a day that is not today.

    `infoview people log Dana "yesterday: met at the fair"`. Prints an id a person.
    """
    with run.opened() as work:
        people: list[Person] = [work.person(each) for each in (person, *others)]
        now = work.local_now
        touch = read_touch(" ".join(text), now, day_first=work.config.day_first)
        at = work.now if touch.day is None or touch.at == now else touch.at
        ids = log_contacts(work.store, work.now, [each.id for each in people], touch.body, at)
    for id in ids:
        print_line(str(id))
    names = ", ".join(dict.fromkeys(each.name for each in people))
    say(f"Logged with {names}, {understood(touch, now)}.")


people.add_command(forget)
people.add_command(duplicates)
people.add_command(merge_people)
people.add_command(unmerge)
