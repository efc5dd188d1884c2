"""The day of a date, and what is not guessed."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from babel import Locale
from corpus_files import soon
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.load import load_corpus
from analysis.corpus.readers.dates import read_date

FIFTH_OF_MARCH = """
2018-03-05 | 2018-3-5 | 2018/03/05 | 2018.03.05 | 2018. 3. 5. | 20180305 | 2018:03:05 10:00:00
2018-03-05 23:59:00 | 2018-03-05T10:00:00Z | 2018-03-05T23:30:00-05:00 | 2018-03-05T10:00:00.123456+02:00
2018-03-05T10:00:00.123456789Z | 2018-03-05T10:00:00,123Z | 20180305T100000Z | 20180305 10:00 | 20180305100000
2018-03-05 10:00:00 UTC | 2018-03-05T10:00+0100 | 2018-03-05T10:00-500 | 2018-03-05, 10:00 | 2018-03-05 10:00:00+00
2018-03-05T10:00:00+01:00[Europe/Paris] | 2018/03/05 10:00 | 2018-03-05Z | 2018-Mar-05 | 05-Mar-2018 | 5.Mar.2018
Mon, 05 Mar 2018 10:00:00 GMT | Mon, 5 Mar 2018 10:00:00 +0000 (UTC) | Mon, 05 Mar 18 10:00:00 +0000
5 Mar 18 10:00 EST
Mon Mar 05 2018 10:00:00 GMT+0000 (Coordinated Universal Time) | Mon Mar  5 10:00:00 2018
Mon Mar 05 10:00:00 +0000 2018 | Mon Mar 5 10:00:00 UTC 2018 | 05/Mar/2018:10:00:00 +0000
March 5, 2018 | Mar. 5, 2018 | Monday, March 5, 2018 10:00 AM EST | March 5th, 2018 at 10 pm | 5th March 2018
MARCH 5, 2018 | March 5, 2018 Monday 9:26 PM GMT | march 5, 2018 9:26 pm gmt | 5 March 2018 10.00 BST
5 März 2018 | 5. März 2018 | Montag, den 5. März 2018, 10:00 Uhr | 5. mars 2018 kl. 10.00 | mandag den 5. marts 2018
5 mars 2018 | le 5 mars 2018 à 10h00 | lundi 5 mars 2018, 10 h 30 | 5 de marzo de 2018 | lunes, 5 de marzo del 2018
1.º x | 5.º marzo 2018 | 5º marzo 2018 | lunedì 5 marzo 2018 | segunda-feira, 5 de março de 2018 | 5 maart 2018 maandag
5. maaliskuuta 2018 | 5.3.x
poniedziałek, 5 marca 2018 r. | 5 марта 2018 г., 10:00 | 5 Mart 2018 Pazartesi | 2018. március 5. | 5 de març de 2018
2018年3月5日 | 2018年03月05日 星期一 10:00 | 2018年3月5日（月）10時30分 | ２０１８年３月５日 | 2018년 3월 5일 월요일
Mar 5, 2018, 10:00:00 PM | Mar  5 2018 10:00AM | 05MAR2018:10:00:00 | 5MAR2018 | 10:21 GMT, 5 March 2018
10:00, 5 March 2018 (UTC) | 2018-03-05T10:00:00 Europe/Berlin | 2018年3月5日 上午10:00 | 20180305 100000 | 2018 Mar 05
the 5th of March, 2018 | 5 de Março de 2018 às 10h00 | 05-MAR-2018 | 2018-03-05 10:00:00 AM | 05 mar. 2018
1520244000 | 1520244000.5 | 1520244000000 | 1520244000000000 | 1520244000000000000
"""
FIFTH = [
    form.strip() for line in FIFTH_OF_MARCH.strip().split("\n") for form in line.split(" | ") if not form.endswith("x")
]


@pytest.mark.parametrize("found", FIFTH)
def test_a_form_with_one_reading_is_read(found: str) -> None:
    assert read_date(found) == "2018-03-05"
    assert read_date(f"  {found}\n") == "2018-03-05"


def test_they_are_read_mixed_in_one_table(tmp_path: Path) -> None:
    with (tmp_path / "mixed.csv").open("w", newline="", encoding="utf-8") as file:
        rows = [(f"Gates {i}", f"The gate number {i} was shut.", "Gazette", form) for i, form in enumerate(FIFTH)]
        csv.writer(file).writerows([("title", "text", "source", "published"), *rows])
    corpus = load_corpus(tmp_path, interim=tmp_path / "interim", min_articles=1, any_language=True)
    assert set(corpus.articles["published"].dt.strftime("%Y-%m-%d")) == {"2018-03-05"}
    assert "date not understood" not in set(corpus.conflicts["kind"])


@pytest.mark.parametrize(
    "found",
    [
        # Two orders, and the same form with a day that has one: half a column of dates would be worse than none.
        "04/03/2024", "13/01/2024", "12/25/2018", "05.03.2018", "25.12.2018", "11-12-2020", "3/4/2014",
        # Two digits are a year in mail only.
        "05-Mar-18", "5 March 18", "18-03-05", "Sunday, 06-Nov-94 08:49:37 GMT", "March 5, '18",
        # Digits that are a date in two ways.
        "201803051000", "2018030510", "1803051000", "05032018", "1234567", "99999999999999", "00000000",
        # October in Croatian, November in Polish, which writes no dot.
        "5. listopada 2018",
        # No day.
        "", "2024", "2024-03", "March 2018", "June 2021 was dry", "May 19, part 1", "yesterday", "2024-W10-1",
        # No such day, or unknown.
        "2024-02-30", "2023-02-29", "2024-13-01", "31 June 2014", "February 30, 2014", "2018年2月30日", "20180230",
        "0000-01-01", "0001-01-01", "9999-12-31", "3 April 0014", "Mon, 31 Feb 2018 10:00:00 GMT",
        # More than a date.
        "2024-03-04 soon", "2024-03-04T25:00:00", "2024-03-04T24:00:00", "19 March 2020 was dry", "3 Foo 2014",
        "They met on 3 April 2014", "Gates 3 April 2014", "Updated March 5, 2018", "3 April 2014 to 5 April 2014",
        "5-6 March 2018", "1 5 March 2018",
        "3 April 2014" + " " * 1_000_000 + "x", "2018-03-05 2018-03-06",
    ],
)  # fmt: skip
def test_anything_else_is_not_guessed(found: str) -> None:
    assert read_date(found) == ""


@pytest.mark.parametrize(
    ("found", "day"),
    [
        ("Mon, 05 Mar 49 10:00:00 GMT", "2049-03-05"),
        ("Mon, 05 Mar 50 10:00:00 GMT", "1950-03-05"),
        ("920592000000", "1999-03-05"),
        ("1er août 2014", "2014-08-01"),
        ("14 July 2020", "2020-07-14"),
        ("5. listopadu 2018", "2018-11-05"),
        ("5 listopada 2018", "2018-11-05"),
        ("Sept. 3rd, 2014", "2014-09-03"),
        ("3 января 1999", "1999-01-03"),
        ("20 mei 2021 donderdag", "2021-05-20"),
        ("Maj 20, 2021", "2021-05-20"),
    ],
)
def test_other_days(found: str, day: str) -> None:
    assert read_date(found) == day


@pytest.mark.parametrize(
    ("found", "form", "day"),
    [
        ("13/01/2024", "%d/%m/%Y", "2024-01-13"),
        ("01/02/2024", "%d/%m/%Y", "2024-02-01"),
        (" 3. 4. 2024 ", "%d. %m. %Y", "2024-04-03"),
        ("March 4, 2024", "%B %d, %Y", "2024-03-04"),
        ("20240304 23:59", "%Y%m%d %H:%M", "2024-03-04"),
        # A time may follow.
        ("04/03/2024 05h00", "%d/%m/%Y", "2024-03-04"),
        ("04/03/2024, 11:59 pm", "%d/%m/%Y", "2024-03-04"),
        ("04/03/24T23:59:00Z", "%d/%m/%y", "2024-03-04"),
        (" 3. 4. 2024 um 12 Uhr", "%d. %m. %Y", "2024-04-03"),
        ("04/03/2024 or later", "%d/%m/%Y", ""),
        ("04/03/20245", "%d/%m/%Y", ""),
        # A form with one reading is read beside the one that was set.
        ("2024-03-04", "%d/%m/%Y", "2024-03-04"),
        ("4 March 2024", "%d/%m/%Y", "2024-03-04"),
        ("31/02/2024", "%d/%m/%Y", ""),
        ("01/01/0001", "%d/%m/%Y", ""),
        ("", "%d/%m/%Y", ""),
    ],
)
def test_a_form_that_is_asked_for_rules(found: str, form: str, day: str) -> None:
    assert read_date(found, form) == day


LANGUAGES = ["en", "da", "nl", "sv", "nb", "pl", "pt", "it", "fi", "de", "fr", "es", "cs", "ru", "tr", "hu"]


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)), st.sampled_from(LANGUAGES))
def test_every_day_comes_back(day: date, language: str) -> None:
    month = Locale(language).months["format"]["wide"][day.month]
    forms = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", f"%d {month} %Y", f"{month} %d, %Y"]
    written = day.isoformat().split("-")
    for form in forms:
        text = form.replace("%Y", written[0]).replace("%m", written[1]).replace("%d", written[2])
        assert read_date(text) == day.isoformat()


@given(st.text("0123456789 -/.:,TZaprMil年月日+()", max_size=60))
def test_what_is_read_is_a_day(text: str) -> None:
    found = read_date(text)
    assert not found or date.fromisoformat(found).isoformat() == found


def test_no_line_takes_long() -> None:
    day = "2018-03-05 "
    with soon(2):
        for text in ("5" * 10_000_000, "5 " * 60, "5 a" * 40, day + "+1" * 50, day + "(" * 100, "1, " * 40):
            assert {read_date(text) for _ in range(100)} == {""}
