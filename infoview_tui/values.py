"""Dataclasses whose methods are written when the first value of them is made.

The standard library writes and compiles six methods for each class while its module is read: half
a millisecond, for a hundred and fifty classes of which a start needs thirty.
"""

from __future__ import annotations

import dataclasses
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
        with _writing:
            # Another thread may have come first.
            if self._cls.__dict__["__dataclass_fields__"] is self:
                del self._cls.__init__
                dataclasses.dataclass(**self._options)(self._cls)
