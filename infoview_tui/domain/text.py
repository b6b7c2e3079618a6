"""Text from outside: made safe to show, fit to store, and comparable by name."""

import re
import unicodedata

# Marks that turn the writing direction, deprecated format characters and annotations: they make a
# terminal show something other than what is stored. The zero-width joiner (emoji) stays.
_UNSHOWABLE = (
    "\x80-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff"
)
_LINES = re.compile("[\t\n]")
_HOSTILE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f{_UNSHOWABLE}]")
_BREAKS = re.compile("[\t\n\v\f\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def neutral(text: str, *, one_line: bool = False) -> str:
    """Give text that no terminal acts on: the one choke point for all that is shown.

    C0 and DEL become their pictures (U+2400...), C1, direction marks and surrogates U+FFFD.
    Newlines and tabs stay, or become one space each with `one_line`. The number of characters
    never changes.
    """
    if one_line:
        text = _LINES.sub(" ", text)
    return _HOSTILE.sub(_shown, text)


def clean(text: str) -> str:
    """Make text fit to store: no NUL, LF line ends, no lone surrogates, else as it came."""
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return whole(lines)


def whole(text: str) -> str:
    """Give every character a form that can be stored.

    Lone surrogates are mostly bytes of an argument that the locale has no letters for (`LANG=C`),
    and those mostly UTF-8 all the same; the others become U+FFFD.
    """
    if not _SURROGATES.search(text):
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)


def clean_line(text: str) -> str:
    """Make text fit for a field of one line: `clean`, breaks and tabs as spaces, ends stripped."""
    return _BREAKS.sub(" ", clean(text)).strip()


class _NoMarks(dict[int, int | None]):
    """Takes combining marks away in `str.translate`; looks at each character there is once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = None if unicodedata.combining(chr(code)) else code
        return kept


_NO_MARKS = _NoMarks()


def fold(text: str) -> str:
    """Give the form in which names are compared: no case, no accents, no compatibility forms."""
    if text.isascii():
        return text.lower()
    folded = text
    # Folding case can make new accents and the other way round, so twice is what makes it stable.
    for _ in range(2):
        decomposed = unicodedata.normalize("NFKD", folded.casefold())
        folded = decomposed.translate(_NO_MARKS)
        if folded.isascii():
            return folded.lower()
    return folded


def cells(text: str) -> int:
    """Return how many cells a text takes where wide characters take two, as on paper too."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )
