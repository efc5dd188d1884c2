"""Copyright lines, datelines, agencies."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.credits import find_agency, find_byline, find_dateline, find_sign_off, without_dateline
from analysis.corpus.copyright_lines import find_copyright


def test_copyright_lines() -> None:
    for line, name, year in [
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
        ("(c) Valley Herald 2023", "Valley Herald", 2023),
        ("© Valley Herald, 2023.", "Valley Herald", 2023),
        ("Copyright Valley Herald 2019-2023", "Valley Herald", 2023),
    ]:
        assert find_copyright(f"They fled.\n\n{line}") == (name, year, line)


def test_no_copyright_line() -> None:
    for text in [
        "",
        "They fled in 2015.",
        "The copyright of songs lasts 70 years.",
        "© the authors",
        "© 1815 Old Post. All rights reserved.",
        "© 2015 Leader Call.\n\none\n\ntwo\n\nthree",
        "The court found that © 2015 stood on every page of the book, " * 6,
        "They argued.\n\nCopyright law, the minister told the chamber after the vote, was last amended in 2019.",
    ]:
        assert find_copyright(text) == ("", 0, "")


def test_the_last_copyright_line_counts() -> None:
    assert find_copyright("© 2011 First\n\n© 2012 Second")[:2] == ("Second", 2012)


def test_datelines() -> None:
    for text, dateline, agency in [
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
    ]:
        assert find_dateline(text) == (dateline, agency, "They met.")
        assert without_dateline(text) == "They met."


def test_no_dateline() -> None:
    for text in [
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
    ]:
        assert find_dateline(text) == ("", "", text)


@given(st.text(alphabet="AB (),.-–a3 ", max_size=40))
def test_nothing_is_lost_but_what_stands_before_the_rest(text: str) -> None:
    found = find_dateline(text)
    assert text.endswith(found.rest)
    assert bool(found.dateline or found.agency) is (found.rest != text)


def test_agencies_by_the_names_they_sign_with() -> None:
    for name, agency in [
        ("The Associated Press", "AP"),
        ("associated press", "AP"),
        ("AP", "AP"),
        ("Agence France-Presse", "AFP"),
        ("Thomson Reuters", "Reuters"),
        ("The Daily Tern", ""),
        ("The Associated Press contributed", ""),
        ("", ""),
    ]:
        assert find_agency(name) == agency


def test_bylines() -> None:
    for paragraph, names in [
        ("By Ane Brod", "Ane Brod"),
        ("by Ane Brod", "Ane Brod"),
        ("BY ANE BROD and Lulu Ó Farrow.", "ANE BROD and Lulu Ó Farrow"),
        ("By JANE DOE and JOHN ROE", "JANE DOE and JOHN ROE"),
        ("By Ane Brod, Harbour Correspondent", "Ane Brod, Harbour Correspondent"),
        ("By Ane Brod, Lulu Farrow and Jan van der Meer", "Ane Brod, Lulu Farrow and Jan van der Meer"),
        ("By Ane Brod in Dorsk", "Ane Brod in Dorsk"),
        ("By Ane Brod - harbour reporter", "Ane Brod - harbour reporter"),
        ("By The Associated Press", "The Associated Press"),
        ("By Reuters", "Reuters"),
        ("By Karl-Heinz O’Neill Jr.", "Karl-Heinz O’Neill Jr"),
    ]:
        assert find_byline(paragraph) == (names, "")


def test_a_byline_before_a_dateline_leaves_the_dateline() -> None:
    text = "DORSK, Halvern (Reuters) - They left."
    assert find_byline(f"By Ane Brod and Lulu Farrow {text}") == ("Ane Brod and Lulu Farrow", text)


def test_no_byline() -> None:
    for paragraph in [
        "By noon the ferry had left the harbour with all of its crew and half of the town.",
        "By Tuesday everybody had left.",
        "By Christmas Day, the town was empty.",
        "By Tuesday",
        "By 2005 they had left.",
        "Bystanders left",
        "By",
        "",
        "By Ane Brod " * 20,
        "Ane Brod",
    ]:
        assert find_byline(paragraph) == ("", paragraph)


def test_sign_offs() -> None:
    for sign_off, names in [
        ("(Reporting by Ane Brod; Editing by Lulu Farrow)", "Reporting by Ane Brod; Editing by Lulu Farrow"),
        ("(Reporting by Ane Brod ; Editing by Lulu Farrow )", "Reporting by Ane Brod; Editing by Lulu Farrow"),
        ("(Additional reporting by Ane Brod in Dorsk)", "Additional reporting by Ane Brod in Dorsk"),
        (
            "(Writing by Ane Brod (in Dorsk); editing by L. Farrow.)",
            "Writing by Ane Brod (in Dorsk); editing by L. Farrow",
        ),
        ("(With reporting from the Dorsk bureau).", "With reporting from the Dorsk bureau"),
        ("(Writing and additional reporting by Ane Brod))", "Writing and additional reporting by Ane Brod"),
        ("(EDITING BY ANE BROD)", "EDITING BY ANE BROD"),
    ]:
        assert find_sign_off(sign_off) == (names, "")
        assert find_sign_off(f"They left (again). {sign_off}") == (names, "They left (again).")


def test_sign_offs_of_authors() -> None:
    for paragraph, names in [
        ("Follow Ane Brod on Twitter @anebrod.", "Ane Brod"),
        ("Follow Ane Brod and Lulu Farrow on Twitter: @anebrod, @lulu", "Ane Brod and Lulu Farrow"),
        ("You can follow Ane Brod on Facebook.", "Ane Brod"),
        ("Email: ane.brod@tern.example", "ane.brod@tern.example"),
        ("ane@tern", "ane@tern"),
        ("Twitter: @anebrod.", "@anebrod."),
    ]:
        assert find_sign_off(paragraph) == (names, "")


def test_no_sign_off() -> None:
    for paragraph in [
        "",
        "They left (reporting for duty).",
        "They left (again).",
        "(Reporting by Ane Brod) They left.",
        "Follow the path on the left of the harbour, on X marks.",
        "Write to ane@tern.example or leave.",
        "She has been reporting by telephone",
        "(Reporting by " + "x" * 1000 + ")",
    ]:
        assert find_sign_off(paragraph) == ("", paragraph)
