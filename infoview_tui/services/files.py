"""Files that a user asks for: written whole, readable by nobody else, over nothing unasked."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from infoview_tui.errors import RefusedError
from infoview_tui.paths import planted


class FileIsThereError(RefusedError):
    """A file of that name exists; nothing was written."""


def is_markdown(path: str) -> bool:
    """Whether the name of a file asks for Markdown."""
    return path.strip().lower().endswith((".md", ".markdown"))


def at_home(path: Path) -> str:
    """Return a path as one writes it, `~` for the home."""
    home = Path.home()
    return (
        f"~/{path.relative_to(home)}".removesuffix("/.") if path.is_relative_to(home) else str(path)
    )


def write_file(name: str, text: str, *, over: bool = False) -> Path:
    """Write a text to a file that nobody else may read, and return its full path.

    A relative `name` is of the working directory, `~` is the home. Whatever fails, a file that
    was there stays as it was.

    Raises:
        FileIsThereError: the file exists, and `over` is not set.
        RefusedError: it cannot be written; the message says why.

    """
    if not name.strip():
        raise RefusedError("Give the file a name.")
    path = Path(name.strip())
    try:
        path = path.expanduser().absolute()
        if path.is_dir():
            raise RefusedError(f"{path} is a folder; add the name of a file.")
        if path.exists() and not path.is_file():
            raise RefusedError(f"{path} is not a file that can be written over.")
        if os.path.lexists(path) and not over:
            raise FileIsThereError(f"{path.name} is there already; give another name.")
        if (found := planted(path)) is not None:
            raise RefusedError(f"{found} belongs to another user; give another name.")
        _write(path.resolve() if over else path, text, over=over)
    except RuntimeError as error:
        raise RefusedError(f"{error} Write the path out.") from error
    except ValueError as error:
        raise RefusedError("That is not the name of a file.") from error
    except FileExistsError as error:
        raise FileIsThereError(f"{path.name} is there already; give another name.") from error
    except OSError as error:
        raise RefusedError(_why(path, error)) from error
    return path


def _write(path: Path, text: str, *, over: bool) -> None:
    """Write all or nothing; what is written over stays until the new text is on the disk."""
    target = path.with_name(f".{secrets.token_hex(8)}.part") if over else path
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(file, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(file)
        if over:
            target.replace(path)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def _why(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return f"There is no folder {path.parent}; nothing was written."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full; nothing was written."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{path.parent} may not be written to; choose another folder."
    return f"{path.name} was not written: {(error.strerror or str(error)).lower()}."
