"""Boilerplate is found: what a source repeats, and what only looks like it."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus.cleaning.boilerplate import DEPTH, INSERTION, Boilerplate
from analysis.corpus.cleaning.clean_article import split_paragraphs
from analysis.corpus.cleaning.find_boilerplate import find_boilerplate
from analysis.corpus.cleaning.strip_boilerplate import strip_boilerplate
from analysis.engine import Engine

FOOTER = "The Gull belongs to the people of Gullhaven."
SHIPS = "All the ships of the fleet left the port of Dorsk on Monday."
Articles = list[tuple[str, str]]
Find = Callable[..., tuple[dict[str, Boilerplate], pd.DataFrame]]


def word(i: int) -> str:
    """Spell a number with letters: boilerplate is told without regard to numbers, stories are not."""
    return "".join("abcdefghij"[int(digit)] for digit in str(i))


def story(i: int) -> str:
    return "\n\n".join(f"{part} of the story of {word(i)} and the harbour." for part in ("Opening", "Middle", "End"))


def long_story(i: int) -> str:
    return "\n\n".join(
        f"{part} of {word(100 * i + j)} is told in plain words here." for j, part in enumerate("ABCDEFGH")
    )


def between(i: int, told: str) -> str:
    """Put what is told between two sentences that no other article has."""
    return f"Rain fell in {word(3_000 + i)} that day. {told} Then {word(7_000 + i)} went away."


def source(name: str, n: int, make: Callable[..., str] = story) -> Articles:
    return [(name, make(i)) for i in range(n)]


def carried(n: int, carry: int, paragraph: str) -> Articles:
    """Make a source of n articles, some of which begin with a paragraph."""
    return source("S", n, lambda i: f"{paragraph}\n\n{story(i)}" if i < carry else story(i))


@pytest.fixture
def find(tmp_path: Path) -> Find:
    def run(articles: Articles, size: int = 4000):  # type: ignore[no-untyped-def]
        folder = tmp_path / f"{size}-{random.random()}"
        folder.mkdir()
        batches = []
        for start in range(0, len(articles), size):
            batches.append(folder / f"batch-{start:05}.parquet")
            pd.DataFrame(articles[start : start + size], columns=["source", "text"]).to_parquet(batches[-1])
        return find_boilerplate(batches, folder, Engine())

    return run


def removed(found: dict[str, Boilerplate], name: str, text: str) -> list[str]:
    return [string for string, _ in strip_boilerplate(split_paragraphs(text), found.get(name, Boilerplate()))[1]]


def test_a_footer_is_boilerplate_of_its_source_only(find: Find) -> None:
    found, not_cleaned = find(source("S", 12, lambda i: f"{story(i)}\n\n{FOOTER}") + source("T", 12))
    assert removed(found, "S", f"{story(77)}\n\n{FOOTER}") == [FOOTER]
    assert list(found) == ["S"]
    assert not_cleaned.empty


def test_capitals_and_blanks_do_not_matter(find: Find) -> None:
    found, _ = find(source("S", 12, lambda i: f"{'The  Tern  Daily' if i % 2 else 'THE TERN DAILY'}\n\n{story(i)}"))
    assert removed(found, "S", f"the tern Daily\n\n{story(77)}") == ["the tern Daily"]


def test_an_address_with_a_telephone_number_is_a_line_though_no_sentence_ends_with_a_full_stop(find: Find) -> None:
    address = "the tern building number 10 lower harbour street dorsk tel 0208 612 7000 abroad +44 208 612 7000"
    quoted = "the mayor of dorsk told the gull on monday that 400 000 crowns had been spent on 612 700 tons of stone"

    def make(i: int, line: str = "") -> str:
        return "\n\n".join(filter(None, [story(i), line, story(i + 5_000)])).replace(".", "")

    for line, is_boilerplate in ((address, True), (quoted, False)):
        found, _ = find(source("S", 12, partial(make, line=line)) + source("S", 120, make)[12:])
        assert removed(found, "S", make(777, line)) == [line] * is_boilerplate


def test_lines_that_differ_in_numbers_and_dates_are_one(find: Find) -> None:
    months = ["January", "March", "May", "August"]

    def make(i: int) -> str:
        date = f"{i + 1} {months[i % 4]} 2014"
        return "\n\n".join([f"{i + 300} words", date, story(i), f"Document gull{i}", f"© {2000 + i} Gull Ltd"])

    found, _ = find(source("S", 12, make))
    lines = ["999 words", "31 December 2019", "Document gull99x", "© 1999 Gull Ltd"]
    assert removed(found, "S", "\n\n".join([*lines[:2], story(77), *lines[2:]])) == lines


@pytest.mark.parametrize(("carry", "is_boilerplate"), [(19, False), (20, True), (21, True)])
def test_a_short_paragraph_at_the_ends_of_a_fifth_of_the_articles(find: Find, carry: int, is_boilerplate: bool) -> None:
    found, _ = find(carried(100, carry, "Full text."))
    assert removed(found, "S", f"Full text.\n\n{story(0)}") == ["Full text."] * is_boilerplate


@pytest.mark.parametrize(
    ("n", "carry", "is_boilerplate"), [(600, 5, False), (600, 6, True), (20, 4, False), (20, 5, True)]
)
def test_a_sentence_to_a_reader_in_a_hundredth_and_at_least_five_articles(
    find: Find, n: int, carry: int, is_boilerplate: bool
) -> None:
    told = "Our newsletter tells more for £4.99 a month."
    found, _ = find(
        source("S", n, lambda i: f"{story(i)} {told} They met again in {word(i)}." if i < carry else story(i))
    )
    text = "They came on Monday. Our newsletter tells more for £7.50 a month. They left again."
    kept, gone = strip_boilerplate([text], found.get("S", Boilerplate()))
    assert [string for string, _ in gone] == ["Our newsletter tells more for £7.50 a month."] * is_boilerplate
    assert kept == ["They came on Monday. They left again." if is_boilerplate else text]


@pytest.mark.parametrize(
    ("carry", "alone", "is_boilerplate"), [(4, 0, False), (5, 0, True), (27, 3, True), (27, 4, False)]
)
@pytest.mark.parametrize("line", ["Please try again.", "Something went wrong with your ship."])
def test_a_sentence_that_only_stands_beside_what_is_said_to_a_reader(
    find: Find, carry: int, alone: int, is_boilerplate: bool, line: str
) -> None:
    told = "Our newsletter tells more."

    def make(i: int) -> str:
        return f"{story(i)}\n\n{between(i, f'{line} {told}')}\n\n{story(i + 300)}" if i < carry else story(i)

    others = source("S", 100, make)[: 100 - alone]
    by_itself = [("S", f"{story(500 + i)}\n\n{line}\n\n{story(600 + i)}") for i in range(alone)]
    neighbours = [("S", f"{story(800 + i)}\n\n{between(800 + i, told)}") for i in range(6)]
    found, _ = find(others + by_itself + neighbours)
    assert removed(found, "S", f"{story(99)}\n\n{SHIPS} {line} {told} {SHIPS}\n\n{story(98)}") == [
        line
    ] * is_boilerplate + [told]


def test_what_is_said_to_a_reader_is_found_with_words_of_the_page_in_it(find: Find) -> None:
    told = "Daily Tern Continue reading the main story Sign up for the newsletter. It is free. It is yours."
    found, _ = find(source("S", 60, lambda i: f"{story(i)}\n\n{told}\n\n{story(i + 500)}"))
    left = "Daily Tern Sign up for the newsletter. It is free. It is yours."
    assert removed(found, "S", f"{story(99)}\n\n{told}\n\n{story(98)}") == ["Continue reading the main story", left]


@pytest.mark.parametrize(("carry", "is_boilerplate"), [(4, False), (5, True)])
def test_insertions_behind_names_in_a_hundredth_and_at_least_five_articles(
    find: Find, carry: int, is_boilerplate: bool
) -> None:
    def make(i: int) -> str:
        return f"Mayor Brod Ane BrodPort {word(i)} shut MORE left {word(i)}.\n\n{story(i)}" if i < carry else story(i)

    text = f"Mayor Brod Ane BrodShips sink MORE left.\n\n{story(99)}"
    assert removed(find(source("S", 100, make))[0], "S", text) == [INSERTION] * is_boilerplate


@pytest.mark.parametrize(
    "told",
    [
        "The views expressed in this column are those of the writer.",
        "You can unsubscribe at any time.",
        "To hear more stories, get the Gull iPhone app.",
        "Just star this story in the phone app.",
        "Download Gull for iPhone here or Gull for Android here.",
        "Add the harbour as an interest to stay up to date on the latest news.",
        "Please enable javascript to use this form.",
        "This site is protected by reCAPTCHA.",
    ],
)
def test_what_pages_ask_of_a_reader_is_found_in_a_few_articles(find: Find, told: str) -> None:
    carry = source("S", 5, lambda i: f"{story(i)}\n\n{between(i, told)}")
    found, _ = find(carry + source("S", 100, story)[5:])
    assert removed(found, "S", f"{story(99)}\n\n{SHIPS} {told} {SHIPS}") == [told]


def test_what_everybody_says_in_three_words_stays(find: Find) -> None:
    def make(i: int) -> str:
        return f"{story(i)} They declined comment. They met again in {word(i)}."

    found, _ = find(source("S", 50, make))
    assert removed(found, "S", make(99)) == []


@pytest.mark.parametrize(("elsewhere", "is_boilerplate"), [(0, True), (1, True), (5, True), (6, False)])
def test_what_others_have_too_is_boilerplate_of_none(find: Find, elsewhere: int, is_boilerplate: bool) -> None:
    neighbours = source("T", 100, lambda i: f"{story(1000 + i)}\n\n{FOOTER}" if i < elsewhere else story(1000 + i))
    found, _ = find(source("S", 20, lambda i: f"{story(i)}\n\n{FOOTER}") + neighbours)
    assert bool(removed(found, "S", f"{story(0)}\n\n{FOOTER}")) is is_boilerplate


def test_one_reprint_in_a_small_neighbour_keeps_no_footer(find: Find) -> None:
    for elsewhere, is_boilerplate in ((1, True), (2, False)):
        small = source("T", 12, lambda i, n=elsewhere: f"{story(1000 + i)}\n\n{FOOTER}" if i < n else story(1000 + i))
        found, _ = find(source("S", 20, lambda i: f"{story(i)}\n\n{FOOTER}") + small)
        assert ("S" in found) is is_boilerplate


@pytest.mark.parametrize(("carry", "goes"), [(4, False), (5, True)])
def test_a_section_goes_with_the_boilerplate_it_stands_beside(find: Find, carry: int, goes: bool) -> None:
    found, _ = find(
        source("S", 250, lambda i: f"{'Harbour news' if i < carry else word(i)}\n\nFrom the Daily Tern\n\n{story(i)}")
    )
    beside = f"Harbour news\n\nFrom the Daily Tern\n\n{story(0)}"
    assert removed(found, "S", beside) == ["Harbour news"] * goes + ["From the Daily Tern"]
    apart = f"From the Daily Tern\n\n{story(0)}\n\nHarbour news\n\n{story(1)}"
    assert removed(found, "S", apart) == ["From the Daily Tern"]


def test_sentences_and_numbers_beside_boilerplate_stay(find: Find) -> None:
    lines = ["Why?", "14%", "Harbour"]
    found, _ = find(
        source("S", 100, lambda i: f"{lines[i // 6] if i < 18 else word(i)}\n\nFrom the Daily Tern\n\n{story(i)}")
    )
    for line in lines:
        goes = line == "Harbour"
        assert (line in removed(found, "S", f"{line}\n\nFrom the Daily Tern\n\n{story(0)}")) is goes


def gallery(n: int) -> str:
    captions = [f"Ships of the {word(i)} fleet lie in the port of Dorsk for the night." for i in range(12)]
    return "\n\n".join(captions[:n])


@pytest.mark.parametrize(("carry", "size", "goes"), [(9, 12, False), (10, 12, True), (20, 4, False)])
def test_a_long_block_in_different_articles_is_boilerplate(find: Find, carry: int, size: int, goes: bool) -> None:
    found, _ = find(source("S", 400, lambda i: f"{long_story(i)}\n\n{gallery(size)}" if i < carry else long_story(i)))
    text = f"{long_story(500)}\n\n{gallery(size)}\n\n{long_story(501)}"
    assert removed(found, "S", text) == gallery(size).split("\n\n") * goes


def versions(n: int) -> str:
    """Write one story anew: 9 of its 10 sentences are the same."""
    lines = [f"Sentence {word(i)} tells of the storm in the port." for i in range(9)]
    lines.insert(n % 9, f"New this hour is what {word(n)} said of the storm.")
    return "\n\n".join(lines)


def test_five_versions_of_a_story_in_a_source_of_30_are_no_boilerplate(find: Find) -> None:
    found, _ = find(source("S", 30, lambda i: f"{versions(i) if i < 5 else story(i)}\n\n{FOOTER}"))
    assert removed(found, "S", f"{versions(0)}\n\n{FOOTER}") == [FOOTER]


def test_in_a_source_of_reprints_only_what_nearly_all_have_is_boilerplate(find: Find) -> None:
    found, _ = find(source("S", 12, lambda i: f"{versions(i) if i < 8 else story(i)}\n\n{FOOTER}"))
    assert removed(found, "S", f"{versions(0)}\n\n{FOOTER}") == [FOOTER]


def test_teasers_with_a_long_footer_lose_it(find: Find) -> None:
    wall = "To read on you need a subscription. It costs four crowns a month. You can leave whenever you want to."
    found, _ = find(source("S", 15, lambda i: f"They met in {word(i)} today.\n\n{wall}"))
    assert removed(found, "S", f"They met in Dorsk today.\n\n{wall}") == [wall]


@pytest.mark.parametrize("size", [4000, 9])
def test_equal_articles_count_once(find: Find, size: int) -> None:
    long = "\n\n".join(f"Paragraph {word(n)} of the storm in the port." for n in range(2 * DEPTH + 1))
    found, _ = find(source("S", 40, lambda i: long if i < 25 else story(i)), size)
    assert removed(found, "S", long) == []
    nine = source("S", 9, lambda i: f"{story(i)}\n\n{FOOTER}")
    found, not_cleaned = find(nine * 3 + source("T", 12), size)
    assert removed(found, "S", nine[0][1]) == removed(found, "T", story(7)) == []
    assert not_cleaned.values.tolist() == [["S", 9]]
    found, not_cleaned = find([*nine, ("S", f"{story(10)}\n\n{FOOTER}")], size)
    assert list(found) == ["S"]
    assert not_cleaned.empty


def test_the_order_of_articles_and_batches_does_not_matter(find: Find) -> None:
    articles = [
        *source(
            "S", 60, lambda i: f"Harbour news\n\nFrom the Daily Tern\n\n{story(i)} Click here to read more.\n\n{FOOTER}"
        ),
        *source("T", 30, lambda i: versions(i) if i < 6 else f"{story(i)}\n\n© {2000 + i} Gull"),
        *source("U", 3),
    ]
    expected, alone = find(articles)
    assert set(expected) == {"S", "T"}
    random.Random(7).shuffle(articles)
    found, left = find(articles, size=7)
    assert found == expected
    assert list(found) == list(expected)
    assert left.values.tolist() == alone.values.tolist() == [["U", 3]]


def every_story(line: str) -> Callable[[int], str]:
    """Begin the third paragraph of each story with a line."""
    return lambda i: long_story(i).replace("\n\nC of", f"\n\n{line} C of")


@pytest.mark.parametrize(
    "line",
    [
        "According to The Gull,",
        "Kim Jong Un left.",
        "Marine Le Pen left.",
        "Police in Los Angeles left.",
        "Selon Le Monde, oui.",
        "The civil war in Marn began in 2011 and has not ended.",
        "Amazon.com shares rose 0.4 percent to $1500.",
        "The regulator fined the advertiser for what it had printed.",
    ],
)
def test_what_stories_repeat_in_the_middle_stays(find: Find, line: str) -> None:
    found, _ = find(source("S", 60, lambda i: every_story(line)(i) if i < 20 else long_story(i)))
    assert removed(found, "S", every_story(line)(99)) == []


def test_a_background_paragraph_stays(find: Find) -> None:
    told = "The civil war in Marn began in 2011 and has not ended."
    with_it = [long_story(i).replace("\n\nD of", f"\n\n{told}\n\nD of") for i in range(60)]
    found, _ = find([("S", text) for text in with_it[:30]] + [("S", long_story(i)) for i in range(100, 160)])
    assert removed(found, "S", with_it[31]) == []


def test_speakers_and_chinese_headlines_stay(find: Find) -> None:
    lines = {
        "CLINTON: The border praised the council of {} and left again": "word",
        "上证指数报{}点": "number",
    }
    for line, kind in lines.items():

        def make(i: int, line: str = line, kind: str = kind) -> str:
            told = line.format(word(i) if kind == "word" else i)
            return long_story(i).replace("\n\nD of", f"\n\n{told}\n\nD of")

        found, _ = find(source("S", 40, lambda i, make=make: make(i) if i < 6 else long_story(i)))
        assert removed(found, "S", make(99)) == []


def test_what_closes_links_is_boilerplate_and_what_follows_a_quotation_stays(find: Find) -> None:
    for end, goes in (("- Watch on Gull Live", True), ("- Ane Brod", False)):

        def make(i: int, end: str = end) -> str:
            told = long_story(i).replace("here.", "here for all who want to know it.")
            return told.replace("\n\nD of", f"\n\nThe {word(i)} left Dorsk {end}\n\nD of")

        found, _ = find(source("S", 40, lambda i, make=make: make(i) if i < 6 else long_story(i)))
        assert removed(found, "S", make(99)) == [f"The jj left Dorsk {end}"] * goes


def glued(i: int, end: str) -> str:
    """Tell a story in one paragraph of thirty sentences and glue a few words to its end."""
    told = " ".join(f"Then {word(1_000 * i + j)} left {word(1_000 * i + 500 + j)}." for j in range(30))
    return f"{told}{end}"


@pytest.mark.parametrize(("carry", "goes"), [(4, False), (5, True), (60, True)])
def test_words_glued_to_the_end_of_five_texts_are_a_sentence(find: Find, carry: int, goes: bool) -> None:
    told = "Send to a friend Print this"
    found, _ = find(source("S", 60, lambda i: glued(i, told if i < carry else "")) + source("T", 60, long_story))
    assert removed(found, "S", glued(99, told)) == [told] * goes


def test_words_that_texts_without_lines_repeat_anywhere_stay(find: Find) -> None:
    told = "Then Mayor Ane Brod Marn of Dorsk left."

    def make(i: int) -> str:
        sentences = glued(i, "").split(". ")
        # In one of three at the end, in others further up.
        at = 30 - 5 * (i % 3)
        return ". ".join([*sentences[:at], told[:-1], *sentences[at:]]) if i < 60 else glued(i, "")

    found, _ = find([*source("S", 660, make), *source("T", 60, long_story)])
    assert removed(found, "S", glued(99, f" {told}")) == []


@pytest.mark.parametrize(("carry", "goes"), [(5, True), (4, False)])
def test_a_greeting_behind_different_dates_is_boilerplate_in_a_fiftieth(find: Find, carry: int, goes: bool) -> None:
    greeting = "Here is the news with which you end the day well informed"

    def make(i: int) -> str:
        # Some have a stop too many.
        return f"May {i % 30 + 1}, 2024. {greeting}{'.' * (1 + i % 2)} {long_story(i)}" if i < carry else long_story(i)

    found, _ = find([*source("S", 200, make), *source("T", 200, long_story)])
    assert removed(found, "S", f"June 3, 2024. {greeting}. {long_story(300)}") == [f"{greeting}."] * goes


def test_lines_of_dots_take_no_long_paragraph_with_them(find: Find) -> None:
    found, _ = find(source("S", 40, lambda i: f"{long_story(i)}\n\n. . ."))
    told = f"{' and '.join(word(i) for i in range(300))}.\n\n{long_story(99)}\n\n. . ."
    assert removed(found, "S", told) == [". . ."]


def test_glued_words_before_different_sentences_go(find: Find) -> None:
    begin = ["The", "A", "In", "It"]

    def make(i: int) -> str:
        return long_story(i).replace("\n\nC of", f"\n\nImage caption {begin[i % 4]} port of")

    found, _ = find(source("S", 40, make))
    assert removed(found, "S", make(99)) == ["Image caption"]


def test_a_counter_to_a_reader_is_one_pattern(find: Find) -> None:
    found, _ = find(source("S", 60, lambda i: f"{long_story(i)}\n\nYou have {i % 9} free articles left this month."))
    assert removed(found, "S", f"{long_story(99)}\n\nYou have 12 free articles left this month.") == [
        "You have 12 free articles left this month."
    ]


def test_a_heading_near_the_top_takes_no_story(find: Find) -> None:
    for heading in ("Comments", "Newsletter", "Captions", "Related"):
        text = f"A standfirst of the story.\n\n{heading}\n\n{story(1)}"
        assert removed({}, "S", text) == [heading]
