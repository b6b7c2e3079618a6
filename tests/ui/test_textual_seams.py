"""What the app overrides or uses of Textual beyond its documented interface."""

from __future__ import annotations

import inspect

from pilots import keys, open_app
from textual import events
from textual._styles_cache import StylesCache
from textual.app import App
from textual.css.styles import RenderStyles
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from infoview_tui.app import InfoviewApp
from infoview_tui.screens.page import Page
from infoview_tui.services.desk import Desk


def parameters(function: object) -> list[str]:
    assert callable(function)
    return list(inspect.signature(function).parameters)


def test_keys_and_pastes_come_through_on_event() -> None:
    assert inspect.iscoroutinefunction(App.on_event)
    assert parameters(App.on_event) == ["self", "event"]
    assert "is_forwarded" in dir(Message)
    assert "events.Key" in inspect.getsource(App.on_event)
    assert parameters(events.Key.__init__) == ["self", "key", "character"]
    assert parameters(events.Paste.__init__) == ["self", "text"]


def test_an_unhandled_error_ends_in_fatal_error() -> None:
    assert parameters(App._fatal_error) == ["self"]
    assert "self._fatal_error()" in inspect.getsource(App._handle_exception)
    assert "_close_messages_no_wait" in inspect.getsource(App._fatal_error)


def test_no_binding_of_textual_is_left() -> None:
    for kind in (InfoviewApp, Page):
        assert not kind._merged_bindings.key_to_bindings  # type: ignore[union-attr]


def test_a_widget_is_told_of_new_colours_and_draws_line_by_line() -> None:
    assert parameters(Widget.notify_style_update) == ["self"]
    assert parameters(Widget.render_line) == ["self", "y"]
    assert parameters(Widget.get_component_rich_style)[1] == "names"
    assert "grid_rows" in dir(RenderStyles)


def test_a_screen_says_when_it_is_covered_and_when_it_comes_back() -> None:
    assert "ScreenSuspend" in dir(events)
    assert "ScreenResume" in dir(events)
    assert "HORIZONTAL_BREAKPOINTS" in dir(Screen)


def test_the_filter_for_no_colour_is_the_one_that_is_replaced() -> None:
    source = inspect.getsource(App.__init__)
    assert "NoColor() if self.native_ansi_color else Monochrome()" in source


async def test_what_was_drawn_on_pages_that_were_left_is_let_go_of(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "2", "escape", "5", "1")
        before = StylesCache.get_inner_outer.cache_info().currsize
        for _ in range(5):
            await keys(pilot, "2", "escape", "5", "1")
        assert StylesCache.get_inner_outer.cache_info().currsize <= before


async def test_the_filters_of_lines_are_always_the_same(desk: Desk) -> None:
    async with open_app(desk) as pilot:
        first, again = pilot.app.get_line_filters(), pilot.app.get_line_filters()
        assert [id(each) for each in first] == [id(each) for each in again]
        # What they are the keys of.
        assert "self._filter_cache.get((filter, background))" in inspect.getsource(
            Strip.apply_filter
        )
