"""The sentences behind names and distances."""

from __future__ import annotations

from corpora import MakeCorpus, article

from analysis.corpus import Corpus
from analysis.counts import count_words, find_names
from analysis.sources import (
    compare_sources,
    distance_sentences,
    name_sentences,
    names_by_place,
    names_by_source,
    names_over_time,
    source_distances,
)


def test_every_name_of_the_sample_is_quoted_where_it_was_counted(sample: Corpus) -> None:
    mentions = find_names(sample)
    articles = sample.articles.set_index("article_id")
    for table in (
        names_by_source(sample, mentions),
        names_by_place(sample, mentions),
        names_over_time(sample, mentions),
    ):
        found = name_sentences(sample, mentions, table)
        keys = [column for column in ("family", "variant", "source", "period", "place") if column in table]
        lines = found.groupby([f"{key}_of" for key in keys]).size().to_dict()
        counted = {tuple(row[:-1]): row[-1] for row in table[[*keys, "count"]].itertuples(index=False)}
        assert {row: n for row, n in counted.items() if n and row not in lines} == {}
        assert all(n <= min(3, counted[row]) for row, n in lines.items())
        assert (found["keyword"].str.split().str.join(" ") == found["variant_of"]).all()
        if "period" in keys:
            assert found["article_id"].map(articles["period"]).tolist() == found["period_of"].tolist()
        if "source" in keys:
            one = found[found["source_of"] != "all sources"]
            assert (one["source"] == one["source_of"]).all()


def test_headline_and_quotation_marks_are_where_they_are_said_to_be(make_corpus: MakeCorpus) -> None:
    made = [article('He said: "Daesh lost." The IS men left.', title="ISIS loses"), article("Then IS won.")]
    corpus = make_corpus(made, names={"Islamic State": ["IS", "ISIS", "Daesh"]})
    mentions = find_names(corpus)
    places = names_by_place(corpus, mentions)
    found = name_sentences(corpus, mentions, places[places["source"] == "all sources"])
    said = found.groupby("place_of")["keyword"].agg(lambda words: sorted(words)).to_dict()
    assert said == {
        "headline": ["ISIS"], "body": ["Daesh", "IS", "IS"],
        "inside quotation marks": ["Daesh"], "outside quotation marks": ["IS", "IS", "ISIS"],
    }  # fmt: skip
    assert name_sentences(corpus, mentions, places.head(0)).empty


def test_a_distance_is_shown_by_the_words_that_make_it(make_corpus: MakeCorpus) -> None:
    made = [article(f"The harbour and the news of day{i}.", "A", f"2024-03-{1 + i:02}") for i in range(12)]
    made += [article(f"The football and the news of time{i}.", "B", f"2024-03-{1 + i:02}") for i in range(12)]
    corpus = make_corpus(made)
    comparison = compare_sources(corpus, count_words(corpus))
    distances = source_distances(comparison)
    found = distance_sentences(corpus, comparison, distances)
    pair = distances.iloc[0]
    assert found[["source_of", "other_of"]].drop_duplicates().to_numpy().tolist() == [[pair["source"], pair["other"]]]
    # Both words weigh alike, then the alphabet; "news", alike in both, comes last.
    assert found[["term", "source"]].head(2).to_numpy().tolist() == [["football", "B"], ["harbour", "A"]]
    assert found["article_id"].is_unique
    assert distance_sentences(corpus, comparison, distances.head(0)).empty
