"""The style sheets, found the same way in a checkout and in an installed wheel."""

from pathlib import Path


def stylesheet(name: str) -> Path:
    """Return the path of `<name>.tcss`; a relative path fails where git writes links as text."""
    return Path(__file__).parent / f"{name}.tcss"
