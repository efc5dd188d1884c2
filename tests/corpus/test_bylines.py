"""Who wrote it: bylines and sign-offs, and what only looks like one."""

from __future__ import annotations

import pytest

from analysis.corpus.cleaning.credits import find_byline, find_sign_off


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
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
    ],
)
def test_bylines(paragraph: str, names: str) -> None:
    assert find_byline(paragraph) == (names, "")


def test_a_byline_before_a_dateline_leaves_the_dateline() -> None:
    text = "DORSK, Halvern (Reuters) - They left."
    assert find_byline(f"By Ane Brod and Lulu Farrow {text}") == ("Ane Brod and Lulu Farrow", text)


@pytest.mark.parametrize(
    "paragraph",
    [
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
    ],
)
def test_no_byline(paragraph: str) -> None:
    assert find_byline(paragraph) == ("", paragraph)


@pytest.mark.parametrize(
    ("sign_off", "names"),
    [
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
    ],
)
def test_sign_offs(sign_off: str, names: str) -> None:
    assert find_sign_off(sign_off) == (names, "")
    assert find_sign_off(f"They left (again). {sign_off}") == (names, "They left (again).")


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ("Follow Ane Brod on Twitter @anebrod.", "Ane Brod"),
        ("Follow Ane Brod and Lulu Farrow on Twitter: @anebrod, @lulu", "Ane Brod and Lulu Farrow"),
        ("You can follow Ane Brod on Facebook.", "Ane Brod"),
        ("Email: ane.brod@tern.example", "ane.brod@tern.example"),
        ("ane@tern", "ane@tern"),
        ("Twitter: @anebrod.", "@anebrod."),
    ],
)
def test_sign_offs_of_authors(paragraph: str, names: str) -> None:
    assert find_sign_off(paragraph) == (names, "")


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "They left (reporting for duty).",
        "They left (again).",
        "(Reporting by Ane Brod) They left.",
        "Follow the path on the left of the harbour, on X marks.",
        "Write to ane@tern.example or leave.",
        "She has been reporting by telephone",
        "(Reporting by " + "x" * 1000 + ")",
    ],
)
def test_no_sign_off(paragraph: str) -> None:
    assert find_sign_off(paragraph) == ("", paragraph)
