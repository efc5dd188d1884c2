"""Names proposed from the articles: planted brackets, and a file that can be copied from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import yaml
from corpora import MakeCorpus, article
from growth import is_linear

from analysis.corpus import Corpus
from analysis.settings.settings_files import read_name_families
from analysis.sources import names_example, propose_names, why_no_names
from analysis.sources.name_proposals import introduced


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Inland Sovereignty Front (ISF) fled.", ["Inland Sovereignty Front = ISF"]),
        ("the Bank of the Inland (BI)", ["Bank of the Inland = BI"]),
        ("the Bank of England (BoE)", ["Bank of England = BoE"]),
        ("Transport for London (TfL)", ["Transport for London = TfL"]),
        ("the Nato Allies Treaty Organisation (Nato)", ["Nato Allies Treaty Organisation = Nato"]),
        ("the World Anti-doping Agency (WADA)", ["World Anti-doping Agency = WADA"]),
        ("the World Anti-doping Agency (WAA), Anti-Doping Unit (ADU)",
         ["World Anti-doping Agency = WAA", "Anti-Doping Unit = ADU"]),
        ("the Union for Arts, Drama & Song (UADS)", ["Union for Arts, Drama & Song = UADS"]),
        ("the Relief Committee's (RC) men, Peace Officers (POs)", ["Relief Committee = RC", "Peace Officers = POs"]),
        ("the “Inland Front” (IF)", ["Inland Front = IF"]),
        ("the United Cities (U.C.) met", ["United Cities = UC"]),
        # No names, no initials, other words, another line, too long.
        ("gross domestic product (GDP) and Gross domestic product (GDP)", []),
        ("Sen. Ted Cruz (R-Texas), John Smith (capt), The Hague (is)", []),
        ("Inland Sovereignty Front (ISFX), Sovereignty Front (ISF), Front (F)", []),
        ("Inland Sovereignty. Front (ISF) and Inland\nFront (IF)", []),
        ("B C D E F G H (BCDEFGH)", []),
    ],
)  # fmt: skip
def test_names_before_brackets(text: str, found: list[str]) -> None:
    assert [f"{name} = {abbreviation}" for name, abbreviation, _ in introduced(text)] == found


def test_the_sample_holds_a_planted_bracket(sample: Corpus) -> None:
    table = propose_names(sample)
    new = table[~table["known"]]
    assert new[["family", "variant", "evidence"]].to_numpy().tolist() == [
        ["Health Organisation of the Coast", "Health Organisation of the Coast", "in brackets"],
        ["Health Organisation of the Coast", "HOC", "in brackets"],
    ]


def test_by_hand(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(
        [
            article("The Inland Sovereignty Front (ISF) fled, said Home Guard chiefs of the north."),
            article("The Home Guard (HG) fired at the Inland Sovereignty on Monday morning early."),
        ],
        names={"Front": ["Inland Sovereignty Front"], "Guard": ["Home Guard"]},
    )
    table = propose_names(corpus)
    assert table[["family", "variant", "evidence", "independent_texts", "known"]].to_numpy().tolist() == [
        ["Front", "Inland Sovereignty Front", "in brackets", 1, True],
        ["Front", "ISF", "in brackets", 1, False],
        ["Guard", "Home Guard", "in brackets", 1, True],
        ["Guard", "HG", "in brackets", 1, False],
    ]
    assert table["example"][1] == "The Inland Sovereignty Front (ISF) fled, said Home Guard chiefs of the …"


def test_a_larger_corpus_needs_two_texts_and_joins_spellings(make_corpus: MakeCorpus) -> None:
    texts = [article(" ".join(f"w{i}x{j}" for j in range(12))) for i in range(50)]
    texts += [
        article("The Coast Health Organisation (CHO) warned of the heat in the inner city."),
        article("It was said by the Coast Health Organization (CHO) and by nobody else so far."),
        article("Another: the Coast Health Organization (CHO) will meet again within the month."),
        article("Once only the Harbour Pilots Union (HPU) is spelt out, in this text of ours."),
    ]
    table = propose_names(make_corpus(texts))
    assert table[["family", "variant", "independent_texts"]].to_numpy().tolist() == [
        ["Coast Health Organization", "Coast Health Organization", 2],
        ["Coast Health Organization", "CHO", 3],
    ]


def test_the_file_can_be_copied_into_names_yml(tmp_path: Path) -> None:
    hostile = [
        "- x: [y]",
        "!!python/object:os.system",
        "'\"",
        "#",
        "a: b",
        "&a *a",
        "null",
        "1",
        "\u202e\x1b[31m",
        "Ünïon",
    ]
    table = pd.DataFrame(
        {
            "family": ["Front", "Front", *hostile], "variant": ["ISF", "IS", *hostile], "evidence": "in brackets",
            "independent_texts": 2, "example": "", "known": [False, True] + [False] * len(hostile),
        }
    )  # fmt: skip
    written = names_example(table, limit=99)
    assert yaml.safe_load(written) == {"families": {"Front": ["ISF"], **{text: [text] for text in hostile}}}
    (tmp_path / "names.yml").write_text(written, encoding="utf-8")
    assert read_name_families(tmp_path)["Front"] == ["ISF"]


def test_nothing_to_propose(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    table = propose_names(make_corpus([article("Nobody fled.")]))
    assert table.empty
    (tmp_path / "names.yml").write_text(names_example(table), encoding="utf-8")
    assert read_name_families(tmp_path) == {"European Union": ["European Union", "EU", "Brussels"]}


def test_time_grows_with_the_text() -> None:
    units = ["A ", "Aa of ", "(AA)", "a-", "Aa Bb (AB) ", "A'", "Aa and the ", "(A.", "The ", "a a a a a a (Aaaaaaaa)"]
    for unit in units:
        assert is_linear(lambda size, unit=unit: introduced(unit * size), 5_000), unit


def test_why_names_are_not_compared(make_corpus: MakeCorpus) -> None:
    one = make_corpus([article("The ferry left.")])
    two = make_corpus([article("The ferry left."), article("The ship came.", "Arrow")])
    named = replace(two, name_families={"Front": ["Inland Sovereignty Front", "ISF"]})
    assert [why_no_names(corpus) for corpus in (one, two, named)] == [
        "There is only one source, so names are not compared.",
        "",
        "No article mentions a name of names.yml; capitals matter.",
    ]
