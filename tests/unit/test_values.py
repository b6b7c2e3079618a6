from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError, field
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui import values


def made(dataclass: Any) -> tuple[Any, Any]:
    """A class and one below it, made by either decorator."""

    @dataclass(frozen=True)
    class Below:
        name: str
        tags: tuple[str, ...] = ()
        _: dataclasses.KW_ONLY
        age: int = 3

    @dataclass(frozen=True)
    class Above(Below):
        notes: list[str] = field(default_factory=list, compare=False)

        def __post_init__(self) -> None:
            self.notes.append(self.name)

    return Below, Above


@given(st.text(), st.tuples(st.text()), st.integers())
def test_a_value_is_as_the_library_makes_it(name: str, tags: tuple[str, ...], age: int) -> None:
    for ours, theirs in zip(made(values.dataclass), made(dataclasses.dataclass), strict=True):
        mine, other = ours(name, tags, age=age), theirs(name, tags=tags, age=age)
        assert repr(mine) == repr(other)
        assert mine == ours(name, tags, age=age)
        assert mine != ours(name + "x", tags, age=age)
        assert hash(mine) == hash(ours(name, tags, age=age))
        assert mine != theirs(name, tags, age=age)
        assert dataclasses.asdict(mine) == dataclasses.asdict(other)
        changed = dataclasses.replace(mine, name="x")
        assert (changed.name, changed.age) == ("x", age)
        with pytest.raises(FrozenInstanceError):
            mine.name = "other"


def test_the_fields_are_there_before_any_value() -> None:
    for ours, theirs in zip(made(values.dataclass), made(dataclasses.dataclass), strict=True):
        assert dataclasses.is_dataclass(ours)
        assert [f.name for f in dataclasses.fields(ours)] == [
            f.name for f in dataclasses.fields(theirs)
        ]


def test_what_is_wrong_is_refused_as_ever() -> None:
    below, _ = made(values.dataclass)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        below()
    assert below("x").name == "x"


def test_a_class_below_that_is_none_itself_has_the_fields() -> None:
    below, _ = made(values.dataclass)

    plain: Any = type("Plain", (below,), {})
    assert [f.name for f in dataclasses.fields(plain)] == ["name", "tags", "age"]
    assert plain("x").name == "x"


def test_nothing_is_written_before_it_is_needed() -> None:
    below, above = made(values.dataclass)
    assert "__eq__" not in below.__dict__
    above("x")
    assert "__eq__" in below.__dict__
    assert below("x") == below("x")


def test_two_threads_may_make_the_first_value_at_once() -> None:
    for _ in range(50):
        below, _above = made(values.dataclass)
        start = Barrier(4)
        found: list[Any] = []

        def make(kind: Any = below, go: Barrier = start, out: list[Any] = found) -> None:
            go.wait()
            out.append(kind("x"))

        threads = [Thread(target=make) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [below("x")] * 4


def test_a_value_made_while_another_thread_writes_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    below, _above = made(values.dataclass)
    found: list[Any] = []

    def make() -> None:
        try:
            found.append(below("x"))
        except TypeError as error:
            found.append(error)

    other = Thread(target=make)
    write = values._init

    def interrupted(cls: Any) -> Any:
        other.start()
        other.join(0.05)
        return write(cls)

    monkeypatch.setattr(values, "_init", interrupted)
    mine = below("x")
    other.join()
    assert found == [mine]
    assert hash(found[0]) == hash(mine)


def test_what_can_change_has_no_hash_and_what_has_no_fields_is_alike() -> None:
    @values.dataclass
    class Open:
        name: str

    @values.dataclass(frozen=True)
    class Empty:
        pass

    @values.dataclass(eq=False)
    class Itself:
        name: str

    opened = Open("x")
    opened.name = "y"
    assert opened == Open("y")
    with pytest.raises(TypeError, match="unhashable"):
        hash(opened)
    assert Empty() == Empty()
    assert len({Empty(), Empty()}) == 1
    assert Itself("x") != Itself("x")
