"""How many cells a character fills, where that is sure on every terminal."""

import unicodedata
from functools import lru_cache

from rich.cells import get_character_cell_size

# Ideographs, kana, Hangul syllables and fullwidth forms: two cells everywhere. Emoji are not here,
# since terminals do not agree on them; nor are the combining marks within these blocks.
_WIDE = (
    (0x3000, 0x3029),
    (0x3030, 0x303E),
    (0x3041, 0x3096),
    (0x309B, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAD9),
    (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6),
)
# Hebrew and Arabic turn round, Indic to Tibetan, Myanmar and Khmer join; Hangul parts combine.
_UNSURE = ((0x0590, 0x08FF), (0x0900, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF))


@lru_cache(8192)
def sure_width(char: str) -> int:
    """Cells that one character fills: 1 or 2, or 0 when terminals do not agree (or none at all)."""
    code = ord(char)
    laid_out = get_character_cell_size(char)
    if any(first <= code <= last for first, last in _WIDE):
        return 2 if laid_out == 2 and unicodedata.category(char) != "Cn" else 0
    if any(first <= code <= last for first, last in _UNSURE) or code > 0xFFFF:
        return 0
    sure = unicodedata.category(char)[0] in "LNPS" or char in " \u00a0"
    wide = unicodedata.east_asian_width(char) in "WF"
    return 1 if sure and not wide and laid_out == 1 else 0


@lru_cache(4096)
def is_sure(text: str) -> bool:
    """Whether every terminal gives the text the same width."""
    return text.isascii() or all(map(sure_width, text))
