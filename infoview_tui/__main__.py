"""`python -m infoview_tui` is the command `infoview`."""

from infoview_tui.cli import main

main()
