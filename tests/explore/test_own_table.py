"""A table with columns of its own names: what to give is said, and what is given is checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis import explore
from analysis.errors import CorpusError, SettingsError

TABLE = """Nr;Station;Aired;Heading;Plot
1;Radio Nord;04/11/2023;Gates shut;The gates of the port were shut on Friday.
2;Radio Nord;05/11/2023;Rain;It rained all day on the port and on the ships.
3;Kanal 4;05/11/2023;Nothing;
4;Kanal 4;06/11/2023;Talks;The ministry talks to the dockers on Monday.
"""
COLUMNS = {"id": "Nr", "title": "Heading", "text": "Plot", "source": "Station", "date": "Aired"}


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "programmes.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def load(table: Path, **given: Any) -> explore.News:
    return analysis.load(table.name, interim=table.parent / "interim", **given)


def test_each_refusal_and_doubt_says_what_to_give_next(table: Path) -> None:
    with pytest.raises(CorpusError, match=r'columns: Nr, .*, in Python columns=\{"text": "NAME"\}'):
        load(table)
    unnamed = load(table, columns={"text": "Plot", "source": "Station"})
    assert (
        "no dates (columns of programmes.csv: title=Heading, text=Plot, source=Station; not used: Nr, Aired)"
        in repr(unnamed)
    )
    undated = load(table, columns=COLUMNS)
    told = "no dates (3 dates not understood, such as “04/11/2023”: load with date_format='%d/%m/%Y' or '%m/%d/%Y')"
    assert told in repr(undated)
    corpus = load(table, columns=COLUMNS, date_format="%d/%m/%Y")
    assert sorted(corpus.articles["published"].dt.day) == [4, 5, 6]
    assert sorted(corpus.articles["article_id"]) == ["1", "2", "4"]
    assert corpus.refused[["line", "article_id", "reason"]].values.tolist() == [[4, "3", "no text"]]
    assert "not understood" not in repr(corpus)


def test_the_card_says_which_dates_are_not_used(tmp_path: Path) -> None:
    days = [*(f"2024-03-{i:02}" for i in range(1, 21)), "2050-01-31"]
    rows = [f"Story {i},Story number {i},Tide,{day}" for i, day in enumerate(days)]
    table = tmp_path / "t.csv"
    table.write_text("\n".join(["title,text,source,date", *rows]), encoding="utf-8")
    told = "1 Mar – 20 Mar 2024; 1 article without a date"
    told += " (1 dated years apart from all others, such as “Story 20” of Tide (31 Jan 2050))"
    assert told in repr(analysis.load(table, interim=tmp_path / "interim"))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"columns": {"body": "Plot"}}, "columns={'body': 'Plot'}: unknown column 'body'; there are id, title, text"),
        ({"columns": "text=Plot"}, "columns='text=Plot': expected a mapping"),
        ({"date_format": "day"}, "date_format='day': expected a date format"),
        ({"encoding": "klingon"}, "encoding='klingon': unknown encoding"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(table: Path, given: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load(table, **given)
    assert str(refused.value).startswith(told)
