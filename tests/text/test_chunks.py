"""Words of whole texts are counted as they are cut one by one."""

from __future__ import annotations

import pytest

from analysis.text import count_tokens, tokens


@pytest.mark.parametrize("language", ["", "fr", "tr", "de"])
def test_as_many_words_are_counted_as_are_cut(language: str) -> None:
    texts = ["L'État, c'est moi: 3 rois.", "", "THE U.S. ARMY’S MEN", "a\u2003b\u00a0c  d", "新聞社 news#tag @quay"]
    assert count_tokens(texts, language).tolist() == [len(tokens(text, language)) for text in texts]
