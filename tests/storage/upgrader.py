"""Opens copies of an older database, each in a process that strace kills at its own write.

strace counts the calls of each process. A process that is to die at its n-th call of a kind first
makes enough calls that do nothing, so that one run of strace serves all of them.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from infoview_tui.storage import backup, checkup, restore
from infoview_tui.storage.database import connect

LIMIT = 400
_NULL = os.open(os.devnull, os.O_RDWR)


def _link() -> None:
    os.link("/nowhere/a", "/nowhere/b", follow_symlinks=False)


IDLE: dict[str, Callable[[], object]] = {
    "pwrite64": lambda: os.pwrite(_NULL, b"x", 0),
    "fdatasync": lambda: os.fdatasync(_NULL),
    "fsync": lambda: os.fsync(_NULL),
    "ftruncate": lambda: os.ftruncate(_NULL, 0),
    "linkat": _link,
    "unlink": lambda: Path("/nowhere/a").unlink(),
}


def upgrade(path: Path, kind: str, number: int) -> int:
    """Open a database in a process of its own; the status with which it ended."""
    child = os.fork()
    if not child:
        for _ in range(LIMIT - number):
            with contextlib.suppress(OSError):
                IDLE[kind]()
        connect(path).close()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    assert backup and checkup and restore
    for name in sys.argv[1:]:
        kind, number = Path(name).parent.name.split("-")
        print(name, upgrade(Path(name), kind, int(number)), flush=True)
