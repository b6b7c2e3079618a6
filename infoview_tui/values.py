"""Dataclasses whose methods are written when the first value of them is made.

The standard library writes and compiles six methods for each class while its module is read: half
a millisecond, for a hundred and fifty classes of which a start needs thirty. Here one is written,
and late. A class says nothing of its own on being shown, compared or hashed; a field that is not
asked for when a value is made (`init=False`) is set by its `__post_init__`.
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
            dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
            frozen = self._options.get("frozen", False)
            cls.__repr__ = _repr
            if frozen:
                cls.__setattr__, cls.__delattr__ = _no_setting, _no_deleting
            if self._options.get("eq", True):
                cls.__eq__, hashed = _alike(cls)
                cls.__hash__ = hashed if frozen else None
            # Last: until then whoever makes a value elsewhere waits here.
            cls.__init__ = _init(cls)


def _init(cls: Any) -> Any:
    """Write the one method that has to know the fields by name."""
    known: dict[str, Any] = {"_put": object.__setattr__, "_missing": dataclasses.MISSING}
    asked: dict[bool, list[str]] = {False: [], True: []}
    steps = []
    for field in dataclasses.fields(cls):
        name = value = field.name
        if not field.init:
            continue
        if field.default_factory is not dataclasses.MISSING:
            known[f"make_{name}"] = field.default_factory
            value = f"make_{name}() if {name} is _missing else {name}"
            asked[bool(field.kw_only)].append(f"{name}=_missing")
        elif field.default is not dataclasses.MISSING:
            known[f"usual_{name}"] = field.default
            asked[bool(field.kw_only)].append(f"{name}=usual_{name}")
        else:
            asked[bool(field.kw_only)].append(name)
        steps.append(f" _put(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        steps.append(" self.__post_init__()")
    named = ["*", *asked[True]] if asked[True] else []
    head = f"def __init__({', '.join(['self', *asked[False], *named])}):"
    source = "\n".join([head, *(steps or [" pass"])])
    exec(source, known)  # nosec B102
    return known["__init__"]


def _repr(value: Any) -> str:
    shown = (f"{f.name}={getattr(value, f.name)!r}" for f in dataclasses.fields(value) if f.repr)
    return f"{type(value).__qualname__}({', '.join(shown)})"


def _alike(cls: Any) -> tuple[Any, Any]:
    """Return how two values of a class are compared, and how one is hashed."""
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    parts: Any = attrgetter(*names) if names else lambda _value: ()

    def same(value: Any, other: Any) -> Any:
        if type(value) is not type(other):
            return NotImplemented
        return parts(value) == parts(other)

    return same, lambda value: hash(parts(value))


def _no_setting(_value: Any, name: str, _new: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deleting(_value: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
