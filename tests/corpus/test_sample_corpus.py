"""The planted truth of the sample is found: footers, the exact duplicate, conflicts, encodings, datelines."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import (
    Corpus,
    article_table,
    compare_versions,
    corpus_findings,
    duplicate_table,
    file_table,
    form_table,
    outcome_table,
    source_table,
)
from analysis.corpus.cleaning.clean_article import DATELINE

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
FOOTERS = {
    "Copyright 2019 Coast Business Review Ltd. Prices delayed by at least 15 minutes.": ("coast-business-review", 16),
    "Sign up to the Beacon Briefing and never miss a story.": ("daily-beacon", 21),
    "Do YOU have a story? Call the Beacon newsdesk day or night.": ("daily-beacon", 21),
    "© 2024 The Halvern Standard. All rights reserved. Reproduction without permission is prohibited.": (
        "halvern-standard",
        20,
    ),
    "© 2015 Leader Post Online. All Rights reserved.": ("leader-post-online", 15),
    "(Reporting by the Merrowgate bureau; editing by the night desk)": ("meridian-wire", 23),
    "The Tamsin Observer is owned by its readers. If you value this reporting, become a member from 4 crowns a "
    "month.": ("tamsin-observer", 17),
}
# The exact duplicate, the update, and the light rewrites of agency reports (three fifths of the shorter text and more).
TWINS = ["halvern-standard/2024-05-30-c2-lund-sentenced", "halvern-standard/2024-05-31-c2-orrin-case-print-edition"]
GROUPS = {
    frozenset(pair)
    for pair in (
        TWINS,
        ["daily-beacon/2024-05-25-s2-penalty-agony", "daily-beacon/2024-05-25-s2-penalty-agony-update"],
        ["meridian-wire/2024-03-28-c1-lund-trial-opens", "halvern-standard/2024-03-29-c1-lund-in-the-dock"],
        ["meridian-wire/2024-03-06-e1-halde-calls-election", "halvern-standard/2024-03-07-e1-general-election-called"],
        ["meridian-wire/2024-03-17-w3-mass-grave-greywater", "halvern-standard/2024-03-18-w3-greywater-discovery"],
    )
}


@pytest.fixture(scope="module")
def texts(sample: Corpus) -> dict[str, str]:
    tables = [shard.read(["article_id", "text"]) for shard in sample.shards]
    return dict(pd.concat(tables).itertuples(index=False, name=None))


def test_every_article_is_used(sample: Corpus) -> None:
    assert outcome_table(sample).set_index("outcome")["articles"].to_dict() == {
        "found": 112,
        "used": 112,
        "of these, duplicates of another": 5,
        "of these, without a date": 0,
        "filtered by sources, dates, words, compare or language": 0,
        "refused": 0,
    }
    assert sample.source_names == [
        "meridian-wire", "daily-beacon", "halvern-standard", "tamsin-observer", "coast-business-review",
        "leader-post-online",
    ]  # fmt: skip
    assert sample.not_cleaned.empty


def test_the_footers_and_nothing_else_are_removed(sample: Corpus) -> None:
    removed = sample.removed[["text", "source", "articles"]].itertuples(index=False, name=None)
    # The datelines of the dispatches go to a column.
    assert {text: (source, articles) for text, source, articles in removed} == {
        **FOOTERS,
        DATELINE: ("meridian-wire", 23),
    }
    assert len(sample.removed) == 8


def test_every_article_is_its_file_without_title_footers_and_dateline(texts: dict[str, str]) -> None:
    files = sorted(RAW.glob("*/*.txt"))
    assert len(files) == len(texts) == 112
    for file in files:
        raw = file.read_bytes().decode("cp1252" if file.parent.name == "daily-beacon" else "utf-8")
        paragraphs = [" ".join(paragraph.split()) for paragraph in raw.split("\n") if paragraph.strip()]
        expected = [paragraph for paragraph in paragraphs[1:] if paragraph not in FOOTERS]
        first, *others = texts[f"{file.parent.name}/{file.stem}"].split("\n\n")
        assert others == expected[1:]
        dateline = expected[0].removesuffix(first)
        assert dateline.endswith("(Meridian) - ") if file.parent.name == "meridian-wire" else not dateline


def test_the_planted_groups_and_no_others_are_found(sample: Corpus) -> None:
    groups = duplicate_table(sample)
    assert {frozenset(ids.split("; ")) for ids in groups["article_ids"]} == GROUPS
    assert groups["articles"].tolist() == [2] * 5
    assert sample.independent_texts == 107
    exact = groups[groups["versions"] == 1]
    assert exact["article_ids"].tolist() == ["; ".join(TWINS)]
    assert exact[["sources", "first", "last"]].values.tolist() == [[1, "2024-05-30", "2024-05-31"]]
    twins = sample.articles[sample.articles["article_id"].isin(TWINS)]
    assert twins.set_index("article_id")["first_of_group"].to_dict() == {TWINS[0]: True, TWINS[1]: False}


def test_the_update_is_shown_beside_the_first_version(sample: Corpus) -> None:
    table = compare_versions(sample)
    update = table[table["later_id"] == "daily-beacon/2024-05-25-s2-penalty-agony-update"]
    assert set(update["earlier_id"]) == {"daily-beacon/2024-05-25-s2-penalty-agony"}
    # 17 of its 20 sentences are those of the first version; two are new and one is written anew.
    assert update["change"].value_counts().to_dict() == {"same": 2, "added": 2, "changed": 1}


def test_31_footer_years_are_conflicts(sample: Corpus) -> None:
    conflicts = sample.conflicts
    assert len(conflicts) == conflicts["article_id"].nunique() == 31
    assert conflicts.groupby(["source", "found"]).size().to_dict() == {
        ("coast-business-review", "2019"): 16,
        ("leader-post-online", "2015"): 15,
    }
    assert set(conflicts["kind"]) == {"year in the copyright line"}
    assert set(sample.articles["published"].dt.year) == {2024}


def test_encodings(sample: Corpus) -> None:
    assert form_table(sample).values.tolist() == [
        ["txt", "utf-8", 91, 91, 0, 0],
        ["txt", "cp1252 (guessed)", 21, 21, 0, 0],
    ]
    assert set(file_table(sample)["path"].str.split("/").str[0].iloc[:21]) == {"daily-beacon"}


def test_the_dispatches_and_no_others_have_a_dateline_and_their_agency(sample: Corpus) -> None:
    wire = sample.articles["source"] == "meridian-wire"
    assert (sample.articles.loc[wire, "agency"] == "Meridian").all()
    assert (sample.articles.loc[wire, "dateline"] != "").all()
    assert (sample.articles.loc[~wire, ["dateline", "agency"]] == "").all().all()
    assert sample.settings.agencies == ["Meridian"]


def test_the_14_weeks_from_march_to_june(sample: Corpus) -> None:
    assert sample.periods == [f"2024-W{week:02}" for week in range(9, 23)]
    parts = sample.articles.groupby("period")["part_period"].any()
    # 3 March 2024 was a Sunday, 1 June a Saturday.
    assert parts[parts].index.tolist() == ["2024-W09", "2024-W22"]


def test_tables_of_the_sample_add_up(sample: Corpus) -> None:
    sources = source_table(sample)
    assert sources["articles"].tolist() == [23, 21, 20, 17, 16, 15]
    assert sources["independent_texts"].tolist() == [23, 20, 19, 17, 16, 15]
    assert sources["words"].sum() == sample.articles["words"].sum()
    assert (sources["first"].min(), sources["last"].max()) == ("2024-03-03", "2024-06-01")
    assert len(article_table(sample)) == 112


def test_the_findings_are_said_in_numbers(sample: Corpus) -> None:
    assert [finding.sentence for finding in corpus_findings(sample)] == [
        "3 of the 20 articles of halvern-standard are also in meridian-wire.",
    ]


def test_strings_that_were_removed_come_before_what_is_described(sample: Corpus) -> None:
    described = sample.removed["text"].str.startswith("(")
    assert described.any()
    assert not described.all()
    assert described.is_monotonic_increasing
    for _, rows in sample.removed.groupby(described):
        assert rows["articles"].is_monotonic_decreasing
