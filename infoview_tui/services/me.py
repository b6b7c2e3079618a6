"""What letters say of oneself: name, half a sentence, phone, and the field one explores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from infoview_tui.domain.text import clean_line
from infoview_tui.storage.store import Store

DETAILS = {
    "name": "Your name",
    "line": "Who you are",
    "phone": "Phone",
    "exploring": "What you explore",
}
"""The details by the name that they are kept under, with their labels."""


def details(store: Store) -> dict[str, str]:
    """Return what is known of oneself, "" for what is not."""
    return {name: store.setting(name) for name in DETAILS}


def change_details(store: Store, now: datetime, values: Mapping[str, str]) -> None:
    """Keep details of oneself; what is not among `values` stays."""
    with store.write():
        for name in DETAILS:
            if name in values:
                store.change_setting(now, name, clean_line(values[name]))
