"""Keywords in context: the right words, from the right articles, one line for each independent text."""

from __future__ import annotations

import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.counts import concordance
from analysis.counts.concordance import CONTEXT, MAX_LINES, MAX_WORDS
from analysis.tables.term_tables import SENTENCES
from analysis.text import as_counted, tokens


def test_lines_by_hand(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(
        [
            article("The flood took the mill.\n\nNobody drowned.", "Standard", "2024-03-05"),
            article("After the Flood, silence.", "Beacon", "2024-03-04"),
            article("No water here.", "Beacon"),
        ]
    )
    lines = concordance(corpus, ["mill", "flood", "never"])
    assert lines.columns.tolist() == SENTENCES.names
    assert lines.drop(columns=["published", "path"]).to_numpy().tolist() == [
        ["mill", "The flood took the ", "mill", ".", "Standard", "articles/1"],
        ["flood", "After the ", "Flood", ", silence.", "Beacon", "articles/2"],
        ["flood", "The ", "flood", " took the mill.", "Standard", "articles/1"],
    ]
    assert lines["published"].dt.strftime("%Y-%m-%d").tolist() == ["2024-03-05", "2024-03-04", "2024-03-05"]


def test_one_line_for_each_group_of_copies_from_its_first_article(make_corpus: MakeCorpus) -> None:
    copies = [article("The flood took the mill.", source, f"2024-03-{day}") for source, day in (("B", 6), ("A", 5))]
    lines = concordance(make_corpus([*copies, article("A flood, a flood!", "C")]), ["flood"], lines=9)
    assert lines["source"].tolist() == ["C", "A"]
    assert lines["keyword"].tolist() == ["flood", "flood"]


@pytest.mark.parametrize("shard_articles", [4000, 3])
def test_no_more_lines_than_asked_for_whatever_the_shards(make_corpus: MakeCorpus, shard_articles: int) -> None:
    corpus = make_corpus([article(f"Flood number {i} and a mill.") for i in range(20)], shard_articles=shard_articles)
    lines = concordance(corpus, ["flood", "mill"], lines=4)
    assert lines["term"].tolist() == ["flood"] * 4 + ["mill"] * 4
    assert lines["article_id"].nunique() == 4


def test_long_sentences_are_cut_between_words(make_corpus: MakeCorpus) -> None:
    text = "before " * 40 + "flood" + " behind" * 40 + "."
    line = concordance(make_corpus([article(text)]), ["flood"]).iloc[0]
    assert line["left"].startswith("… before ")
    assert line["right"].endswith(" behind …")
    assert len(line["left"]) <= CONTEXT + 2
    assert len(line["right"]) <= CONTEXT + 2
    assert set(line["left"].split()) == {"…", "before"}


FOUND = [
    ("it's", "Now It’s on.", "It’s"),
    ("shi'ite", "a Shi‘ite shrine", "Shi‘ite"),
    ("US-backed", "the US‑backed men", "US‑backed"),
    ("US-backed", "the U.S.-backed men", "U.S.-backed"),
    ("US", "Join us in the U.S. army", "U.S."),
    ("UN", "a UN and a U.N. envoy", "UN"),
    ("uk", "from the U.K. to", "U.K."),
    ("IS", "It is IS fighters", "IS"),
    ("is", "IS it is", "is"),
    ("euro-ticket", "the 9-Euro-Ticket is", "Euro-Ticket"),
    ("strike", "they 'strike' again", "strike"),
    ("strike", "a _strike_ of", "strike"),
    ("inland sovereignty", "the INLAND Sovereignty men", "INLAND Sovereignty"),
    ("الجيش", "قال الجيش إن", "الجيش"),
    ("新华", "据新华社报道", "新华"),
]
NOT_FOUND = [
    ("IS", "it is so"), ("is", "IS fled"), ("US", "tell us"), ("US", "US-led men"), ("led", "US-led men"),
    ("army", "the army's men"), ("s", "the army’s men"), ("front", "the forefront, a frontier"),
    ("inland sovereignty", "Inland, Sovereignty"), ("a.c", "abc"),
    ("year-old", "a 20-year-old man"),
]  # fmt: skip


def test_a_term_is_found_where_it_is_counted_and_nowhere_else(make_corpus: MakeCorpus) -> None:
    cases = [*FOUND, *((term, text, "") for term, text in NOT_FOUND)]
    # The number at the end makes each a text of its own.
    corpus = make_corpus([article(f"{text}\n\n{i}") for i, (_, text, _) in enumerate(cases)])
    lines = concordance(corpus, sorted({term for term, _, _ in cases}), lines=0)
    keywords = lines.set_index(["term", "article_id"])["keyword"].to_dict()
    for i, (term, text, keyword) in enumerate(cases):
        assert (set(term.split(" ")) <= set(tokens(text))) == bool(keyword) or term == "inland sovereignty"
        assert keywords.get((term, f"articles/{i + 1}"), "") == keyword, text


def test_words_of_the_sample_are_found_in_its_sentences(sample: Corpus) -> None:
    bodies = [text for shard in sample.shards for text in shard.read(["text"])["text"][shard.first]]
    words = sorted({word for text in bodies for word in tokens(text)})
    # All that are more than small letters, and some of the others.
    words = [word for i, word in enumerate(words) if i % 20 == 0 or not (word.isalpha() and word.islower())]
    assert {"IS", "US", "US-backed"} <= set(words)
    assert concordance(sample, words, lines=1)["term"].tolist() == words


def test_lines_are_sorted_by_the_words_beside_the_term(make_corpus: MakeCorpus) -> None:
    texts = [
        "The new siege, again.",
        "A siege of Dorsk.",
        "An Old siege: “Zebra”",
        "the (old) siege of Arno.",
        "Siege.",
    ]
    corpus = make_corpus([article(text, day=f"2024-03-{9 - i:02}") for i, text in enumerate(texts)])
    # By hand. To the left, outwards: none; a; new the; old an; old the. To the right: none; again; of arno; of dorsk.
    for sort, order in (("date", [4, 3, 2, 1, 0]), ("left", [4, 1, 0, 2, 3]), ("right", [4, 0, 3, 1, 2])):
        lines = concordance(corpus, ["siege"], lines=9, sort=sort)
        assert lines["article_id"].tolist() == [f"articles/{i + 1}" for i in order]
        assert lines.columns.tolist() == SENTENCES.names
    assert concordance(corpus, ["siege"], lines=9).equals(concordance(corpus, ["siege"], lines=9, sort="date"))


def test_lines_with_equal_words_beside_the_term_are_in_the_order_of_dates(make_corpus: MakeCorpus) -> None:
    days = ["2024-03-07", "", "2024-03-04", "2024-03-05"]
    corpus = make_corpus([article(f"The siege of place{i}.", day=day) for i, day in enumerate(days)])
    lines = concordance(corpus, ["siege"], lines=9, sort="left")
    assert lines["published"].dt.strftime("%m-%d").fillna("").tolist() == ["03-04", "03-05", "03-07", ""]


def test_all_lines(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article(f"Number {i} w{i}: a siege x{i}.") for i in range(12)])
    assert len(concordance(corpus, ["siege"], lines=0)) == 12
    assert len(concordance(corpus, ["siege"])) == 3
    many = make_corpus([article(f"w{i} siege x{i} y{i} z{i}") for i in range(MAX_LINES + 5)])
    assert len(concordance(many, ["siege"], lines=0)) == MAX_LINES == 1000


def test_a_line_of_very_short_words_has_60_at_most(make_corpus: MakeCorpus) -> None:
    line = concordance(make_corpus([article("a " * 70 + "old siege" + " b" * 70)]), ["old siege"]).iloc[0]
    left, right = line["left"].split(), line["right"].split()
    assert (left[0], right[-1]) == ("…", "…")
    assert set(left[1:]) == {"a"}
    assert set(right[:-1]) == {"b"}
    assert len(left) + len(right) - 2 + 2 == MAX_WORDS == 60
    assert line["left"].endswith("a ")
    assert line["right"].startswith(" b")


def test_a_term_is_written_as_its_words_are_counted() -> None:
    for given, counted in [
        ("Old Quarter", "old quarter"), ("OLD  QUARTER", "old quarter"), ("IS", "IS"), ("is", "is"), ("Is", "is"),
        ("U.S. Army", "US army"), ("Shi’ite", "shi'ite"), ("US-Backed", "US-backed"), ("2014", ""), ("", ""),
    ]:  # fmt: skip
        assert as_counted(given) == counted
        assert as_counted(counted) == counted
        # In a sentence, so that capitals alone do not make it a headline.
        assert tokens(f"{given} said") == [*counted.split(), "said"]
