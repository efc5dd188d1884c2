"""Furniture: what a source repeats at the ends of its articles, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from corpus_files import LoadFiles

from analysis.corpus import Corpus, stages
from analysis.corpus.boilerplate import (
    DEPTH,
    SMALLEST_SOURCE,
    ends,
    find_boilerplate,
    paragraph_key,
    strip_boilerplate,
)

FOOTER = "Sign up to our briefing and never miss a story."


def articles(source: str, n: int, make: Callable[[int], str]) -> dict[str, str]:
    return {f"{source}/{i:03}.txt": f"Title {i}\n\n{make(i)}" for i in range(n)}


def own(i: int) -> str:
    return f"Opening of story {i}.\n\nMiddle of story {i}.\n\nEnd of story {i}."


def removed(corpus: Corpus) -> list[tuple[str, str, int]]:
    return list(corpus.removed[["source", "text", "articles"]].itertuples(index=False, name=None))


def test_a_footer_is_removed_with_a_receipt(load: LoadFiles) -> None:
    corpus = load(articles("S", 12, lambda i: f"{own(i)}\n\n{FOOTER}") | articles("T", 12, own))
    assert removed(corpus) == [("S", FOOTER, 12)]
    assert corpus.removed["examples"].tolist() == ["S/000; S/001"]
    assert not any(FOOTER in text for text in corpus.shards[0].read(["text"])["text"])
    assert corpus.left_alone.empty


def test_a_header_is_removed_whatever_its_capitals_and_blanks(load: LoadFiles) -> None:
    corpus = load(articles("S", 12, lambda i: f"{'The  Tern  Daily' if i % 2 else 'THE TERN DAILY'}\n\n{own(i)}"))
    assert [(n, source) for source, _, n in removed(corpus)] == [(12, "S")]


def test_a_source_with_few_articles_is_left_alone_and_said_so(load: LoadFiles) -> None:
    corpus = load(articles("S", 3, lambda i: f"{own(i)}\n\n{FOOTER}") | articles("T", 12, own))
    assert removed(corpus) == []
    assert corpus.left_alone.values.tolist() == [["S", 3]]


def test_the_smallest_source_is_ten_distinct_articles(load: LoadFiles) -> None:
    # Copies do not make a source large: nine articles, one of them eleven times.
    few = articles("S", 9, lambda i: f"{own(i)}\n\n{FOOTER}")
    copies = {f"S/copy{i}.txt": few["S/000.txt"] for i in range(10)}
    assert removed(load(few | copies)) == []
    assert removed(load({"S/tenth.txt": f"T\n\n{own(10)}\n\n{FOOTER}"})) == [("S", FOOTER, 20)]


@pytest.mark.parametrize("batch", [4000, 3])
def test_a_story_reprinted_25_times_in_a_source_of_40_is_no_furniture(
    load: LoadFiles, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(stages, "BATCH_ARTICLES", batch)
    # Longer than both ends together: of a shorter one nothing would be removed in any case.
    story = "\n\n".join(f"Paragraph {n} of the storm." for n in range(2 * DEPTH + 1))
    corpus = load(articles("S", 40, lambda i: story if i < 25 else own(i)))
    assert removed(corpus) == []
    assert corpus.independent_texts == 16


def test_what_all_sources_carry_is_no_furniture_of_one(load: LoadFiles) -> None:
    shared = "They had no comment."
    corpus = load(
        articles("S", 12, lambda i: f"{own(i)}\n\n{shared}") | articles("T", 12, lambda i: f"{own(-i)}\n\n{shared}")
    )
    assert removed(corpus) == []


def test_no_article_loses_all_its_text(load: LoadFiles) -> None:
    corpus = load(articles("S", 12, lambda i: FOOTER if i == 0 else f"{own(i)}\n\n{FOOTER}"))
    assert removed(corpus) == [("S", FOOTER, 11)]
    assert corpus.articles["words"].min() > 1


@pytest.mark.parametrize(("carry", "is_furniture"), [(29, False), (30, True), (31, True)])
def test_three_articles_in_ten_make_it_common(carry: int, is_furniture: bool) -> None:
    rows = [("S", 1)] * carry + [("S", 100 + i) for i in range(100)]
    seen = pd.DataFrame(rows, columns=["source", "key"])
    found = find_boilerplate(seen, pd.Series({"S": 100, "T": 100}))
    assert found == ({"S": frozenset({1})} if is_furniture else {})


@pytest.mark.parametrize(("elsewhere", "is_furniture"), [(0, True), (5, True), (6, False)])
def test_one_in_twenty_elsewhere_makes_it_no_furniture(elsewhere: int, is_furniture: bool) -> None:
    rows = [("S", 1)] * 20 + [("T", 1)] * elsewhere
    seen = pd.DataFrame(rows, columns=["source", "key"])
    assert ("S" in find_boilerplate(seen, pd.Series({"S": 20, "T": 100}))) is is_furniture


def test_a_source_below_the_smallest_has_none() -> None:
    seen = pd.DataFrame([("S", 1)] * (SMALLEST_SOURCE - 1), columns=["source", "key"])
    assert find_boilerplate(seen, pd.Series({"S": SMALLEST_SOURCE - 1})) == {}
    assert find_boilerplate(seen.iloc[:0], pd.Series({"S": 0}).iloc[:0]) == {}


def test_only_the_ends_are_looked_at() -> None:
    paragraphs = [f"p{i}" for i in range(3 * DEPTH)]
    assert ends(paragraphs) == paragraphs[:DEPTH] + paragraphs[-DEPTH:]
    assert ends(["a", "b", "a"]) == ["a", "b"]
    everywhere = frozenset(map(paragraph_key, paragraphs))
    kept, taken = strip_boilerplate(paragraphs, everywhere)
    assert kept == paragraphs[DEPTH:-DEPTH]
    assert taken == paragraphs[:DEPTH] + paragraphs[-DEPTH:]
    assert strip_boilerplate(paragraphs[: 2 * DEPTH], everywhere) == (paragraphs[: 2 * DEPTH], [])


def test_a_key_forgets_capitals_and_blanks_and_nothing_else() -> None:
    assert paragraph_key("The  TERN\n daily") == paragraph_key("the tern daily")
    assert len({paragraph_key(text) for text in ("the tern daily", "the tern daily.", "tern the daily", "")}) == 4
