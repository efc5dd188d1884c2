"""Columns that are used and not, dates apart from others, and settings that are added to those that are there."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from corpus_files import WriteFiles, advice, tale, tales

from analysis.corpus import check_corpus, load_corpus
from analysis.corpus.table_doubts import dated_apart
from analysis.corpus.text_doubts import date_formats
from analysis.errors import SettingsError


def words(told: str) -> str:
    return " ".join(told.split())


SET = {
    "a listed name and another": (
        ["Gull.example", "gull.example", "The Gull", "Kestrel Online", "Daily Kestrel", "saved pages", "articles"],
        "sources: {gull.example: [The Gull], Kestrel Online: [saved pages]}",
        {"Kestrel Online": 3, "gull.example": 3},
    ),
    "two listed and a third like both": (
        ["Tide", "Daily Tide", "Tide (Estmark)"],
        "sources: {Tide: [T1], Daily Tide: [T2]}",
        {"Daily Tide": 2, "Tide": 1},
    ),
    "a name that is kept apart": (
        ["Tern", "Tern Online", "Tern UK", "Tern UK"],
        "sources: {Tern Online: []}",
        {"Tern UK": 3, "Tern Online": 1},
    ),
    "no names, alike": (["articles", "Articles 2", "raw"], "sources: {Tern: [raw]}", {"Tern": 1}),
}


@pytest.mark.parametrize("kind", SET)
def test_what_is_advised_is_added_to_what_is_set_and_accepted(write: WriteFiles, kind: str) -> None:
    names, settings, counts = SET[kind]
    folder = write({"t.csv": tales(*names), "corpus.yml": settings})
    proposed = advice(check_corpus(str(folder)))
    assert proposed, kind
    write({"corpus.yml": proposed})
    again = words(check_corpus(str(folder)))
    assert "one outlet?" not in again
    for name, n in counts.items():
        assert f"{name} {n}" in again
    for line in proposed.splitlines():
        listed = line.partition("[")[2].rstrip("]").split(", ")
        assert len(set(listed)) == len(listed), line


@pytest.mark.parametrize(
    ("dates", "advised", "span"),
    [
        (["22.02.2024", "01.03.2024", "25/03/2024", "02/03/2024"], "['%d.%m.%Y', '%d/%m/%Y']", "22 Feb – 25 Mar 2024"),
        (["13/02/24 10h00", "01/02/24", "02/02/24"], "'%d/%m/%y'", "1 Feb – 13 Feb 2024"),
        (["3/14/2024", "4/1/2024"], "'%m/%d/%Y'", "14 Mar – 1 Apr 2024"),
        (["soon", "later", "never", "13-02-2024"], "'%d-%m-%Y'", "13 Feb 2024"),
    ],
)
def test_a_day_over_12_proves_the_order(write: WriteFiles, dates: list[str], advised: str, span: str) -> None:
    folder = write({"t.csv": tales(*(f"Tide,{date}" for date in dates), head="text,source,date")})
    told = check_corpus(str(folder))
    assert "No date tells" not in words(told)
    assert advice(told) == f"date_format: {advised}"
    write({"corpus.yml": advice(told)})
    assert span in check_corpus(str(folder))


def test_a_form_without_such_a_day_is_asked_about_beside_one_that_is_proven(write: WriteFiles) -> None:
    dates = ["22.02.2024", "01.03.2024", "05/06/2024"]
    folder = write({"t.csv": tales(*(f"Tide,{date}" for date in dates), head="text,source,date")})
    told = check_corpus(str(folder))
    assert "No date tells" in words(told)
    assert advice(told).splitlines()[1:] == [
        "# date_format: ['%d.%m.%Y', '%d/%m/%Y']",
        "# date_format: ['%d.%m.%Y', '%m/%d/%Y']",
    ]
    # A format that is set stays, unless it reads these dates the other way round.
    write({"corpus.yml": "date_format: ['%d.%m.%Y', '%Y|%m|%d']"})
    assert "# date_format: ['%d.%m.%Y', '%Y|%m|%d', '%m/%d/%Y']" in advice(check_corpus(str(folder)))
    write({"corpus.yml": "date_format: '%m.%d.%Y %H:%M'", "t.csv": tales("Tide,22.02.2024", head="text,source,date")})
    assert advice(check_corpus(str(folder))) == "date_format: '%d.%m.%Y'"


def test_dates_of_both_orders_are_not_decided() -> None:
    assert date_formats({"13/02/2024": 1, "02/13/2024": 1}) == [["%d/%m/%Y", "%m/%d/%Y"]]
    assert date_formats({"13/02/2024": 2, "02/13/2024": 1}) == [["%d/%m/%Y"]]
    assert date_formats({"99/99/2024": 1, "1/2/20240": 1}) == []


def test_a_column_with_dates_that_are_not_understood_is_the_column_of_dates(write: WriteFiles) -> None:
    told = check_corpus(str(write({"a.csv": tales("Tide,1 day ago,2024-03-01", head="text,source,date,Timestamp")})))
    assert "1 date not understood, such as “1 day ago”" in words(told)
    assert "is it the column" not in told


def test_the_columns_of_all_tables_are_told_and_those_not_used(write: WriteFiles) -> None:
    folder = write(
        {
            "a.csv": tales("Tide,2024-03-01,7", head="text,source,Day of issue,page"),
            "b.csv": tales("Tide,2024-03-02", first=1, head="text,outlet,date"),
            "c.jsonl": '{"body": "One two three four.", "source": "Tide", "mood": {"of": 3}}',
        }
    )
    told = check_corpus(str(folder))
    for line in (
        "3 tables",
        "a.csv: text=text, source=source; not used: Day of issue, page",
        "b.csv: text=text, source=outlet, date=date",
        "c.jsonl: text=body, source=source; not used: mood.of",
        "? no date in “a.csv”: is it the column “Day of issue”?",
    ):
        assert line in words(told)
    assert "  ?  Dates" in told
    assert advice(told) == "columns:\n  date: [Day of issue]"
    write({"corpus.yml": advice(told)})
    again = check_corpus(str(folder))
    assert "1 Mar – 2 Mar 2024" in again
    assert "  ok Columns" in again
    write({"corpus.yml": "columns: {date: [day-of-issue, Dy], author: by}"})
    assert "? set as columns, but in no table: date=Dy and author=by" in words(check_corpus(str(folder)))


def test_a_column_asked_for_that_no_table_has_is_refused(write: WriteFiles) -> None:
    folder = str(
        write({"a.csv": tales("Tide", head="text,outlet"), "b.csv": tales("Tide", first=1, head="body,outlet")})
    )
    expected = re.escape(
        "No table has a column “owtlet”, given for source. Columns of a.csv: text=text, source=outlet."
    )
    with pytest.raises(SettingsError, match=expected):
        load_corpus(folder, reading={"columns": {"text": "body", "source": "owtlet"}})
    # One table has it, or one of two names.
    for names in ("body", ["plot", "body"]):
        assert len(load_corpus(folder, reading={"columns": {"text": names}}).articles) == 2


def test_many_kinds_of_tables_are_cut(write: WriteFiles) -> None:
    files = {f"t{i}.csv": tales("Tide,1", head=f"text,source,x{i}", first=i) for i in range(7)}
    told = words(check_corpus(str(write({**files, "u.csv": tales("Tide,2", first=8, head="text,source,x0")}))))
    assert "2 tables such as t0.csv: text=text, source=source; not used: x0" in told
    assert "t4.csv:" in told
    assert "t5.csv:" not in told
    assert "2 more kinds of tables: analysis check --full" in told


NEAR = [f"2024-03-{i + 1:02}" for i in range(20)]


def apart(*days: str, at_least: int = 0) -> list[str]:
    published = pd.to_datetime(list(days))
    found = dated_apart(pd.DataFrame({"published": published, "article_id": map(str, range(len(days)))}), at_least)
    return [f"{date:%Y-%m-%d}" for date in found["published"]]


def test_few_dates_years_before_or_after_all_others_are_apart() -> None:
    assert apart(*NEAR) == []
    assert apart(*NEAR, "") == []
    assert apart("2099-01-01", *NEAR) == ["2099-01-01"]
    assert apart(*NEAR, "2099-01-01", "1970-01-01") == ["1970-01-01", "2099-01-01"]
    # Less than five years.
    assert apart(*NEAR, "2021-01-01") == []


def test_more_than_a_twentieth_is_not_apart() -> None:
    # Of 60 dates three are 5 %, four of 61 are more.
    many = NEAR * 3
    assert apart(*many[3:], *["1970-01-01"] * 3) == ["1970-01-01"] * 3
    assert apart(*many[3:], *["1970-01-01"] * 4) == []
    decades = [day.replace("2024", year) for year in ("1870", "1920", "1990") for day in NEAR]
    assert apart(*decades) == []
    # Eleven of 1870 beside hundreds are where an archive begins.
    assert apart(*NEAR * 20, *["1870-01-01"] * 10) == ["1870-01-01"] * 10
    assert apart(*NEAR * 20, *["1870-01-01"] * 11) == []
    # Elections every five years and more are a corpus of their own; so are dates of which some are further apart.
    assert apart(*(f"{year}-06-01" for year in range(1880, 2020, 6))) == []
    # Five years are enough.
    assert apart("2019-03-03", *NEAR) == ["2019-03-03"]
    assert apart("2019-03-04", *NEAR) == []
    # In a corpus that somebody chose by hand one article may well be old: it is only asked about.
    assert apart("1990-01-01", *NEAR[:11]) == []
    assert apart("1990-01-01", *NEAR[:11], at_least=1) == ["1990-01-01"]
    assert apart("1990-01-01", *NEAR[:5], at_least=1) == []


def dated(*days: str) -> str:
    return tales(*(f"Tide,{day},T{i}" for i, day in enumerate(days)), head="text,source,date,title")


def test_check_tells_dates_that_are_years_apart(write: WriteFiles) -> None:
    told = words(check_corpus(str(write({"t.csv": dated(*NEAR, "1970-01-01")}))))
    assert "1 Mar – 20 Mar 2024; 1 undated" in told
    assert "? dated years apart from all others, so counted as undated: “T20” of Tide (1 Jan 1970)" in told
    told = words(check_corpus(str(write({"t.csv": dated(*NEAR[:11], "1990-01-01")}))))
    assert "1 Jan 1990 – 11 Mar 2024" in told
    assert "? dated years apart from all others: “T11” of Tide (1 Jan 1990)" in told


def test_few_short_articles_are_named(write: WriteFiles) -> None:
    table = tales(*(f"Tide,T{i}" for i in range(12)), head="text,source,title")
    told = words(check_corpus(str(write({"t.csv": table + "Gone,Tide,Gates\n"}))))
    assert "? very short: “Gates” of Tide (2 words)" in told
    assert "is it the column with the whole text" not in told
    many = "".join(f"Gone {i},Tide,G{i}\n" for i in range(5))
    told = words(check_corpus(str(write({"t.csv": table + many}))))
    assert "is it the column with the whole text?" in told


def test_counts_are_told_in_plain_words(write: WriteFiles) -> None:
    names = ["gull.example", "www.gull.example", "Gull.example", "Tern", "Rook", *["Tide"] * 12]
    told = words(check_corpus(str(write({"t.csv": tales(*names)}))))
    assert "2 spellings joined: “Gull.example” and “www.gull.example” are counted as “gull.example”" in told
    assert "3 outlets have under 10 articles, too few to recognise boilerplate: a report joins them as “other" in told
    table = tales("Tide,A", "Tide,B", head="text,source,title")
    same = "".join(f"{tale(i)},Tide,{'AB'[i]}\n" for i in (0, 0, 1))
    told = words(check_corpus(str(write({"t.csv": table + same}))))
    assert "2 independent texts; 3 copies; 2 are copies of “A”" in told
