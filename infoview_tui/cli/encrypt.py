"""`infoview encrypt` and `decrypt`: the database and its backups with a passphrase, or without."""

from __future__ import annotations

from pathlib import Path

import click

from infoview_tui.cli.output import say
from infoview_tui.cli.run import Run
from infoview_tui.cli.unlock import asked_twice, from_command, need_library, unlock
from infoview_tui.errors import RefusedError
from infoview_tui.storage.connection import looks_encrypted

WARNING = (
    "Without the passphrase nobody reads this database and its backups again: not you, and not "
    "who wrote infoview. There is no way back. Keep it in a password manager."
)


@click.command()
@click.option("--change", is_flag=True, help="Give an encrypted database another passphrase.")
@click.pass_obj
def encrypt(run: Run, change: bool) -> None:
    """Encrypt the database and its backups with a passphrase, which is asked for twice.

    From then on every start asks for it, or runs the `passphrase_command` of the config file, which
    also gives the first passphrase where it is set. A second run goes on where one was cut off.
    """
    database = _ready(run)
    from infoview_tui.storage.cipher import new_key
    from infoview_tui.storage.recoding import recode, recode_backups

    encrypted = looks_encrypted(database)
    if change and not encrypted:
        raise RefusedError(f"{database} is not encrypted; leave --change out.")
    unlock(run.paths, run.config)
    if encrypted and not change:
        from infoview_tui.storage.connection import sealing_key

        key = sealing_key()
        say(f"{database} is encrypted already.")
    else:
        say(WARNING)
        command = "" if change else run.config.passphrase_command
        typed = from_command(run.paths.config, command) if command else asked_twice(database)
        key = new_key(typed)
        recode(database, key)
        say(f"{database} is encrypted now.")
    done, left = recode_backups(database, key)
    say(f"Backups that are encrypted: {len(done)}.")
    for backup in left:
        say(f"{backup.path} is as it was: {_why(backup.path)}. Remove it if you may.")
    _tell_what_stays(database)


@click.command()
@click.pass_obj
def decrypt(run: Run) -> None:
    """Take the encryption off the database and its backups."""
    database = _ready(run)
    from infoview_tui.storage.backup import backups_of
    from infoview_tui.storage.recoding import recode, recode_backups

    # A run that was cut off has left the backups encrypted.
    files = [database, *(backup.path for backup in backups_of(database))]
    encrypted = next((file for file in files if looks_encrypted(file)), database)
    unlock(run.paths, run.config, encrypted)
    if not recode(database, ""):
        say(f"{database} is not encrypted.")
    else:
        say(f"{database} is not encrypted any more: whoever reads the disk reads it.")
    done, left = recode_backups(database, "")
    say(f"Backups that are not encrypted: {len(done)}.")
    for backup in left:
        say(f"{backup.path} is as it was: {_why(backup.path)}.")


def _ready(run: Run) -> Path:
    """Return the database, of which nothing waits outside.

    Raises:
        RefusedError: it is not there, or words wait beside it.

    """
    database = run.paths.database
    if not database.exists():
        raise RefusedError(f"There is no {database} yet; `infoview` makes it.")
    need_library(database)
    from infoview_tui.services.doctor import emergency_files

    waiting = emergency_files(database)
    if waiting:
        raise RefusedError(
            f"Words that could not be saved wait in {waiting[0]}. Open infoview once, which takes "
            "them in; then do this again."
        )
    return database


def _why(backup: Path) -> str:
    other = "it is encrypted with another passphrase"
    return other if looks_encrypted(backup) else "it is damaged, or open elsewhere"


def _tell_what_stays(database: Path) -> None:
    aside = [
        file
        for file in sorted(database.parent.glob("*"))
        if file.name.startswith(f"{database.name}.") and file.is_file()
    ]
    for file in aside:
        say(f"{file} was moved aside once and is as it was; remove it if you may.")
    say(
        "What was there before was overwritten, but the disk may keep old blocks of it, and copies "
        "that you made elsewhere (backups, exports, sheets) are as they were."
    )
