from __future__ import annotations

import asyncio
import signal
import stat
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from infoview_tui.terminal.editor import ASK_FOR_ONE, MOST_BYTES, Edited, command, edit


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def run(tmp_path: Path, script: str, text: str = "before\n", args: str = "") -> Edited:
    """Edit with a script of these lines; the file is its last argument."""
    program = tmp_path / "my editor"
    program.write_text(f"#!/bin/sh\nfor file; do :; done\n{script}\n")
    program.chmod(0o700)
    return await edit(text, nullcontext, {"EDITOR": f"'{program}' {args}"})


async def test_what_the_editor_leaves_comes_back_and_the_file_is_gone(
    tmp_path: Path, temporary: Path
) -> None:
    script = f'echo "after é" >> "$file"; echo "$#" > {tmp_path}/count'
    assert await run(tmp_path, script, "é\n", "-a 'b c'") == Edited("é\nafter é\n")
    assert (tmp_path / "count").read_text() == "3\n"
    assert left_in(temporary) == []


async def test_only_the_user_may_read_it(tmp_path: Path) -> None:
    stats = tmp_path / "stats"
    await run(tmp_path, f'ls -ld "$file" "${{file%/*}}" > {stats}')
    folder, file = stats.read_text().splitlines()
    assert file.startswith("-rw-------")
    assert folder.startswith("drwx------")


async def test_an_editor_that_puts_another_file_in_its_place(tmp_path: Path) -> None:
    assert await run(tmp_path, 'echo new > "$file.x"; mv "$file.x" "$file"') == Edited("new\n")


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ('echo more >> "$file"; exit 3', "The editor my editor ended with code 3."),
        ('echo more >> "$file"; kill -9 $$', "The editor my editor was stopped by signal 9."),
    ],
)
async def test_what_a_failing_editor_had_written_is_not_lost(
    tmp_path: Path, temporary: Path, script: str, trouble: str
) -> None:
    assert await run(tmp_path, script) == Edited("before\nmore\n", trouble)
    assert left_in(temporary) == []


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        (r'printf "\377\376" > "$file"', "What the editor left is not UTF-8."),
        (
            f'head -c {MOST_BYTES + 1} /dev/zero > "$file"',
            "What the editor left is more than a megabyte.",
        ),
    ],
)
async def test_what_cannot_be_taken_is_kept_where_it_is(
    tmp_path: Path, temporary: Path, script: str, trouble: str
) -> None:
    edited = await run(tmp_path, script)
    (folder,) = left_in(temporary)
    said = f"{trouble} Nothing was changed; it is kept in {folder / 'text.txt'}."
    assert edited == Edited(None, said)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "script", ['rm "$file"', 'rm "$file"; ln -s /etc/passwd "$file"', 'rm "$file"; mkfifo "$file"']
)
async def test_a_file_that_is_none_any_more_is_not_read(tmp_path: Path, script: str) -> None:
    assert await run(tmp_path, script) == Edited(None, "The editor left no file.")


async def test_ctrl_c_is_the_editors_and_is_ours_again_afterwards(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    edited = await run(tmp_path, "kill -2 $PPID; kill -3 $PPID; echo on >> $file")
    assert edited == Edited("before\non\n")
    assert signal.getsignal(signal.SIGINT) == before


async def test_the_app_goes_on_meanwhile(tmp_path: Path) -> None:
    # The editor ends when something that the loop does has happened.
    mark = tmp_path / "mark"
    asyncio.get_running_loop().call_later(0.01, mark.touch)
    waits = f'while [ ! -e "{mark}" ]; do :; done; echo on >> "$file"'
    assert (await run(tmp_path, waits)).text == "before\non\n"


async def test_what_it_saves_is_told_while_it_is_open(tmp_path: Path) -> None:
    mark, told = tmp_path / "mark", []

    def wrote(text: str) -> None:
        told.append(text)
        mark.touch()
        raise OSError

    program = tmp_path / "editor"
    script = f'echo one >> "$1"; while [ ! -e {mark} ]; do :; done; echo two >> "$1"'
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    edited = await edit("", nullcontext, {"EDITOR": str(program)}, wrote)
    assert (told[0], edited) == ("one\n", Edited("one\ntwo\n"))


@pytest.mark.parametrize(
    ("environ", "trouble"),
    [
        ({}, ASK_FOR_ONE),
        ({"EDITOR": "  "}, ASK_FOR_ONE),
        ({"EDITOR": "'vi"}, "EDITOR cannot be read: a quote in it is not closed."),
    ],
)
async def test_without_an_editor_it_is_said_what_to_do(
    environ: dict[str, str], trouble: str
) -> None:
    assert await edit("text", nullcontext, environ) == Edited(None, trouble)


async def test_an_editor_that_is_not_there_loses_nothing() -> None:
    edited = await edit("text", nullcontext, {"VISUAL": "/dev/null/vi -x"})
    said = "The editor vi could not be started: Not a directory."
    assert edited == Edited("text", said)
    edited = await edit("text", nullcontext, {"EDITOR": "no-such-editor"})
    said = "There is no editor no-such-editor: VISUAL or EDITOR names it."
    assert edited == Edited("text", said)


async def test_a_folder_that_cannot_be_made_is_said(temporary: Path) -> None:
    tempfile.tempdir = str(temporary / "gone")
    edited = await edit("text", nullcontext, {"EDITOR": "true"})
    assert edited.trouble == "There is no place for the editor's file: No such file or directory."


def test_visual_comes_before_editor() -> None:
    assert command({"VISUAL": "vim -u 'my rc'", "EDITOR": "ed"}) == ["vim", "-u", "my rc"]
    assert command({"VISUAL": "", "EDITOR": "ed"}) == ["ed"]
