"""The sentences behind names."""

from __future__ import annotations

from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.counts import find_names
from analysis.sources import name_sentences, names_by_source


def test_every_name_of_the_sample_is_quoted_where_it_was_counted(sample: Corpus) -> None:
    mentions = find_names(sample)
    table = names_by_source(sample, mentions)
    found = name_sentences(sample, mentions, table)
    keys = ["family", "variant", "source"]
    lines = found.groupby([f"{key}_of" for key in keys]).size().to_dict()
    counted = {tuple(row[:-1]): row[-1] for row in table[[*keys, "count"]].itertuples(index=False)}
    assert {row: n for row, n in counted.items() if n and row not in lines} == {}
    assert all(n <= min(3, counted[row]) for row, n in lines.items())
    assert (found["keyword"].str.split().str.join(" ") == found["variant_of"]).all()
    assert (found["source"] == found["source_of"]).all()


def test_no_row_has_no_sentence(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus([article("Then IS won.")], names={"Islamic State": ["IS", "ISIS", "Daesh"]})
    mentions = find_names(corpus)
    names = names_by_source(corpus, mentions)
    assert name_sentences(corpus, mentions, names)["keyword"].tolist() == ["IS"]
    assert name_sentences(corpus, mentions, names.head(0)).empty
