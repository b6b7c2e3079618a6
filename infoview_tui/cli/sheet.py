"""`infoview interviews sheet`: the sheet for paper, printed or written to a file."""

from __future__ import annotations

import click

from infoview_tui.cli.output import say
from infoview_tui.cli.run import Run, reference


@click.command()
@click.argument("interview", type=reference)
@click.option("--markdown", is_flag=True, help="As Markdown; a PATH that ends in .md asks for it.")
@click.option("--output", metavar="PATH", help="A new file, instead of stdout.")
@click.pass_obj
def sheet(run: Run, interview: str, markdown: bool, output: str | None) -> None:
    """Print INTERVIEW as a sheet for paper: one page, with room to write."""
    from infoview_tui.services import files
    from infoview_tui.services import sheet as paper

    with run.opened() as work:
        of = paper.sheet(work.store, work.interview(interview).id, work.zone)
    as_markdown = markdown or files.is_markdown(output or "")
    text = paper.sheet_text(of, markdown=as_markdown)
    if output and output != "-":
        say(f"The sheet is {files.write_file(output, text)}")
    else:
        click.echo(text, nl=False)
