"""A line read as a thing to share, and the line that it is read from."""

from __future__ import annotations

import re

from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FOR = re.compile(r"(?:^|\s)for:\s*", re.IGNORECASE)

MOST = 500
"""Characters of a thing on the shelf: what is longer is a paste gone wrong."""


def read_item(line: str) -> tuple[str, str, str]:
    """Read a line as title, link and whom it is for: a link anywhere, `for: words` at the end.

    A link alone is its own title.

    Raises:
        RefusedError: there is nothing to call it by, or it is too long.

    """
    text = clean_line(line)
    if len(text) > MOST:
        raise RefusedError(f"That is more than the shelf takes ({MOST} characters in one line).")
    found = _LINK.search(text)
    link = found[0].rstrip(".,;!?") if found else ""
    rest = text.replace(found[0], " ", 1) if found else text
    title, *about = _FOR.split(rest, maxsplit=1)
    title = " ".join(title.split()).strip(" ,;–-") or _bare(link)
    if not title:
        raise RefusedError("A thing on the shelf needs a link or a title.")
    return title, link, " ".join("".join(about).split())


def item_line(title: str, link: str, about: str) -> str:
    """Return the line that `read_item` reads as this."""
    parts = ("" if title == _bare(link) else title, link, f"for: {about}" if about else "")
    return " ".join(part for part in parts if part)


def _bare(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link, flags=re.IGNORECASE).rstrip("/")
