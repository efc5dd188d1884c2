"""What a difference rests on: topics, single sources, copied stories, titles and time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from corpora import VOCABULARY, MakeCorpus, article

from analysis.counts import count_words
from analysis.sources import compare_sources, comparison_limits, distinctive_terms, term_differences
from analysis.sources.comparison import Comparison

SOURCES = ("Beacon", "Standard", "Post")


def filler(rng: np.random.Generator, words: int = 0) -> str:
    """Make a text of so many words, or of 30 to 60: only texts of like length are compared."""
    words = words or int(rng.integers(30, 61))
    return " ".join(rng.choice(VOCABULARY, size=words)) + "."


def articles_with(planted: dict[str, list[str]], texts: int = 60) -> list[dict[str, str]]:
    """Sixty texts a source of the same words; the planted ones stand twice in texts of their source, in turn."""
    rng = np.random.default_rng(5)
    made = []
    for source in SOURCES:
        for i in range(texts):
            words = [w for w in planted.get(source, []) if i % 2 == 0]
            made.append(article(f"{' '.join(words * 2)} {filler(rng)}", source, f"2024-03-{1 + (i // 2) % 28:02}"))
    return made


def compared(make_corpus: MakeCorpus, articles: list[dict[str, str]]) -> tuple[Comparison, pd.DataFrame]:
    corpus = make_corpus(articles)
    comparison = compare_sources(corpus, count_words(corpus))
    return comparison, distinctive_terms(term_differences(comparison), 20)


def test_a_word_of_one_source_agrees_in_every_setting(make_corpus: MakeCorpus) -> None:
    comparison, found = compared(make_corpus, articles_with({"Beacon": ["drone"]}))
    # Without titles, two halves, at most two uses, and without Post and without Standard; nothing was copied.
    assert found[["source", "term", "holds_in", "fails"]].to_numpy().tolist() == [["Beacon", "drone", "6 of 6", ""]]
    assert found["settings"].tolist() == [1.0]
    assert comparison_limits(comparison, found) == ["No term is surely used more by Post and Standard."]


def test_a_source_that_makes_the_difference_is_named(make_corpus: MakeCorpus) -> None:
    # The Beacon claims in every text, the Standard in nearly all, the Post never: the Beacon has more than both
    # others together, and hardly more than the Standard.
    rng = np.random.default_rng(9)
    articles = [article(f"claim {filler(rng)}", "Beacon") for _ in range(40)]
    articles += [article(f"{'claim' if i % 20 else ''} {filler(rng)}", "Standard") for i in range(40)]
    articles += [article(filler(rng), "Post") for _ in range(60)]
    _, found = compared(make_corpus, articles)
    table = found.set_index(["source", "term"])
    assert "without Post" in table.loc[("Beacon", "claim"), "fails"]


def test_a_word_of_one_month_fails_in_the_other_half(make_corpus: MakeCorpus) -> None:
    rng = np.random.default_rng(4)
    made = []
    for i in range(120):
        source, early = SOURCES[i % 2], i < 60
        word = "strike" if early and source == "Beacon" else ""
        stray = "strike" if not early and i % 5 == 0 else ""
        made.append(article(f"{word} {stray} {filler(rng)}", source, f"2024-{3 if early else 5:02}-{1 + i % 28:02}"))
    _, found = compared(make_corpus, made)
    assert found.loc[found["term"] == "strike", "fails"].tolist() == ["in the second half"]


def test_one_story_behind_a_word_makes_no_finding(make_corpus: MakeCorpus) -> None:
    """Sixty uses in one text of twelve that hold the word, of 60 in each source: presence says nothing."""
    rng = np.random.default_rng(8)
    made = articles_with({})
    for i, source in enumerate(SOURCES * 4):
        made.append(article(f"scandal {filler(rng)}", source, f"2024-03-{1 + i:02}"))
    made.append(article(f"{'scandal ' * 60}{filler(rng, 200)}", "Beacon"))
    _, found = compared(make_corpus, made)
    assert "scandal" not in set(found["term"])


def test_reprints_of_one_story_are_one_text(make_corpus: MakeCorpus) -> None:
    """Twenty-five reprints of a story with a word that twelve texts of three sources hold."""
    rng = np.random.default_rng(2)
    made = [*articles_with({}), *(article(f"barge {filler(rng)}", SOURCES[i % 3]) for i in range(12))]
    story = f"barge barge {filler(rng, 120)}"
    made += [article(story, "Beacon", f"2024-03-{1 + i:02}") for i in range(25)]
    _, found = compared(make_corpus, made)
    assert "barge" not in set(found["term"])


def test_one_story_with_most_uses_is_told(make_corpus: MakeCorpus) -> None:
    rng = np.random.default_rng(8)
    made = [*articles_with({}), *(article(f"scandal {filler(rng)}", "Beacon") for _ in range(30))]
    made.append(article(f"{'scandal ' * 20}{filler(rng, 60)}", "Beacon"))
    comparison, found = compared(make_corpus, made)
    one_story = "One story has more than a third of the uses of “scandal” in Beacon."
    assert one_story in comparison_limits(comparison, found)


def test_style_and_subject_are_told_apart(make_corpus: MakeCorpus) -> None:
    """Beacon covers the sea three times as often; on either topic it writes "vessel" where Standard writes "boat"."""
    rng = np.random.default_rng(6)
    made, topic = [], []
    for source, sea in (("Beacon", 0.75), ("Standard", 0.25)):
        for i in range(120):
            at_sea = i < 120 * sea
            words = [w for w in (("tide", "anchor") if at_sea else ("tractor", "barn")) if rng.random() < 0.7]
            words += ["vessel"] if source == "Beacon" and rng.random() < 0.5 else []
            made.append(article(f"{' '.join(words)} {filler(rng)} t{source}{i}", source, f"2024-03-{1 + i % 28:02}"))
    corpus = make_corpus(made)
    text = corpus.shards[0].read(["text"])["text"]
    topic = np.zeros(len(corpus.articles), dtype=np.int64)
    topic[corpus.shards[0].article] = [1 if ("tide" in t or "anchor" in t) else 2 for t in text]
    table = term_differences(compare_sources(corpus, count_words(corpus), [], topic))
    told = table[(table["source"] == "Beacon") & table["more"]].set_index("term")["within_topics"]
    assert told["vessel"] == "style"
    assert (told[["tide", "anchor"]] != "style").all()
    without = term_differences(compare_sources(corpus, count_words(corpus)))
    assert (without["within_topics"] == "").all()


def test_sources_of_different_months_have_no_style_and_no_months(make_corpus: MakeCorpus) -> None:
    """Beacon writes in March 2024 and the others in May: of each a word of its own, and the month."""
    planted = {"Beacon": ["drone", "March"], "Standard": ["May"], "Post": ["May"]}
    made = articles_with(planted)
    later = [{**a, "date": a["date"].replace("-03-", "-05-")} if a["source"] != "Beacon" else a for a in made]
    told = {}
    for name, articles in (("together", made), ("apart", later)):
        corpus = make_corpus(articles)
        topic = np.ones(len(corpus.articles), dtype=np.int64)
        table = term_differences(compare_sources(corpus, count_words(corpus), [], topic))
        told[name] = table[table["source"] == "Beacon"].set_index("term")["within_topics"].to_dict()
    assert told == {"together": {"drone": "style", "march": "style"}, "apart": {"drone": "undecided"}}
