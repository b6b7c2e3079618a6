from __future__ import annotations

import pytest
from rich.cells import cell_len

from infoview_tui.widgets.drawn import fit


@pytest.mark.parametrize("text", ["word ", "兼", "e\u0301", "x\u200d", "\u200b"])
def test_of_a_million_characters_a_row_has_few_and_says_that_there_are_more(text: str) -> None:
    row = fit(text * 1_000_000, 10)
    assert cell_len(row) == 10
    assert len(row) < 200
    assert row.rstrip().endswith("…")


@pytest.mark.parametrize("text", ["é", "兼業 ﾊﾝ", "👩\u200d🚀 go", "Z\u0351\u036b\u0343"])
def test_what_fits_stays_whole(text: str) -> None:
    assert fit(text, 10).rstrip() == text
    assert cell_len(fit(text, 10)) == 10
