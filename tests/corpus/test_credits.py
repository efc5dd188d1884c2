"""Copyright lines, datelines, agencies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.credits import find_agency, find_copyright, find_dateline, without_dateline


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
        ("DORSK, March 3 (Meridian) - They met.", "DORSK", "Meridian"),
        ("PORT SARROW (Meridian) -- They met.", "PORT SARROW", "Meridian"),
        ("DORSK/ALDERY, Halvern, 3 March (AP-Wire) — They met.", "DORSK/ALDERY, Halvern", "AP-Wire"),
        ("ST. ORRIN (AP) - They met.", "ST. ORRIN", "AP"),
        ("BAGHDAD (AP) – They met.", "BAGHDAD", "AP"),
        ("ÅLESUND — They met.", "ÅLESUND", ""),
        ("O'HARE-TOWN, Sept. 30 - They met.", "O'HARE-TOWN", ""),
        ("ANCHORAGE, Alaska (Reuters) - They met.", "ANCHORAGE, Alaska", "Reuters"),
        ("WASHINGTON -- They met.", "WASHINGTON", ""),
        ("WASHINGTON ― They met.", "WASHINGTON", ""),
        ("BOSTON —They met.", "BOSTON", ""),
        ("LONDON, Jan 5 (Reuters) - They met.", "LONDON", "Reuters"),
        ("PARIS, 3 June 2016 (AFP) - They met.", "PARIS", "AFP"),
        ("MANCHESTER, N.H. - They met.", "MANCHESTER, N.H.", ""),
        ("Cleveland (AFP) – They met.", "Cleveland", "AFP"),
        ("Nagpur (India) (AFP) – They met.", "Nagpur (India)", "AFP"),
        ("NEW YORK (Reuters) They met.", "NEW YORK", "Reuters"),
        ("(Reuters) - They met.", "", "Reuters"),
        ("(CNN)They met.", "", "CNN"),
        ("Dec 29 (Reuters) - They met.", "", "Reuters"),
        ("BERLIN (Deutsche Presse-Agentur) - They met.", "BERLIN", "dpa"),
        ("CIUDAD DE MÉXICO (apro).- They met.", "CIUDAD DE MÉXICO", "apro"),
        ("Ciudad de México.- They met.", "Ciudad de México", ""),
        ("MADRID.- They met.", "MADRID", ""),
    ],
)
def test_datelines(text: str, dateline: str, agency: str) -> None:
    assert find_dateline(text) == (dateline, agency, "They met.")
    assert without_dateline(text) == "They met."


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
        "WHO (World Health Organization) - the agency - met.",
        "ISIS - the group - met.",
        "EXCLUSIVE – They met.",
        "NATO, the alliance, - they say - met.",
        "DORSK FALLS - REBELS FLEE",
        "Shares of Thomson (Reuters) rose.",
        "Ane Brod (AP) was there.",
        "(Adds detail) They met.",
        "(Reuters Life!) - They met.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) == ("", "", text)


@given(st.text(alphabet="AB (),.-–a3 ", max_size=40))
def test_nothing_is_lost_but_what_stands_before_the_rest(text: str) -> None:
    found = find_dateline(text)
    assert text.endswith(found.rest)
    assert bool(found.dateline or found.agency) is (found.rest != text)


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("The Associated Press", "AP"),
        ("associated press", "AP"),
        ("AP", "AP"),
        ("Agence France-Presse", "AFP"),
        ("Thomson Reuters", "Reuters"),
        ("The Daily Tern", ""),
        ("The Associated Press contributed", ""),
        ("", ""),
    ],
)
def test_agencies_by_the_names_they_sign_with(name: str, agency: str) -> None:
    assert find_agency(name) == agency
