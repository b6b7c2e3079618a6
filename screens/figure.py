"""The rows behind a figure: who, when and what, each leading to where it was written down."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from infoview_tui.domain.insights import About, Case, Figure, said
from infoview_tui.domain.periods import Period
from infoview_tui.domain.wording import short_day
from infoview_tui.screens.messages import GoTo
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk
from infoview_tui.services.insights import insights
from infoview_tui.widgets.drawn import Span, columns
from infoview_tui.widgets.rows import BLANK, Row, Rows, heading

DAY = 11


class FigurePage(Page):
    """Below Insights; the figure is counted anew, so that the list is what the count is of."""

    NAME = "figure"

    def __init__(self, desk: Desk, figure: str, period: Period) -> None:
        super().__init__(desk)
        self.name_of = figure
        self.period = period
        self.found: Figure | None = None
        self.cases: dict[int, Case] = {}
        self.list = Rows("figure", pinned=True)
        self.panes = [self.list]

    def body(self) -> Sequence[Widget]:
        """One list whose heading stays."""
        return self.panes

    async def load(self) -> None:
        """Count anew."""
        found = await self.desk.ask(insights, self.desk.now(), self.period)
        figure = self.found = found[self.name_of]
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
            *(self._row(n, case, figure.share, width) for n, case in self.cases.items()),
        ]

    def _row(self, number: int, case: Case, share: bool, width: int) -> Row:
        sign = ("✓ " if case.counts else "– ") if share else ""
        who = 18 if width < 76 else 24
        day = short_day(case.at.astimezone(self.desk.zone).date(), self.desk.now().date())
        text = sign + columns(
            (day, DAY), (case.person, who), (case.what, width - len(sign) - DAY - who - 4)
        )
        role = "success" if case.counts else "muted"
        spans = (Span(0, 1, role),) if sign else ()
        return Row(text.rstrip(), number, len(sign) + DAY, spans)

    @property
    def case(self) -> Case | None:
        """What the row is about."""
        current = self.list.current
        return self.cases.get(current) if isinstance(current, int) else None

    def row_changed(self) -> None:
        """Say all of a row that is cut."""
        case = self.case
        cut = case is not None and "…" in self.list.rows[self.list.cursor].text
        self.advise(f"{case.person}: {case.what}" if case is not None and cut else "")

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
