"""Copyright lines, datelines, agencies."""

from __future__ import annotations

import pytest

from analysis.corpus.credits import find_copyright, find_dateline


@pytest.mark.parametrize(
    ("line", "name", "year"),
    [
        ("© 2015 Leader Call. All Rights reserved.", "Leader Call", 2015),
        ("Copyright 2019 Coast Business Review Ltd. Prices delayed.", "Coast Business Review", 2019),
        ("Copyright © 2011-2017 by The Daily Tern", "The Daily Tern", 2017),
        ("(c) 1999 – 2004, Tern & Gull Inc.", "Tern & Gull", 2004),
        ("© 2015 St. Orrin Post. All rights reserved.", "St. Orrin Post", 2015),
        ("© 2016 U.S. Harbour News. All rights reserved.", "U.S. Harbour News", 2016),
        ("© 2016 Tern.example. All rights reserved.", "Tern.example", 2016),
        ("© 2016 Tern.example | Contact", "Tern.example", 2016),
        ("© 2014. All rights reserved.", "", 2014),
        ("© 2014 Zeitung für Küste", "Zeitung für Küste", 2014),
    ],
)
def test_copyright_lines(line: str, name: str, year: int) -> None:
    assert find_copyright(f"They fled.\n\n{line}") == (name, year, line)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They fled in 2015.",
        "The copyright of songs lasts 70 years.",
        "© the authors",
        "© 1815 Old Post. All rights reserved.",
        "© 2015 Leader Call.\n\none\n\ntwo\n\nthree",
        "The court found that © 2015 stood on every page of the book, " * 6,
    ],
)
def test_no_copyright_line(text: str) -> None:
    assert find_copyright(text) == ("", 0, "")


def test_the_last_copyright_line_counts() -> None:
    assert find_copyright("© 2011 First\n\n© 2012 Second")[:2] == ("Second", 2012)


@pytest.mark.parametrize(
    ("text", "dateline", "agency"),
    [
        ("DORSK, March 3 (Meridian) - Special forces fought on.", "DORSK", "Meridian"),
        ("PORT SARROW (Meridian) -- Crews refused to sail.", "PORT SARROW", "Meridian"),
        ("DORSK/ALDERY, Halvern, 3 March (AP-Wire) — They met.", "DORSK/ALDERY, Halvern", "AP-Wire"),
        ("ST. ORRIN (AP) - They met.", "ST. ORRIN", "AP"),
        ("BAGHDAD (AP) – They met.", "BAGHDAD", "AP"),
        ("ÅLESUND — They met.", "ÅLESUND", ""),
        ("O'HARE-TOWN, Sept. 30 - They met.", "O'HARE-TOWN", ""),
    ],
)
def test_datelines(text: str, dateline: str, agency: str) -> None:
    assert find_dateline(text) == (dateline, agency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The war - and the peace - went on.",
        "Dorsk (Meridian) - They met.",
        "Dr. Ode (the mayor) - they say - left.",
        "DORSK is a city.",
        "DORSK (Meridian) -",
        "They met.\n\nDORSK (Meridian) - They met.",
        "2024 - a year",
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) == ("", "")
