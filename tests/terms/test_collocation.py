"""Company counted by hand: five words on either side, never across texts."""

from __future__ import annotations

import numpy as np
import pytest
from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.counts import count_neighbours, count_words
from analysis.tables import term_tables as tables
from analysis.terms import collocates


def near(corpus: Corpus, term: str) -> dict[str, tuple[int, int]]:
    table = collocates(corpus, count_words(corpus), [term], limit=99)
    assert table.columns.tolist() == tables.COLLOCATES.required
    assert (table["term"] == term).all()
    return {row.collocate: (row.together, row.independent_texts) for row in table.itertuples()}


def test_five_words_on_either_side(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("far one two, three. FOUR five siege six seven: eight nine ten beyond")])
    ten = ["two", "three", "four", "five", "one", "six", "seven", "eight", "nine", "ten"]
    # Stop words (most numerals are) count for the distance.
    found = count_neighbours(corpus, "siege")
    words = dict(zip(found.near.terms, found.near.matrix.toarray()[0], strict=True))
    assert {word for word, count in words.items() if count} == set(ten)
    assert found.uses == 1


def test_windows_stay_in_their_text(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(
        [article("Siege ends. Dockers strike.", title="Mill burns"), article("Budget falls"), article("Mill siege")]
    )
    assert near(corpus, "siege") == {"mill": (1, 1), "ends": (1, 1), "dockers": (1, 1), "strike": (1, 1)}
    assert near(corpus, "burns") == {"mill": (1, 1)}


def test_a_use_between_two_uses_of_the_term_counts_once_and_the_term_is_not_its_own_company(
    make_corpus: MakeCorpus,
) -> None:
    corpus = make_corpus([article("Siege army siege. The army left the siege.")])
    assert near(corpus, "siege") == {"army": (2, 1), "left": (1, 1)}


def test_a_phrase_keeps_company_too(make_corpus: MakeCorpus) -> None:
    made = [article("The Old Quarter fell. A quarter of the old quarter, old: quarter burned")]
    corpus = make_corpus(made)
    found = near(corpus, "Old Quarter")
    # Uses of the phrase: words 2-3 and 9-10. "quarter" at 6 and 12 and "old" at 11 stand outside of them.
    assert found == {"fell": (1, 1), "quarter": (2, 1), "old": (1, 1), "burned": (1, 1)}
    assert near(corpus, "old quarter") == found


def test_names_in_capitals_are_not_the_word(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("IS fled Dorsk."), article("The mill is burning.")])
    assert near(corpus, "IS") == {"fled": (1, 1), "dorsk": (1, 1)}
    assert near(corpus, "is") == {"mill": (1, 1), "burning": (1, 1)}


def test_log_dice_and_g2_by_hand(make_corpus: MakeCorpus) -> None:
    # siege 3 uses, army 4 uses, 2 of them near a siege; 20 words in all.
    corpus = make_corpus(
        [
            article("Siege army."),
            article("Army siege."),
            article("Siege ends."),
            article("Army a1 b1 c1 d1 e1 f1."),
            article("Army a2 b2 c2 d2 e2 f2"),
        ]
    )
    table = collocates(corpus, count_words(corpus), ["siege"])
    row = table.set_index("collocate").loc["army"]
    assert row["log_dice"] == pytest.approx(14 + np.log2(2 * 2 / (3 + 4)), abs=1e-4)
    # Words outside the three sieges: 17. Near: army 2, ends 1. Away: army 2, others 12.
    cells = np.array([[2, 1], [2, 12]])
    expected = cells.sum(axis=1, keepdims=True) * cells.sum(axis=0) / cells.sum()
    assert row["g2"] == pytest.approx(2 * (cells * np.log(cells / expected)).sum(), rel=1e-5)
    # 2 * 2 / 7 is more than 2 * 1 / 4.
    assert table["collocate"].tolist() == ["army", "ends"]


def test_never_apart_is_14(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article(f"Place{i} halde corin.") for i in range(4)])
    assert collocates(corpus, count_words(corpus), ["corin"]).iloc[0][["collocate", "log_dice"]].tolist() == [
        "halde", 14,
    ]  # fmt: skip


def test_a_collocate_said_more_often_than_its_term_is_not_more_than_always_there(make_corpus: MakeCorpus) -> None:
    # One use of the term, three of its company: 14 + log2(2 * 1 / (1 + 3)) = 13.
    corpus = make_corpus([article("Siege army army army."), article("A mill.")])
    row = collocates(corpus, count_words(corpus), ["siege"]).iloc[0]
    assert row[["collocate", "together", "log_dice"]].tolist() == ["army", 3, 13]


def test_company_in_few_texts_is_left_out_of_large_corpora(make_corpus: MakeCorpus) -> None:
    made = [
        article(f"{' '.join(f'w{i}x{k}' for k in range(9))} siege{' army' * (i < 5)}{' mill' * (i < 4)}")
        for i in range(49)
    ]
    copies = [article(made[0]["text"], source) for source in ("Post", "Standard")]
    corpus = make_corpus(made + copies)
    assert near(corpus, "siege") == {"army": (7, 5)}
    small = make_corpus(made)
    assert near(small, "siege")["mill"] == (4, 4)
    assert len(collocates(small, count_words(small), ["siege"], limit=3)) == 3


def test_shards_do_not_matter_and_an_unheard_term_has_no_company(make_corpus: MakeCorpus) -> None:
    made = [article(f"Siege army w{i % 5} of the siege, place{i}") for i in range(20)]
    one, many = (make_corpus(made, shard_articles=n) for n in (4000, 3))
    assert collocates(one, count_words(one), ["siege"]).equals(collocates(many, count_words(many), ["siege"]))
    for term in ("never", "army never", "2014"):
        table = collocates(one, count_words(one), [term])
        assert table.columns.tolist() == tables.COLLOCATES.required
        assert table.empty
