"""What is planted in the sample is in its reports; the tables have the columns that were promised."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from command import PROJECT

from analysis.tables import find

TRUTH = PROJECT / "tests" / "fixtures" / "truth"
REPORTS = PROJECT / "reports"


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(REPORTS / f"{name}.csv", keep_default_na=False)


def test_every_table_has_the_columns_that_are_declared() -> None:
    for path in sorted(REPORTS.glob("*/*.csv")):
        declared = find(path.stem)
        assert declared is not None, f"{path.name} is not declared in analysis.tables"
        columns = list(read(f"{path.parent.name}/{path.stem}").columns)
        expected = [column.name for column in declared.columns if not column.optional or column.name in columns]
        assert columns == expected, f"{path.name}: run make report"


@pytest.mark.trial
@pytest.mark.ci
def test_the_committed_reports_are_these(sample_reports: Path) -> None:
    made = json.loads((sample_reports / "manifest.json").read_text())
    committed = json.loads((REPORTS / "manifest.json").read_text())
    assert made == committed


def test_all_112_articles_are_used() -> None:
    outcomes = read("corpus_overview/outcomes").set_index("outcome")["articles"]
    assert (outcomes["found"], outcomes["used"], outcomes["refused"]) == (112, 112, 0)
    assert len(read("corpus_overview/articles")) == 112


def test_the_footers_are_removed_from_every_article() -> None:
    removed = read("corpus_overview/removed")
    # What stands in brackets differs in every article: here the datelines of the agency.
    kinds = removed["text"].str.startswith("(the ")
    assert removed.loc[kinds, ["source", "articles"]].values.tolist() == [["meridian-wire", 23]]
    assert removed[~kinds].groupby("source")["articles"].agg(list).to_dict() == {
        "coast-business-review": [16], "daily-beacon": [21, 21], "halvern-standard": [20],
        "leader-post-online": [15], "meridian-wire": [23], "tamsin-observer": [17],
    }  # fmt: skip


def test_the_exact_duplicate_is_named() -> None:
    copies = read("corpus_overview/duplicates")
    truth = pd.concat(pd.read_json(path, lines=True).assign(source=path.stem) for path in TRUTH.glob("*.jsonl"))
    twins = truth[truth["duplicate_of"].notna() & truth["file"].str.contains("print-edition")].iloc[0]
    named = [f"{twins['source']}/{twins[key].removesuffix('.txt')}" for key in ("duplicate_of", "file")]
    exact = copies[copies["versions"] == 1]
    assert [ids.split("; ") for ids in exact["article_ids"]] == [named]
    assert copies["articles"].tolist() == [2] * 5


def test_the_31_footer_years_that_contradict_the_date_are_listed() -> None:
    conflicts = read("corpus_overview/conflicts")
    found = conflicts.groupby(["source", "kind", "found"]).size().to_dict()
    kind = "year in the copyright line"
    assert found == {("coast-business-review", kind, 2019): 16, ("leader-post-online", kind, 2015): 15}


def test_the_names_are_counted_as_planted() -> None:
    names = read("source_comparison/names")
    counted = names.set_index(["source", "variant"])["count"]
    truth = pd.read_csv(TRUTH / "names.csv").set_index(["source", "name"])["count"]
    planted = {key: n for key, n in truth.items() if key[0] != "all" and key[1] in set(names["variant"]) and n}
    assert {key: n for key, n in counted.items() if n} == planted


def test_the_themes_on_the_card_are_those_of_ten_texts_at_the_number_chosen() -> None:
    card = read("topic_modeling/topic_card")
    tried = read("topic_modeling/n_topics").set_index("n_topics")
    (chosen,) = tried.index[tried["chosen"] == "themes"]
    # Three groups have fewer than ten texts: they are one theme of small stories.
    reliable = card[card["verdict"] != "mixed"]
    assert (chosen, tried.loc[chosen, "topics"], len(reliable), len(card)) == (8, 5, 5, 6)
    assert (reliable["stability"] >= 0.5).all()


def test_money_sets_the_business_paper_apart_and_survives() -> None:
    """All 16 of its texts have "crowns"; the Beacon's "IS", in 9 of 20 texts, is not beyond chance among all words."""
    terms = read("source_comparison/distinctive_terms").set_index(["source", "term"])
    found = terms.loc[("coast-business-review", "crowns")]
    assert (found["texts"], found["all_texts"], found["tier"]) == (16, 16, "clear")
    assert found["ratio_low"] > 1
    assert found["survives"]
    assert ("daily-beacon", "IS") not in terms.index
    # The trap of the typographic apostrophe: "it's" must not be the Beacon's word.
    assert ("daily-beacon", "it's") not in terms.index


@pytest.mark.trial
@pytest.mark.ci
def test_no_page_asks_for_anything_outside_or_runs_a_script(sample_reports: Path) -> None:
    pages = list(sample_reports.rglob("*.html"))
    assert len(pages) == 6 + 6  # index, glossary and four notebooks, and a page for each outlet
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "<script" not in html
        assert 'src="http' not in html
        assert "default-src 'none'" in html
        assert len(html) < 3_000_000


@pytest.mark.trial
@pytest.mark.ci
def test_the_example_of_assigning_later_articles_finds_the_topic_of_the_sluice(sample_reports: Path) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", (PROJECT / "docs" / "topics.md").read_text("utf-8"), re.M | re.S)
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=sample_reports.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    topic = done.stdout.splitlines()[1].split()[2]
    labels = (sample_reports / "topic_modeling" / "topic_card.csv").read_text("utf-8").splitlines()
    (row,) = [line for line in labels if line.startswith(f'"theme","{topic}",')]
    assert "Orrin" in row
