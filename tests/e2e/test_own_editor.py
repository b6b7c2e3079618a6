from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from somebody import User

from infoview_tui.services.letters import draft_letter, save_letter, versions
from infoview_tui.services.people import add_person
from infoview_tui.services.points import add_card, all_points
from infoview_tui.storage.store import Store

EDITOR = """#!/bin/sh
trap 'echo "HEARD CTRL C"' INT
echo "WHAT NOW?"
while ! read -r words; do :; done
sed -i "s/Forty groups./$words/" "$1"
"""


def test_the_terminal_is_the_editors_and_then_the_apps_again(
    database: Path, store: Store, now: datetime, tmp_path: Path
) -> None:
    add_person(store, now, name="Dana Okafor")
    add_card(store, now, "Tours", "Forty groups.")
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o700)
    folder = tmp_path / "temporary"
    folder.mkdir()
    env = {"EDITOR": str(editor), "VISUAL": None, "TMPDIR": str(folder)}
    with User(database, rows=24, env=env) as user:
        user.sees("Today")
        user.presses("4", "G", "E")
        user.sees("WHAT NOW")
        (opened,) = folder.iterdir()
        user.presses("ctrl+c")
        user.sees("HEARD CTRL C")
        user.types("Fifty groups, q u\n")
        user.sees(r"(?s)1 of 1 · front.*Saved\.  u undo")
        assert not opened.exists()
        user.presses("space")
        user.sees("Say     Fifty groups, q u")
        assert all_points(store)[0].point == "Fifty groups, q u"
        user.leaves()


def test_a_letter_is_written_on_in_ones_own_editor(
    database: Path, store: Store, now: datetime, tmp_path: Path
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    letter = draft_letter(store, now, ZoneInfo("Europe/Lisbon"), "news", dana)
    save_letter(store, now, letter, None, "Good news", "Dear Dana,\n\nit is done.")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/it is done./first line\\n\\nsecond line/" "$1"\n')
    editor.chmod(0o700)
    with User(database, env={"EDITOR": f"{editor} ", "VISUAL": None}) as user:
        user.sees("Today")
        user.presses("5", "enter")
        user.sees("it is done")
        user.presses("E")
        user.sees("second line")
        user.sees("Saved")
        user.leaves()
    assert store.letters.get(letter).body == "Dear Dana,\n\nfirst line\n\nsecond line"
    assert versions(store, letter)[0].body == "Dear Dana,\n\nit is done."
