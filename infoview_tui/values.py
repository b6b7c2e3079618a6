"""Dataclasses whose methods are written when the first value of them is made.

The standard library writes and compiles six methods for each class while its module is read: half
a millisecond, for a hundred and fifty classes of which a start needs thirty. A class here says
nothing of its own on being shown, compared or hashed, and has no order.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from threading import RLock
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        """Do as `dataclasses.dataclass` (without `slots`), no later than it makes a difference."""
        if cls is None:
            return lambda named: dataclass(named, **options)
        cls.__dataclass_fields__ = _Unwritten(cls, options)
        return cls


_writing = RLock()


class _Unwritten:
    """Stands for the fields of a class until somebody asks for them or makes a value."""

    def __init__(self, cls: Any, options: dict[str, Any]) -> None:
        self._cls = cls
        self._options = options

        def write_and_make(value: Any, *args: Any, **kwargs: Any) -> None:
            self._write()
            cls.__init__(value, *args, **kwargs)

        cls.__init__ = write_and_make

    def __get__(self, _value: object, _owner: type) -> Any:
        self._write()
        return self._cls.__dataclass_fields__

    def _write(self) -> None:
        cls = self._cls
        with _writing:
            # Another thread may have come first.
            if cls.__dict__["__dataclass_fields__"] is not self:
                return
            del cls.__init__
            # These three need not be written for each class.
            dataclasses.dataclass(**{**self._options, "eq": False, "repr": False})(cls)
            cls.__repr__ = _repr
            if self._options.get("eq", True):
                compared = [field.name for field in dataclasses.fields(cls) if field.compare]
                cls.__eq__, hashed = _alike(compared)
                cls.__hash__ = hashed if self._options.get("frozen") else None


def _repr(value: Any) -> str:
    shown = (f"{f.name}={getattr(value, f.name)!r}" for f in dataclasses.fields(value) if f.repr)
    return f"{type(value).__qualname__}({', '.join(shown)})"


def _alike(names: list[str]) -> tuple[Any, Any]:
    """Return how two values of a class are compared, and how one is hashed: by these fields."""
    parts: Any = attrgetter(*names) if names else lambda _value: ()

    def same(value: Any, other: Any) -> Any:
        if type(value) is not type(other):
            return NotImplemented
        return parts(value) == parts(other)

    return same, lambda value: hash(parts(value))
