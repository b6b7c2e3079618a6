from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.text import clean, clean_line
from infoview_tui.exchange.mail import MOST_LINK, eml, mailto

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"))


def read(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    return str(message.get_content()).replace("\r\n", "\n").rstrip()


def test_another_program_reads_to_whom_about_what_and_the_text() -> None:
    body = "Dear Léa,\n\nthank you for the tour – it stayed with me.\n\nWren"
    data = eml(to="lea@example.org", name="Léa Fournier", subject="Thank you, Léa", body=body)
    message = read(data)
    assert message["To"] == "Léa Fournier <lea@example.org>"
    assert (message["Subject"], message["X-Unsent"]) == ("Thank you, Léa", "1")
    assert text_of(message) == body
    assert message["From"] is None
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))


@pytest.mark.parametrize(
    "to", ["", "no address", "a@b, c@d", "x@y\nBcc: all@example.org", "@", "a@"]
)
def test_what_is_no_address_is_left_out(to: str) -> None:
    message = read(eml(to=to, name="Dana", subject="Hello", body="text"))
    assert message["To"] is None
    assert message["Bcc"] is None


@given(TEXT, TEXT, TEXT)
def test_no_text_becomes_a_header_and_none_is_lost(name: str, subject: str, body: str) -> None:
    message = read(eml(to="d@example.org", name=name, subject=subject, body=body))
    assert set(message.keys()) <= {
        "To",
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert text_of(message) == clean(body).rstrip()
    assert " ".join(message["Subject"].split()) == " ".join(clean_line(subject).split())


@given(TEXT, TEXT)
def test_a_link_says_the_same_and_is_never_too_long(subject: str, body: str) -> None:
    link = mailto(to="dana@example.org", subject=subject, body=body)
    assert len(link) <= MOST_LINK
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "dana@example.org")
    fields = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)
    if "body" in fields:
        assert fields["subject"] == [clean_line(subject)]
        assert fields["body"] == [clean(body).replace("\n", "\r\n")]
    assert all(32 < ord(char) < 127 for char in link)
