"""The leading words and phrases: those that are about something, each in one place."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.errors import SettingsError
from analysis.tables import term_tables as tables
from analysis.terms import given_terms, leading_terms, names_first, terms_to_follow


def counted(declared: object, **counts: int) -> pd.DataFrame:
    table = pd.DataFrame({"term": [term.replace("_", " ") for term in counts], "count": list(counts.values())})
    for name in declared.required:
        if name not in table:
            table[name] = 10 if name == "articles" else 0.5
    return declared.build(table)


WORDS = counted(tables.TERMS, said=1100, trump=1000, mr=800, donald=500, april=450, people=400, states=300, court=200)
PHRASES = counted(
    tables.PHRASES,
    donald_trump=350, trump_said=300, united_states=160, republican_presidential=100,
    supreme_court=70, republican_presidential_candidate=60, mr_trump=50,
)  # fmt: skip


def test_what_is_about_nothing_is_left_out() -> None:
    table = leading_terms(WORDS, PHRASES, "en")
    assert list(table) == tables.TOP_TERMS.required
    # "donald" and "states" (160 of 300) are left to their phrases, "court" (70 of 200) is not.
    assert table.loc[table["kind"] == "word", "term"].tolist() == ["trump", "people", "court"]
    assert table.loc[table["kind"] == "phrase", "term"].tolist() == [
        "donald trump",
        "united states",
        "supreme court",
        "republican presidential candidate",
    ]
    assert terms_to_follow(WORDS, PHRASES, "en") == table["term"].tolist()
    assert terms_to_follow(WORDS.assign(articles=9), PHRASES, "en") == table["term"].tolist()[3:]


def test_only_phrases_that_are_listed_take_words() -> None:
    table = leading_terms(WORDS, PHRASES, "en", 2)
    assert table["term"].tolist() == ["trump", "people", "donald trump", "united states"]
    assert leading_terms(WORDS, PHRASES[:0], "en")["term"].tolist() == ["trump", "donald", "people", "states", "court"]


def test_a_forename_is_left_to_the_names_it_stands_in() -> None:
    words = counted(tables.TERMS, paul=40, white=30, état=20, okar=19, nils=13)
    phrases = counted(
        tables.PHRASES, paul_ryan=9, river_engineer_nils_okar=9, rand_paul=8, paul_ryan_told=7, **{"l'_état": 6}
    ).assign(articles=9)
    forms = ["Paul Ryan", "river engineer Nils Okar", "Rand Paul", "Paul Ryan told", "l'État"]
    # "Nils" is in front in 9 of 13 uses, "Paul" in 9 of 40, "Okar" never; too few articles hold the phrases.
    assert terms_to_follow(words, phrases.assign(shown=forms), "en") == ["paul", "white", "état", "okar"]
    assert terms_to_follow(words, phrases, "en") == ["paul", "white", "état", "okar", "nils"]


def test_amounts_and_words_that_are_mostly_in_them_are_left_out() -> None:
    words = counted(tables.TERMS, crowns=90, million=80, people=70, cent=60)
    phrases = counted(tables.PHRASES, million_crowns=50, million_people=20)
    assert leading_terms(words, phrases, "en")["term"].tolist() == ["people"]
    # 100 of 400 uses: those in longer phrases are the same ones.
    words = counted(tables.TERMS, crowns=400)
    phrases = counted(tables.PHRASES, million_crowns=100, million_crowns_damages=40, million_crowns_year=40)
    assert leading_terms(words, phrases, "en")["term"].tolist() == ["crowns"]


def test_possessives_go_to_their_word() -> None:
    words = counted(tables.TERMS, trump=9, **{"trump's": 8, "men's": 7})
    assert leading_terms(words, PHRASES[:0], "en")["term"].tolist() == ["trump", "men's"]


def test_lists_are_those_of_the_language() -> None:
    words = counted(tables.TERMS, dijo=9, abril=8, said=7)
    assert leading_terms(words, PHRASES[:0], "es")["term"].tolist() == ["said"]


def test_names_come_first_and_no_word_twice() -> None:
    table = pd.DataFrame({"term": ["party", "ted cruz", "cruz's", "iowa", "tea party", "IS"]})
    table["shown"] = ["party", "Ted Cruz", "Cruz's", "Iowa", "tea Party", "IS"]
    assert names_first(table, 9)["term"].tolist() == ["ted cruz", "iowa", "IS", "party"]
    assert names_first(table, 2)["term"].tolist() == ["ted cruz", "iowa"]
    # Without forms, only names that are counted in capitals are known.
    assert names_first(table[["term"]], 2)["term"].tolist() == ["IS", "party"]
    assert names_first(table[:0], 3).empty


def test_what_is_given_is_counted_once() -> None:
    with pytest.raises(SettingsError, match=r"'old\*': a star stands for nothing here"):
        given_terms(["old*"], "en")
    assert given_terms(["IS", "Old  Quarter", "old quarter", "?"], "en") == ["IS", "old quarter"]
    assert np.array_equal(given_terms([], "en"), [])
