"""`infoview insights` and `infoview introductions`: what came of asking, and who led to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from infoview_tui.cli.output import iso, json_option, print_json, print_rows, say
from infoview_tui.cli.run import Run, reference

if TYPE_CHECKING:
    from infoview_tui.services.introductions import Line, Network


@click.command()
@click.option("--since", metavar="WHEN", default="", help="The first day that counts.")
@click.option("--until", metavar="WHEN", default="", help="The last day that counts.")
@json_option
@click.pass_obj
def insights(run: Run, since: str, until: str, as_json: bool) -> None:
    """Count requests, replies, meetings and names; how courteous; what was given both ways.

    Without a WHEN it is all, but no more than the last twelve months; `--since all` is all. With
    --json each figure has the cases that it is made of.
    """
    from infoview_tui.domain.figures import last_gift
    from infoview_tui.domain.insights import PARTS, months, months_said, said
    from infoview_tui.domain.periods import between
    from infoview_tui.services.insights import insights as count

    with run.opened() as work:
        now, first = work.local_now, run.config.day_first
        period = None
        if since or until:
            whole = since.strip().lower() == "all"
            period = between("" if whole else since, until, now, day_first=first)
        found = count(work.store, now, period)
        zone = work.zone
    say(f"Counted {found.period.words(now.date())}.")
    if as_json:
        print_json(
            [
                {
                    "figure": figure.name,
                    "label": figure.label,
                    "count": figure.count,
                    "of": figure.of,
                    "words": figure.words,
                    "kind": next((case.kind for case in figure.cases if case.counts), None),
                    "ids": [case.id for case in figure.cases if case.counts],
                    "cases": [
                        {
                            "kind": case.kind,
                            "id": case.id,
                            "person": case.person,
                            "person_id": case.person_id,
                            "at": iso(case.at, zone),
                            "what": case.what,
                            "counts": case.counts,
                        }
                        for case in figure.cases
                    ],
                }
                for figure in found.figures.values()
            ]
        )
        return
    rows: list[tuple[object, ...]] = []
    for title, names in PARTS:
        for name in names:
            figure = found[name]
            if name == "other_meetings" and not figure.rows:
                continue
            words = said(figure)
            if title == "Pace":
                words = months_said(months(figure, found.period, now, 12))
            rows.append((figure.label, figure.count, words))
        if title == "Give back" and (gift := last_gift(found, now)):
            rows.append(("Last gift", "", gift))
    print_rows(rows if found.begun else (), "Numbers begin with the first request.")


FORMATS = ("text", "markdown", "dot", "json")


@click.command()
@click.option("--person", type=reference, metavar="PERSON", help="Their line alone.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How it is written; the ending of a PATH (.md, .dot) says so too.",
)
@click.option("--output", metavar="PATH", help="A new file, instead of stdout.")
@json_option
@click.pass_obj
def introductions(
    run: Run, person: str | None, form: str | None, output: str | None, as_json: bool
) -> None:
    """Print who led to whom, as a tree: everybody once, with the stage and what is owed.

    `--format dot` is for Graphviz: infoview introductions --format dot | dot -Tsvg > tree.svg
    """
    from infoview_tui.cli.output import json_text
    from infoview_tui.exchange import introductions as written
    from infoview_tui.services.files import write_file
    from infoview_tui.services.introductions import entries, network

    with run.opened() as work:
        known = network(work.store, work.local_now, run.config.habits)
        of = work.person(person).id if person is not None else None
    nodes = known.tree.nodes if of is None else known.of([of])
    lines = known.lines(nodes)
    form = "json" if as_json else form or written.form_of(output or "")
    if form == "json":
        text = json_text([_data(known, line) for line in lines]) + "\n"
    else:
        text = written.FORMS[form](entries(lines))
    if not lines:
        say("Nobody yet. infoview people add NAME --introduced-by PERSON draws the first line.")
    if output and output != "-":
        say(f"The tree is {write_file(output, text)}")
    else:
        click.echo(text, nl=False)


def _data(known: Network, line: Line) -> dict[str, Any]:
    link = line.node.link
    standing = known.standings[link.id] if link else None
    return {
        "person": line.name,
        "person_id": line.node.person_id,
        "depth": line.node.depth,
        "stage": line.stage,
        "introduced_by": known.people[link.introducer_id].name if link else None,
        "introducer_id": link.introducer_id if link else None,
        "again": line.node.again,
        "below": line.node.below,
        "may_mention": standing.may_mention if standing else None,
        "met": standing.met if standing else None,
        "thanked": standing.thanked if standing else None,
        "found": known.found.get(line.node.person_id, ""),
    }
