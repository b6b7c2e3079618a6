"""`infoview bank`: the bank of questions as a listing, and as a file that goes out and comes in."""

from __future__ import annotations

import sys
from collections import Counter

import click

from infoview_tui.cli.output import json_option, print_json, print_rows, say
from infoview_tui.cli.run import Run
from infoview_tui.errors import RefusedError

SHOWN = 60
"""Characters of a question that a row of an import shows."""


@click.group()
def bank() -> None:
    """The bank of questions: 44 shipped ones, your wordings of them, and your own."""


@bank.command("list")
@click.option(
    "--filter",
    "line",
    default="",
    metavar="EXPR",
    help="Words, goal:skills or G3, phase:end, tiara:T, own, archived; each narrows.",
)
@json_option
@click.pass_obj
def list_bank(run: Run, line: str, as_json: bool) -> None:
    """List the bank: your own questions, then the shipped ones by number.

    A star marks your wording of a shipped one. Archived ones are listed with `--filter archived`.
    """
    from infoview_tui.content.library import categories
    from infoview_tui.domain.bank import use_words
    from infoview_tui.domain.bank_filter import narrow, problem
    from infoview_tui.services.bank import used_with, whole_bank

    if fault := problem(line, categories()):
        raise RefusedError(fault)
    with run.opened() as work:
        found = narrow(whole_bank(work.store), line)
        uses = used_with(work.store)
    if as_json:
        print_json(
            [
                {
                    "id": question.id if question.own else None,
                    "number": question.number,
                    "text": question.text,
                    "shipped": question.original or None,
                    "category": question.category.id if question.category else None,
                    "phase": question.phase,
                    "tiara": question.tiara or None,
                    "serves": question.serves or None,
                    "archived": question.archived,
                    "used_with": [
                        {"person": use.who, "person_id": use.person_id, "state": use.state}
                        for use in uses.get(question.key, ())
                    ],
                }
                for question in found
            ]
        )
        return
    print_rows(
        [
            (
                question.label,
                question.category.id if question.category else "-",
                question.phase,
                question.tiara or "-",
                question.text,
                f"({use_words(used)})" if (used := uses.get(question.key)) else "",
            )
            for question in found
        ],
        f"No question for {line}." if line else "No question.",
    )


@bank.command()
@click.option("--all", "everything", is_flag=True, help="The shipped questions too.")
@click.option("--output", metavar="PATH", help="A new file, instead of stdout.")
@click.pass_obj
def export(run: Run, everything: bool, output: str | None) -> None:
    """Print the bank as TOML: your own questions, your wordings, and what you archived.

    That is all that a bank of somebody else, or of another computer, needs: the shipped questions
    are in every infoview. With --all they stand there too, to read or to begin from; an import
    of them changes nothing.
    """
    from infoview_tui.services.bank_files import bank_text
    from infoview_tui.services.files import write_file

    with run.opened() as work:
        text = bank_text(work.store, everything=everything)
    if "[[question]]" not in text:
        say("Nothing in the bank is your own yet; --all writes the shipped questions.")
    if output and output != "-":
        say(f"The bank is {write_file(output, text)}")
    else:
        click.echo(text, nl=False)


@bank.command("import")
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
@json_option
@click.pass_obj
def import_bank(run: Run, file: str, dry_run: bool, as_json: bool) -> None:
    """Add the questions and wordings of FILE, a TOML file of `infoview bank export`.

    A FILE of `-` is standard input. Each question is new, changed, the same, or refused with a
    reason; a second time all is the same, and nothing is ever taken away. The exit code is 1 where
    something was refused; the rest comes in all the same, all at once.
    """
    from infoview_tui.services.bank_files import Fate, bring_in, read_path, read_text

    text = read_text(sys.stdin.buffer) if file == "-" else read_path(file)
    with run.opened() as work:
        outcomes = bring_in(work.store, work.now, text, dry_run=dry_run)
    if as_json:
        print_json(
            [
                {
                    "place": outcome.place,
                    "result": outcome.fate,
                    "number": outcome.number,
                    "text": outcome.text,
                    "reason": outcome.reason or None,
                }
                for outcome in outcomes
            ]
        )
    else:
        rows = [
            (
                o.fate,
                o.place,
                f"{o.text[:SHOWN]}…" if len(o.text) > SHOWN else o.text or "-",
                o.reason,
            )
            for o in outcomes
        ]
        print_rows(rows, "")
    counts = Counter(outcome.fate for outcome in outcomes)
    told = " · ".join(f"{fate} {counts[fate]}" for fate in Fate)
    say(f"{told}. {'Nothing was written.' if dry_run else ''}".strip())
    if counts[Fate.REFUSED]:
        click.get_current_context().exit(1)
