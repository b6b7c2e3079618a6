"""Opening what is encrypted: the passphrase comes from a command or from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from infoview_tui.errors import RefusedError
from infoview_tui.storage.connection import looks_encrypted

if TYPE_CHECKING:
    from infoview_tui.config import Config
    from infoview_tui.paths import Paths

TRIES = 3
COMMAND_SECONDS = 60
"""How long the command may take: it may ask for something itself."""
EXTRA = "pip install 'infoview[encrypted]'"


def unlock(paths: Paths, config: Config, file: Path | None = None) -> None:
    """Make the key of a file (None: the database) known to this process if it is encrypted.

    To be called before anything is opened.

    Raises:
        RefusedError: there is no passphrase, or it does not open the file.

    """
    file = file or paths.database
    if not looks_encrypted(file):
        return
    need_library(file)
    from infoview_tui.storage.backup import backups_of
    from infoview_tui.storage.cipher import knows, unlock

    if knows(file):
        return
    # Where the file is damaged, its backups tell that the passphrase is right.
    witnesses = [backup.path for backup in backups_of(paths.database)]
    wrong = f"The passphrase does not open {file}."
    if config.passphrase_command:
        if not unlock(file, from_command(paths.config, config.passphrase_command), witnesses):
            raise RefusedError(wrong)
        return
    for left in reversed(range(TRIES)):
        if unlock(file, _asked(f"Passphrase of {file}: ", file), witnesses):
            return
        if left:
            from infoview_tui.cli.output import say

            say(wrong)
    raise RefusedError(wrong)


def need_library(file: Path) -> None:
    """Refuse where the library that encrypts is missing.

    Raises:
        RefusedError: how to install it.

    """
    try:
        import infoview_tui.storage.cipher  # noqa: F401
    except ImportError as error:
        raise RefusedError(f"{file} cannot be opened without sqlcipher3: {EXTRA}.") from error


def from_command(config: Path, command: str) -> bytes:
    """Return the first line of what a command prints.

    Raises:
        RefusedError: it failed, took too long or printed nothing.

    """
    import shlex
    import subprocess  # nosec B404

    printed, why = b"", ""
    try:
        printed = subprocess.run(  # nosec B603
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=COMMAND_SECONDS,
            check=True,
        ).stdout
    except subprocess.CalledProcessError as error:
        why = f"it ended with code {error.returncode}"
    except subprocess.TimeoutExpired:
        why = f"it took more than {COMMAND_SECONDS} seconds"
    except (OSError, ValueError, IndexError) as error:
        why = getattr(error, "strerror", None) or "it cannot be run"
    line = printed.split(b"\n", 1)[0].removesuffix(b"\r")
    if line:
        return line
    why = why or "it printed nothing"
    raise RefusedError(f"passphrase_command in {config} gave no passphrase: {why}.")


def _asked(prompt: str, file: Path) -> bytes:
    from infoview_tui.terminal.secret import ask_secret

    try:
        typed = ask_secret(prompt)
    except EOFError as error:
        raise RefusedError(f"{file} was not opened.") from error
    if typed is None:
        raise RefusedError(
            f"{file} is encrypted, and there is no terminal to ask for its passphrase on; "
            "`passphrase_command` in the config file names a program that prints it."
        )
    return typed


def asked_twice(file: Path) -> bytes:
    """Return a new passphrase that was typed twice.

    Raises:
        RefusedError: there is no terminal, it is empty, or the two are not the same.

    """
    typed = _asked("New passphrase: ", file)
    if not typed:
        raise RefusedError("An empty passphrase protects nothing; nothing was changed.")
    if _asked("The same again: ", file) != typed:
        raise RefusedError("The two are not the same; nothing was changed.")
    return typed
