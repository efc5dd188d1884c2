"""Words and marks set apart are joined as a newspaper writes them; texts that are written so stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.set_apart import join_set_apart

# As programs cut texts, and as they were before.
JOINED = {
    "The mayor did n't resign , she 's back , they 've left .": "The mayor didn't resign, she's back, they've left.",
    "It ’ s late , they don ’ t sail , we ’ ll wait .": "It’s late, they don’t sail, we’ll wait.",
    "Ann O ’ Hara , of the crews ’ union , left .": "Ann O’Hara, of the crews’ union, left.",
    "The Times ' editor , a Mr. Lund , said so .": "The Times' editor, a Mr. Lund, said so.",
    "He said : `` Go ! '' , and , at last , `` Stay ? ''": "He said: “Go!”, and, at last, “Stay?”",
    "“ We wait , ” said Lund , “ and hope , ” and left .": "“We wait,” said Lund, “and hope,” and left.",
    "A fee of $ 40 , or 5 % , ( £ 31 ) , [ sic ] .": "A fee of $40, or 5%, (£31), [sic].",
    "A rise of .5 points , of 1.5 , of .2 .": "A rise of .5 points, of 1.5, of .2.",
    "QUAY -LRB- Tide -RRB- , -lsb- sic -rsb- , a , b": "QUAY (Tide), [sic], a, b",
    "Follow @ quay , # storm , now , here .": "Follow @quay, #storm, now, here.",
    "See https : //gull.example/a , or http : //b.example , he ( @ lund ) said .": (
        "See https://gull.example/a, or http://b.example, he (@lund) said."
    ),
    "Lund , Gov . Hale , the U.S . envoy , and I -- we left .": "Lund, Gov. Hale, the U.S. envoy, and I -- we left.",
    "L ’ usine , qu ’ il a vue , est fermée ; la mairie , non .": "L’usine, qu’il a vue, est fermée; la mairie, non.",
}


@pytest.mark.parametrize(("apart", "joined"), JOINED.items())
def test_a_text_cut_into_words_is_joined(apart: str, joined: str) -> None:
    assert join_set_apart(apart) == joined


@pytest.mark.parametrize(
    "text",
    [
        *JOINED.values(),
        # French has blanks before these marks, but not before commas.
        "« Oui ! » a dit le maire ; la digue, le port, la gare : tout tient. Pourquoi ?",
        "One slip , of the keys, is no export, nor are two , in a text, with others, and more.",
        "Short , text",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert join_set_apart(text) == text


@given(st.text(st.sampled_from("ab ,.’'`“”()$%@\nn")))
def test_nothing_but_blanks_and_quotation_marks_changes(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(of.translate(str.maketrans({"`": None, "'": None, "“": None, "”": None})).split())

    assert letters(join_set_apart(text)) == letters(text)
