"""Two versions side by side: every sentence of both is told once, in order."""

from __future__ import annotations

from tests.corpora import MakeCorpus, article

from analysis.corpus import compare_versions

FIRST = [
    "The mayor of Dorsk opened the new bridge over the river on Monday morning.",
    "About two hundred people walked across it in the rain before the band had finished.",
    "A plaque names the eleven workers who built it over the last three years.",
    "The old bridge was taken down in the spring after cracks were found in it.",
    "Ferries will run until the end of the month for those who live upstream.",
]
ADDED = "Nobody was hurt when a lamp post fell over during the first night."


def versions(make_corpus: MakeCorpus, later: list[str]) -> list[tuple[str, str, str]]:
    corpus = make_corpus(
        [
            article(" ".join(FIRST), day="2024-03-04"),
            article(" ".join(later), day="2024-03-05"),
            article("Quite another story about the price of bread in the hills."),
        ]
    )
    table = compare_versions(corpus)
    return list(table[["change", "earlier", "later"]].itertuples(index=False, name=None))


def test_what_is_changed_left_out_and_added(make_corpus: MakeCorpus) -> None:
    changed = FIRST[1].replace("two hundred", "three hundred")
    found = versions(make_corpus, [FIRST[0], changed, FIRST[2], FIRST[3], ADDED])
    assert found == [
        ("same", f"(1 sentence the same) {FIRST[0]}", f"(1 sentence the same) {FIRST[0]}"),
        ("changed", FIRST[1], changed),
        ("same", f"(2 sentences the same) {FIRST[2]}", f"(2 sentences the same) {FIRST[2]}"),
        ("left out", FIRST[4], ""),
        ("added", "", ADDED),
    ]


def test_exact_copies_have_nothing_to_compare(make_corpus: MakeCorpus) -> None:
    assert versions(make_corpus, FIRST) == []


def test_the_largest_groups_come_first_and_long_sentences_are_cut(make_corpus: MakeCorpus) -> None:
    long = " ".join(f"word{i}" for i in range(100)) + "."
    other = [f"Sentence number {i} of the second story is about the harbour and its cranes." for i in range(9)]
    corpus = make_corpus(
        [
            article(" ".join([long, *FIRST]), day="2024-01-01"),
            article(" ".join(FIRST), day="2024-01-02"),
            *(article(" ".join(other[: 9 - i]), day=f"2024-02-0{i + 1}") for i in range(3)),
        ]
    )
    table = compare_versions(corpus, groups=1)
    assert table["group"].nunique() == 1
    assert table["change"].tolist() == ["same", "left out", "left out"]
    whole = compare_versions(corpus)
    assert whole["group"].nunique() == 2
    assert whole["earlier"].str.len().max() == 300
