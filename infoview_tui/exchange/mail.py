"""A letter as a mail program takes it: an `.eml` file to open and send, or a `mailto:` link."""

from __future__ import annotations

from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote, urlencode

from infoview_tui.domain.text import clean, clean_line

MOST_LINK = 1_800
"""Characters of a link that every program takes; a longer letter leaves its text out of it."""


def eml(*, to: str, name: str, subject: str, body: str) -> bytes:
    """Write a draft that mail programs open ready to be sent (`X-Unsent`).

    `to` is left out where it is no address. Nobody is named as the sender: the program knows.
    """
    message = EmailMessage(policy=SMTP)
    address = _address(to, name)
    if address is not None:
        message["To"] = address
    message["Subject"] = clean_line(subject)
    message["X-Unsent"] = "1"
    message.set_content(clean(body).rstrip() + "\n", cte="quoted-printable")
    return message.as_bytes()


def _address(to: str, name: str) -> Address | None:
    try:
        return Address(display_name=clean_line(name), addr_spec=clean_line(to))
    except (MessageError, ValueError, IndexError):
        return None


def mailto(*, to: str, subject: str, body: str) -> str:
    """Return a link that opens the letter in a mail program, with its text where there is room."""
    start = f"mailto:{quote(clean_line(to), safe='@')}"
    fields = {"subject": clean_line(subject), "body": clean(body).replace("\n", "\r\n")}
    whole = f"{start}?{urlencode(fields, quote_via=quote)}"
    if len(whole) <= MOST_LINK:
        return whole
    return f"{start}?{urlencode({'subject': fields['subject']}, quote_via=quote)}"[:MOST_LINK]
