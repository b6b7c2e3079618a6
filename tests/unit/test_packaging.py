from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from infoview_tui.styles import stylesheet

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAPPED = {"infoview_tui/screens": "screens", "infoview_tui/styles": "styles"}
DATA = (".toml", ".tcss", "py.typed")


def on_disk() -> set[str]:
    """Every file that belongs into the wheel, as the wheel names it."""
    found = set()
    for folder in ("infoview_tui", "screens", "styles"):
        for path in (ROOT / folder).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            linked = any(name.startswith(f"{link}/") for link in MAPPED)
            kept = path.suffix == ".py" or path.name.endswith(DATA)
            if kept and path.is_file() and not linked and "__pycache__" not in name:
                mapped = next(
                    (
                        f"{k}/{name[len(v) + 1 :]}"
                        for k, v in MAPPED.items()
                        if name.startswith(f"{v}/")
                    ),
                    name,
                )
                found.add(mapped)
    return found


def test_every_folder_with_code_is_a_package_of_the_project() -> None:
    folders = {Path(name).parent.as_posix().replace("/", ".") for name in on_disk()}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == folders


def test_the_links_lead_to_the_folders_at_the_top() -> None:
    for link, folder in MAPPED.items():
        assert (ROOT / link).is_symlink()
        assert (ROOT / link).resolve() == ROOT / folder


def test_every_style_sheet_is_found() -> None:
    for path in (ROOT / "styles").glob("*.tcss"):
        assert stylesheet(path.stem).samefile(path)


@pytest.mark.timeout(180)
def test_the_wheel_holds_what_is_on_disk_and_nothing_at_the_top(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    names = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    assert names == on_disk()
