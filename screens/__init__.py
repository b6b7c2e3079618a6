"""One module a screen, opened by name so that none has to know another."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from infoview_tui.screens.page import Page
    from infoview_tui.services.desk import Desk

PAGES = {
    "today": "today:TodayPage",
    "people": "people:PeoplePage",
    "prepare": "prepare:PreparePage",
    "points": "points:PointsPage",
    "rehearsal": "rehearsal:RehearsalPage",
    "letters": "letters:LettersPage",
    "touch": "touch:TouchPage",
    "promises": "promises:PromisesPage",
    "requests": "requests:RequestsPage",
    "request": "request:RequestPage",
    "insights": "insights:InsightsPage",
    "figure": "figure:FigurePage",
    "introductions": "introductions:IntroductionsPage",
    "answers": "answers:AnswersPage",
    "library": "library:LibraryPage",
    "first": "first:FirstPage",
    "help": "help:HelpPage",
    "filters": "filters:FiltersPage",
    "person": "person:PersonPage",
    "edit_person": "edit_person:EditPersonPage",
    "merge": "merge:MergePage",
    "book": "book:BookPage",
    "brief": "brief:BriefPage",
    "meeting": "meeting:MeetingPage",
    "write_up": "write_up:WriteUpPage",
    "record": "record:RecordPage",
    "timer": "timer:TimerPage",
    "debrief": "debrief:DebriefPage",
    "letter": "letter:LetterPage",
    "letter_versions": "letter_versions:LetterVersionsPage",
    "letter_kinds": "letter_kinds:LetterKindsPage",
    "plain": "plain:PlainPage",
    "settings": "settings:SettingsPage",
    "trash": "trash:TrashPage",
}
"""Every page by name; a module is imported when its page is first opened."""


def open_page(name: str, desk: Desk, **values: Any) -> Page:
    """Make the page of that name."""
    module, _, page = PAGES[name].partition(":")
    kind: type[Page] = getattr(import_module(f"infoview_tui.screens.{module}"), page)
    return kind(desk, **values)
