"""Boilerplate is known again and taken off, with what was taken off told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.boilerplate import (
    DEPTH,
    INSERTION,
    MAX_CHARACTERS,
    Boilerplate,
    end_key,
    end_paragraphs,
    glued_words,
    kept_keys,
    saying_key,
)
from analysis.corpus.cleaning.patterns import hash_texts, opening, pattern, plain, runs
from analysis.corpus.cleaning.strip_boilerplate import BLOCK_AT_THE_END, strip_boilerplate

NOTHING = Boilerplate()
STORY = [
    "The port of Dorsk was shut on Monday after the storm came.",
    "The mayor of Dorsk asked the ships to stay away.",
]


def hashes(*texts: str) -> frozenset[int]:
    return frozenset(hash_texts(list(texts)).tolist())


def ends(*paragraphs: str) -> frozenset[int]:
    return hashes(*map(end_key, paragraphs))


def keep(*strings: str) -> frozenset[int]:
    return frozenset().union(*map(kept_keys, strings))


def strip(
    paragraphs: list[str], boilerplate: Boilerplate = NOTHING, kept: frozenset[int] = frozenset()
) -> tuple[list[str], list[str]]:
    left, removed = strip_boilerplate(paragraphs, boilerplate, kept)
    return left, [text for text, _ in removed]


def test_only_the_ends_are_looked_at_and_no_long_paragraphs() -> None:
    n = 3 * DEPTH
    assert end_paragraphs([f"p{i}" for i in range(n)]) == [*range(DEPTH), *range(n - DEPTH, n)]
    assert end_paragraphs(["a", "b", "a"]) == [0, 1, 2]
    assert end_paragraphs(["a" * MAX_CHARACTERS, "a" * (MAX_CHARACTERS + 1)]) == [0]
    assert end_paragraphs([]) == []


def test_numbers_of_a_sentence_at_the_ends_stay() -> None:
    assert end_key("They met on 5 March.") == "they met on 5 march"
    assert end_key("© 2014 Tern. All rights reserved.") == "© # tern. all rights reserved"
    assert end_key("933 Words") == "# words"


def test_what_stands_at_the_ends_goes_there_only() -> None:
    paragraphs = ["From the Tern", *(f"Paragraph {i}" for i in "abcdefghijklmnopqrstuvwxyz"), "Issue 15 of the Tern"]
    paragraphs.insert(14, "From the Tern")
    kept, removed = strip(paragraphs, Boilerplate(ends=ends("From the Tern", "Issue 2 of the Tern")))
    assert removed == ["From the Tern", "Issue 15 of the Tern"]
    assert kept == paragraphs[1:-1]


def test_lines_and_openings_go_wherever_they_stand() -> None:
    boilerplate = Boilerplate(lines=hashes(pattern("Page 3")), openings=hashes(opening("Inside story: Mayor resigns")))
    text = [STORY[0], "Page 17", "Inside story: The ships", "Inside story: They left.", STORY[1]]
    assert strip(text, boilerplate) == ([STORY[0], "Inside story: They left.", STORY[1]], [text[1], text[2]])


def test_rows_of_tables_stay() -> None:
    boilerplate = Boilerplate(lines=hashes(pattern("Revs 5 vs 7"), "year", "page #"))
    rows = [STORY[0], "Year", "Revs 35 vs 18", "Net 397,000 vs 788,000", STORY[1]]
    assert strip(rows, boilerplate) == (rows, [])
    assert strip([STORY[0], "Year", STORY[1], "Page 4"], boilerplate) == (STORY, ["Year", "Page 4"])
    # A date and a time are no telephone number, as addresses have it.
    match, desk = "01/02/2018 15:00 Tern 2 Gull 1", "News desk 0208 612 7000, fax 0208 612 7001"
    known = Boilerplate(lines=hashes(pattern(match), pattern(desk)))
    assert strip([STORY[0], match, STORY[1]], known) == ([STORY[0], match, STORY[1]], [])
    assert strip([STORY[0], desk, STORY[1]], known) == (STORY, [desk])


def test_a_line_that_goes_on_with_a_sentence_stays() -> None:
    text = ["The port will pay the ships a sum of ten crowns a", "share.", "Share", STORY[1]]
    assert strip(text) == ([text[0], text[1], STORY[1]], ["Share"])


def test_sentences_to_a_reader_go_wherever_they_stand() -> None:
    told = "The Tern newsletter tells more for £5 a month."
    boilerplate = Boilerplate(spoken=hashes(pattern(told)))
    other = "The Tern newsletter tells more for £7.99 a month."
    assert strip([f"They left. {other} They came."], boilerplate) == (["They left. They came."], [other])
    # The same words that are not said to a reader.
    plain = "The Tern paper tells more for £5 a month."
    assert strip([f"They left. {plain}"], Boilerplate(spoken=hashes(pattern(plain)))) == ([f"They left. {plain}"], [])


def test_a_sentence_to_a_reader_that_mostly_consists_of_known_runs_goes() -> None:
    known = Boilerplate(spoken=hashes(*runs("Do you support Ane Brod now? Like the page:")))
    for line in ("Do you support Lulu Farrow now? Like the page:", "Do you support Ane Brod now? Like the page:"):
        assert strip([*STORY, line], known) == (STORY, [line])
    other = "Many in Dorsk who support the mayor like the page: they say so."
    assert strip([*STORY, other], known) == ([*STORY, other], [])


def test_a_sentence_goes_next_to_what_is_said_to_a_reader_only() -> None:
    boilerplate = Boilerplate(spoken=hashes(pattern("See page 9.")), near=hashes("try again", "it is late"))
    row = "They left. It is late. Try again. See page 9. Try again."
    assert strip([row], boilerplate) == (["They left."], ["It is late.", "Try again.", "See page 9.", "Try again."])
    apart = "Try again. They left. See page 9. They left. Try again."
    assert strip([apart], boilerplate) == (["Try again. They left. They left. Try again."], ["See page 9."])
    assert strip(["They left. Try again."], boilerplate)[1] == []
    assert strip([row], boilerplate, keep("Try again."))[1] == ["See page 9."]


def test_what_else_may_be_said_to_a_reader_goes_where_most_of_a_paragraph_does() -> None:
    known = "Sign up here, and you agree that the Tern sends letters to you, as often as it likes."
    boilerplate = Boilerplate(spoken=hashes(pattern(known)))
    offer, news = "The harbour, each day in your inbox.", "They left the port."
    assert strip([*STORY, f"{offer} {known}"], boilerplate) == (STORY, [offer, known])
    assert strip([f"{news} {known}"], boilerplate) == ([news], [known])
    mostly_news = f"{offer} {STORY[0]} {STORY[1]} {known}"
    assert strip([mostly_news], boilerplate)[1] == [known]


def test_a_name_and_headlines_inserted_behind_a_name_go_where_a_source_does_so() -> None:
    known = Boilerplate(spoken=hashes(pattern(INSERTION)))
    inserted = "Mayor Brod Ane (Annie) Maria BrodPort shut for 3 days Gull: ‘Mayor must go’ MORE’s ships left."
    two = "Ane Brod Ane BrodMORE met Lulu O’Dell Lulu Kay O’DellFive ships sink MORE."
    whole = "Ane BrodAne BrodFive ships sink MORE left."
    for text, left in (
        (inserted, "Mayor Brod’s ships left."),
        (two, "Ane Brod met Lulu O’Dell."),
        (whole, "Ane Brod left."),
    ):
        assert strip([text, *STORY], known) == ([left, *STORY], [INSERTION])
        assert strip([text, *STORY]) == ([text, *STORY], [])
        assert strip([text, *STORY], known, keep(INSERTION)) == ([text, *STORY], [])


@pytest.mark.parametrize(
    "text",
    [
        "Brod said that BrodCare was what MORE people want.",
        "Mayor Brod BrodCare plans cost MORE money.",
        "Ane McBrod McGull left, and MORE people came.",
        "Mayor Brod and Ane Brod left. MORE people came.",
        "Mayor Brod Ane BrodPort shut for more than 3 days.",
        f"Mayor Brod Ane BrodPort {'is shut ' * 90} MORE people came.",
    ],
)
def test_other_names_before_capitals_stay(text: str) -> None:
    assert strip([text, *STORY], Boilerplate(spoken=hashes(pattern(INSERTION)))) == ([text, *STORY], [])


def test_sentences_of_the_edges_go_there_only() -> None:
    line = "The Tern belongs to its readers in Dorsk."
    boilerplate = Boilerplate(edges=hashes(plain(line)))
    middle = [STORY[0], line, STORY[0], STORY[1], STORY[0]]
    assert strip(middle, boilerplate) == (middle, [])
    assert strip([*STORY, f"They left. {line}"], boilerplate) == ([*STORY, "They left."], [line])


def test_lines_of_the_edges_go_one_after_the_other() -> None:
    boilerplate = Boilerplate(first_last=hashes(*map(pattern, ("Harbour news", "Dorsk 3"))))
    assert strip(["Harbour news", "Dorsk 5", *STORY, "Dorsk 7"], boilerplate)[0] == STORY
    assert strip([STORY[0], "Harbour news", STORY[1]], boilerplate)[1] == []


def test_blocks_go_in_long_runs_only() -> None:
    captions = [
        f"Ships of the {name} fleet lie in the port of Dorsk for the night." for name in ["first", "last", "old"]
    ]
    block = [*captions, *(caption.replace("night", "winter") for caption in captions)]
    boilerplate = Boilerplate(blocks=hashes(*(plain(sentence) for sentence in block)))
    assert strip([STORY[0], *block, STORY[1]], boilerplate) == (STORY, block)
    one = f"{STORY[0]} {block[0]}"
    assert strip([one, STORY[1], block[1]], boilerplate)[1] == []


def test_glued_words_go_before_a_capital_only() -> None:
    boilerplate = Boilerplate(glued=hashes(pattern("Image caption")))
    text = [
        "Image caption Protesters in Dorsk asked the ships to stay away.",
        "Image caption in Dorsk is what it says here.",
    ]
    assert strip(text, boilerplate) == (
        ["Protesters in Dorsk asked the ships to stay away.", text[1]],
        ["Image caption"],
    )
    assert next(glued_words("By 10 o clock The mayor of Dorsk had left the port.")) == ("By 10 o clock", "The")
    assert not any(word for _, word in glued_words("In The Hague they met the mayor of Dorsk today."))
    assert list(glued_words("They left, The mayor of Dorsk had left the port.")) == []


def test_labels_go_with_their_neighbours_in_a_row() -> None:
    boilerplate = Boilerplate(ends=ends("From the Tern"), beside=ends("News", "Harbour"))
    kept, removed = strip(["News", "Harbour", "From the Tern", "They left.", "News"], boilerplate)
    assert (kept, removed) == (["They left.", "News"], ["News", "Harbour", "From the Tern"])


@pytest.mark.parametrize(
    ("tail", "left"),
    [
        (["Related", "Mayor resigns over port", "Five Things To Know About the Gull."], []),
        (["Mehr zum Thema", "Hafen bleibt zu"], []),
        (["Related", "Mayor resigns over port", STORY[1]], ["Mayor resigns over port", STORY[1]]),
        (["About the author", "Ane Brod has sailed all her life. She lives in Dorsk."], []),
        (["About the author", *STORY * 2], STORY * 2),
        (["Comments", "Please be polite. We remove what is not."], []),
    ],
)
def test_blocks_below_a_story_go_as_one(tail: list[str], left: list[str]) -> None:
    kept, removed = strip([*STORY, *tail])
    assert kept == [*STORY, *left]
    assert removed == [tail[0], *[BLOCK_AT_THE_END] * (len(tail) - 1 - len(left))]


def test_in_a_text_without_full_stops_no_line_is_a_link() -> None:
    story = [line.rstrip(".").lower() for line in STORY * 3]
    assert strip([*story, "related", *story]) == ([*story, *story], ["related"])


def test_what_is_kept_stays_and_holds_nothing_else_back() -> None:
    boilerplate = Boilerplate(
        ends=ends("From the Tern", "3 words"),
        beside=ends("News"),
        lines=hashes("harbour"),
        spoken=hashes(pattern("See page 9.")),
    )
    text = ["News", "From the Tern", "7 words", "Harbour", "They left. See page 4. Follow us on Twitter."]
    everything = ["News", "From the Tern", "7 words", "Harbour", "See page 4.", "Follow us on Twitter."]
    assert strip(text, boilerplate) == (["They left."], everything)
    for string in everything:
        gone = set(strip(text, boilerplate, keep(string))[1])
        # A label next to what is kept has no boilerplate beside it.
        assert gone == set(everything) - {string} - ({"News"} if string == "From the Tern" else set()), string
    assert "7 words" not in strip(text, boilerplate, keep("1 words"))[1]


def test_strings_of_one_kind_have_one_key() -> None:
    for one, other in [
        ("Follow Ane Brod on Twitter @anebrod", "Follow Lulu Farrow on Twitter @lulu"),
        ("Read more: Mayor resigns", "Read more: The port at night"),
        ("Ane Brod/Getty Images", "Lulu Farrow via Getty Images."),
        ("12 min read", "5 min read"),
        ("Mayor of Dorsk resigns Read more", "The port at night Read more"),
        ("Image 3 of 12", "Image 11 of 12"),
    ]:
        keys = {strip_boilerplate([*STORY, line], Boilerplate())[1][0].key for line in (one, other)}
        assert len(keys) == 1, one
    assert saying_key("Hide Caption") != saying_key("Show Caption")


def test_no_article_loses_all_its_words() -> None:
    boilerplate = Boilerplate(ends=ends("From the Tern", "They left."))
    assert strip(["From the Tern", "They left."], boilerplate) == (["From the Tern", "They left."], [])
    assert strip(["From the Tern", "* * *"], boilerplate) == (["From the Tern", "* * *"], [])
    assert strip([], boilerplate) == ([], [])
    # A short bulletin that is only made of habits keeps its own and loses what pages say.
    assert strip(["Water 5 feet", "Read more here"], Boilerplate(ends=ends("Water 3 feet")))[0] == ["Water 5 feet"]
    assert strip(["Read more here"]) == (["Read more here"], [])


@given(st.lists(st.sampled_from(["News", "Tern", "A b. Follow us on Twitter.", "C d.", "E.", "12"])), st.booleans())
def test_kept_and_removed_are_all(paragraphs: list[str], some: bool) -> None:
    boilerplate = Boilerplate(ends=ends("Tern"), beside=ends("News"), edges=hashes("c d."))
    kept, removed = strip(paragraphs, boilerplate, keep("Tern") if some else frozenset())
    words = " ".join(paragraphs).split()
    assert sorted(" ".join(kept + removed).split()) == sorted(words)


def test_the_last_sentence_of_a_text_without_lines_may_be_about_its_author() -> None:
    story = " ".join(STORY)
    author = "Ane Brod is a reporter for the Gull."
    rest, removed = strip_boilerplate([f"{story} {author}"], Boilerplate())
    assert (rest, [string for string, _ in removed]) == ([story], [author])
    # Further up it is part of the story, and so is all there is.
    for text in (f"{author} {story}", author):
        assert strip_boilerplate([text], Boilerplate()) == ([text], [])
    kept = strip_boilerplate([f"{story} {author}"], Boilerplate(), kept_keys(author))
    assert kept == ([f"{story} {author}"], [])
