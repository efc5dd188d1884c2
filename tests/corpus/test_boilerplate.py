"""Boilerplate is known again and taken off, with what was taken off told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.boilerplate import (
    DEPTH,
    MAX_CHARACTERS,
    Boilerplate,
    count_words,
    end_paragraphs,
    hash_texts,
    is_label,
    paragraph_key,
    strip_boilerplate,
    without_numbers,
)


def keys(*paragraphs: str) -> frozenset[int]:
    return frozenset(map(paragraph_key, paragraphs))


def hashes(*texts: str) -> frozenset[int]:
    return frozenset(hash_texts([text.casefold() for text in texts]).tolist())


def test_numbers_and_dates_are_one_sign() -> None:
    for text, expected in [
        ("933 words", "# words"),
        ("10 April 2014", "# # #"),
        ("Monday, April 7, 2014", "# # # #"),
        ("Sept. 3", "# #"),
        ("At 5 p.m. on 3 May", "at # p.m. on # #"),
        ("© 2014 Tern Ltd", "© # tern ltd"),
        ("Document TERN000020140410ea4a0001x", "document #"),
        ("1 Scotland", "# scotland"),
        ("They may march on Sunday", "they may march on sunday"),
        ("  The  TERN\n daily ", "the tern daily"),
        ("5 marches", "# marches"),
        ("They met on 5 March.", "they met on 5 march."),
        ("© 2014 Tern. All rights reserved.", "© # tern. all rights reserved."),
        ("Copyright 2014 Tern.", "copyright # tern."),
        ("٣ words", "# words"),
        ("", ""),
    ]:
        assert without_numbers(text) == expected


@given(st.text())
def test_what_has_no_number_is_only_lower_cased(text: str) -> None:
    plain = "".join(c for c in text if not c.isdigit())
    assert without_numbers(plain) == " ".join(plain.casefold().split())
    assert without_numbers(without_numbers(text)) == without_numbers(text)


def test_a_key_forgets_capitals_blanks_and_numbers_and_nothing_else() -> None:
    assert paragraph_key("The  TERN\n daily 5") == paragraph_key("the tern daily 17")
    assert len({paragraph_key(text) for text in ("the tern daily", "the tern daily.", "tern the daily", "")}) == 4


def test_hashes_are_the_same_on_every_machine() -> None:
    assert hash_texts(["a", "b", ""]).tolist() == hash_texts(["a", "b", ""]).tolist()
    assert hash_texts([]).tolist() == []


def test_words_are_counted_also_without_blanks() -> None:
    for text, words in [("one two three", 3), ("x" * 31, 3), ("新" * 32, 4), ("a", 1), ("", 1)]:
        assert count_words(text) == words


def test_labels_are_short_and_no_sentences() -> None:
    for line, expected in [
        ("News", True),
        ("1 Scotland", True),
        ("By Ane Brod in Dorsk today", True),
        ("By Ane Brod in Dorsk this day", False),
        ("They left.", False),
        ("They left.”", False),
        ("Why?", False),
        ("They said:", False),
        ("14%", False),
        ("# #", False),
        ("", False),
    ]:
        assert is_label(line) is expected


def test_only_the_ends_are_looked_at_and_no_long_paragraphs() -> None:
    n = 3 * DEPTH
    assert end_paragraphs([f"p{i}" for i in range(n)]) == [*range(DEPTH), *range(n - DEPTH, n)]
    assert end_paragraphs(["a", "b", "a"]) == [0, 1, 2]
    assert end_paragraphs(["a" * MAX_CHARACTERS, "a" * (MAX_CHARACTERS + 1)]) == [0]
    assert end_paragraphs([]) == []


def test_what_stands_at_the_ends_goes_there_only() -> None:
    paragraphs = ["From the Tern", *(f"Paragraph {i}" for i in "abcdefghijklmnopqrstuvwxyz"), "© 2015 Tern"]
    paragraphs.insert(14, "From the Tern")
    kept, removed = strip_boilerplate(paragraphs, Boilerplate(ends=keys("From the Tern", "© 2011 Tern")))
    assert removed == ["From the Tern", "© 2015 Tern"]
    assert kept == paragraphs[1:-1]


def test_sentences_go_wherever_they_stand() -> None:
    boilerplate = Boilerplate(anywhere=hashes("Read more here.", "Sign up now. Never miss a story."))
    text = ["They left. Read more here. They came.", "Sign up now. Never miss a story.", "READ MORE HERE."]
    kept, removed = strip_boilerplate(text, boilerplate)
    assert kept == ["They left. They came."]
    assert removed == ["Read more here.", "Sign up now. Never miss a story.", "READ MORE HERE."]


def test_labels_go_with_their_neighbours_in_a_row() -> None:
    boilerplate = Boilerplate(ends=keys("From the Tern"), beside=keys("News", "Harbour"))
    kept, removed = strip_boilerplate(["News", "Harbour", "From the Tern", "They left.", "News"], boilerplate)
    assert (kept, removed) == (["They left.", "News"], ["News", "Harbour", "From the Tern"])


def test_what_is_kept_stays_and_holds_nothing_else_back() -> None:
    boilerplate = Boilerplate(
        ends=keys("From the Tern", "3 words"), beside=keys("News"), anywhere=hashes("Read more here.", "Sign up today.")
    )
    text = ["News", "From the Tern", "7 words", "They left. Read more here. Sign up today."]
    assert strip_boilerplate(text, boilerplate, keys("from the TERN", "1 words"))[1] == [
        "Read more here.",
        "Sign up today.",
    ]
    assert strip_boilerplate(text, boilerplate, keys("Read more here."))[0] == ["They left. Read more here."]
    assert strip_boilerplate(text, boilerplate, keys("News"))[0] == ["News", "They left."]


def test_no_article_loses_all_its_words() -> None:
    boilerplate = Boilerplate(ends=keys("From the Tern", "They left."))
    assert strip_boilerplate(["From the Tern", "They left."], boilerplate) == (["From the Tern", "They left."], [])
    assert strip_boilerplate(["From the Tern", "* * *"], boilerplate) == (["From the Tern", "* * *"], [])
    assert strip_boilerplate([], boilerplate) == ([], [])
    # A short bulletin that is only made of habits keeps its own and loses the footer.
    both = Boilerplate(ends=keys("Water 3 feet"), anywhere=hashes("Read more on our site."))
    assert strip_boilerplate(["Water 5 feet", "Read more on our site."], both)[0] == ["Water 5 feet"]
    assert strip_boilerplate(["Read more on our site."], both) == (["Read more on our site."], [])


@given(st.lists(st.sampled_from(["News", "Tern", "A b. C d.", "C d.", "E.", "12"])), st.booleans())
def test_kept_and_removed_are_all(paragraphs: list[str], some: bool) -> None:
    boilerplate = Boilerplate(ends=keys("Tern"), beside=keys("News"), anywhere=hashes("C d."))
    kept, removed = strip_boilerplate(paragraphs, boilerplate, keys("Tern") if some else frozenset())
    words = " ".join(paragraphs).split()
    assert sorted(" ".join(kept + removed).split()) == sorted(words)
