"""The rows behind a figure: who, when and what, each leading to where it was written down."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.widget import Widget

from infoview_tui.domain.insights import About, Case, Figure, said
from infoview_tui.domain.periods import Period
from infoview_tui.domain.wording import short_day
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.services.insights import insights
from infoview_tui.storage.store import Store
from infoview_tui.widgets.drawn import Span, columns, shown
from infoview_tui.widgets.editing import wrap
from infoview_tui.widgets.row import BLANK, Row, heading
from infoview_tui.widgets.rows import Rows

DAY = 11


class FigurePage(Page):
    """Below Insights, which hands over the figure as it was `found` at a revision.

    After any change it is counted anew, so that the list is what the count is of.
    """

    NAME = "figure"

    def __init__(
        self,
        desk: Desk,
        figure: str,
        period: Period,
        found: Figure | None = None,
        revision: int | None = None,
    ) -> None:
        super().__init__(desk)
        self.name_of = figure
        self.period = period
        self.found = found
        self._revision = revision
        self.cases: dict[int, Case] = {}
        self.list = Rows("figure", pinned=True)
        self.panes = [self.list]

    def body(self) -> Sequence[Widget]:
        """One list whose heading stays."""
        return self.panes

    async def load(self) -> None:
        """Count anew, where anything was written since."""
        figure, revision = self.found, await self.desk.ask(Store.revision)
        if figure is None or revision != self._revision:
            numbers = await self.desk.ask(insights, self.desk.now(), self.period)
            figure = self.found = numbers[self.name_of]
            self._revision = revision
        self.cases = dict(enumerate(figure.cases))
        period = self.period.words(self.desk.now().date())
        self.bar.show(f" Insights › {figure.label}", period, bold=figure.label)
        self.list.show(self._rows)
        self.row_changed()

    def title_words(self) -> str:
        """Name it on the help page."""
        return self.found.label if self.found else "A figure"

    def _rows(self, width: int) -> Sequence[Row]:
        figure = self.found
        if figure is None:
            return []
        words = said(figure) or str(figure.count)
        if not figure.rows:
            return [heading(figure.label), BLANK, Row("There is none in this period.")]
        return [
            heading(f"{figure.label} · {words}"),
            BLANK,
            *(row for n, case in self.cases.items() for row in self._case(n, case, width)),
        ]

    def _case(self, number: int, case: Case, width: int) -> list[Row]:
        """Draw a case in a row; words that are too long for it stand below, all of them."""
        share = self.found is not None and self.found.share
        sign = ("✓ " if case.counts else "– ") if share else ""
        who = 18 if width < 76 else 24
        day = short_day(case.at.astimezone(self.desk.zone).date(), self.desk.now().date())
        lead = sign + columns((day, DAY), (case.person, who)) + "  "
        text = shown(case.what)
        fits = cell_len(text) <= width - len(lead)
        role = "success" if case.counts else "muted"
        spans = (Span(0, 1, role),) if sign else ()
        first = Row((lead + text if fits else lead).rstrip(), number, len(sign) + DAY, spans)
        if fits:
            return [first]
        indent = " " * (len(sign) + 2)
        return [first, *(Row(indent + text[a:b]) for a, b in wrap(text, width - len(indent)))]

    @property
    def case(self) -> Case | None:
        """What the row is about."""
        current = self.list.current
        return self.cases.get(current) if isinstance(current, int) else None

    def row_changed(self) -> None:
        """Say a name that is cut."""
        case = self.case
        cut = case is not None and "…" in self.list.rows[self.list.cursor].text
        self.advise(case.person if case is not None and cut else "")

    async def do_open(self) -> None:
        """Go to where it was written down."""
        case = self.case
        assert case is not None
        page, values = {
            About.LETTER: ("letter", {"letter_id": case.id}),
            About.INTERVIEW: ("record", {"interview_id": case.id}),
            About.PROMISE: ("promises", {"promise_id": case.id}),
        }.get(case.kind, ("person", {"person_id": case.person_id}))
        self.post_message(GoTo(page, values))
