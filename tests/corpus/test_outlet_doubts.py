"""Names that may be one outlet are asked about; names of folders, dates and languages are no outlets."""

from __future__ import annotations

import subprocess
import sys

import pytest

from analysis.corpus.outlet_doubts import is_no_outlet, similar_names


@pytest.mark.parametrize(
    "names",
    [
        ("Daily Mail", "Mail Online"),
        ("Daily Mail", "Daily Mail (London)"),
        ("Der Spiegel", "Spiegel Online"),
        ("Le Monde", "lemonde.fr"),
        ("BBC", "BBC News"),
        ("HuffPost", "HuffPost UK"),
        ("The Guardian", "guardian.ng"),
        ("guardian.co.uk", "guardian.ng"),
        ("Wall Street Journal", "wsj.com"),
        ("The New York Times", "nytimes.com"),
        ("Voice of America", "VOA"),
        ("Associated Press", "AP"),
        ("cnn.com", "edition.cnn.com"),
        ("quay.test", "Quay Courier"),
        ("The Guardian", "Guardain"),
        ("The Guardian", "Guardin"),
        ("The Guardian", "Guardiann"),
        ("The Guardian", "Guardien"),
        ("The Washington Post", "wapo"),
        ("The Washington Post", "WAPO"),
    ],
)
def test_similar_names_are_asked_about(names: tuple[str, str]) -> None:
    assert list(similar_names({names[0]: 2, names[1]: 1}, {})) == [names[0]]
    # Two that are listed, or one that is listed alone, have been decided.
    assert similar_names(dict.fromkeys(names, 1), {names[0]: [], names[1]: ["x"]}) == {}
    assert similar_names(dict.fromkeys(names, 1), {names[1]: [names[1]]}) == {}


@pytest.mark.parametrize(
    "names",
    [
        ("Daily Mail", "Daily Mirror"),
        ("The Times", "The Sunday Times"),
        ("Channel 4 News", "Channel 5 News"),
        ("Paper A", "Paper B"),
        ("a.blogspot.com", "b.blogspot.com"),
        ("The Irish Times", "Times of India"),
        ("कमल", "कमाल"),
        ("El Mundo", "El Mercurio"),
        ("ABC sociedad", "AS"),
        ("CNN (Web News)", "CNS News"),
        ("CBN", "CBS News"),
        ("Above The Law", "AL.com"),
        ("Al Jazeera", "AL.com"),
        ("Western Journal", "Webster Journal"),
        ("Jonathan Chait", "Jonathan Haidt"),
    ],
)
def test_other_names_are_not(names: tuple[str, str]) -> None:
    assert similar_names(dict.fromkeys(names, 1), {}) == {}


def test_groups_are_told_once_under_the_most_frequent_name() -> None:
    counts = {"BBC": 1, "BBC News": 4, "bbc.co.uk": 2, "Tide": 9, "Daily Tide": 9}
    assert similar_names(counts, {}) == {"Daily Tide": ["Tide"], "BBC News": ["bbc.co.uk", "BBC"]}


NO_OUTLETS = (
    "articles;Articles 2;raw_data;html;news-articles;2021;2021-03;2021_03_04;202103;March 2021;01.02.2021;2021-Q1;en;"
    "EN;en-GB;English;deutsch;unknown;NaN;2;?;"
    "The mayor said that the harbour would be open again by the end of the week, and left."
)
OUTLETS = (
    "Le Monde;el-pais;de-standaard;Marca;May Times;AP;FT;BR;20 Minutes;The Press;Texas Data;Daily News;France 24;"
    "bbc.co.uk;人民日报;Raw Story"
)


@pytest.mark.parametrize("name", NO_OUTLETS.split(";"))
def test_a_name_that_is_no_outlet(name: str) -> None:
    assert is_no_outlet(name)


@pytest.mark.parametrize("name", OUTLETS.split(";"))
def test_a_name_of_an_outlet(name: str) -> None:
    assert not is_no_outlet(name)


def test_of_two_that_are_listed_the_first_by_alphabet_has_what_is_like_both() -> None:
    script = """from analysis.corpus.outlet_doubts import similar_names
print(similar_names({"Guardian": 3, "Guarian": 9, "Guardan": 5}, {"Guarian": ["x"], "Guardan": ["y"]}))"""
    told = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert "Guardian" in told.pop()


def test_thousands_of_names_that_are_alike_are_compared_soon() -> None:
    names = {f"Guardian ({city})": 1 for city in range(3_000)} | {f"harbou{chr(0x4E00 + i)}": 1 for i in range(3_000)}
    assert len(similar_names(names, {})["Guardian (0)"]) == 2_999
