"""Quotations: answers by hand in the marks of several countries, and hostile input."""

from __future__ import annotations

from growth import is_linear
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import quoted

MARKS = "“”„‟«»‹›「」『』\"‘’‚'"


def inside(text: str) -> list[str]:
    return [text[begin:end] for begin, end in quoted(text)]


def test_by_hand() -> None:
    for text, found in [
        ("", []),
        ("Nobody spoke.", []),
        ("“Go,” he said. “Now.”", ["Go,", "Now."]),
        ("„Geh“, sagte er, »nun« und ›so‹ und ‚da‘.", ["Geh", "nun", "so", "da"]),
        ("„Idź”, powiedział.", ["Idź"]),
        ("”Gå”, sade han. »Nu» också.", ["Gå", "Nu"]),
        ("Il dit « va », puis «\u00a0non\u00a0» et ‹ oui ›.", [" va ", "\u00a0non\u00a0", " oui "]),
        ("他说“好”。彼は「『行け』と」言った。", ["好", "『行け』と"]),
        ('"Go," he said, "now." Then: "No."', ["Go,", "now.", "No."]),
        ("‘Go,’ he said. ‘Now.’", ["Go,", "Now."]),
        # Apostrophes of every kind.
        ("The rebels’ base isn’t the Front’s, it’s the soldiers’.", []),
        ("the ’90s, the ‘90s, rock ’n’ roll, give ‘em that", []),
        ("‘It isn’t the Front’s,’ he said of the rebels’ base.", ["It isn’t the Front’s,"]),
        ("‘The rebels’ base was hit,’ he said.", ["The rebels’ base was hit,"]),
        ("The ‘rebels’ fled. The workers’ union and ‘friends’ stayed.", ["rebels", "friends"]),
        ("The ‘rebels’ fled the town.", ["rebels"]),
        ("'Go,' he said; it's the boys' own.", []),
        # Marks inside other marks: the outermost counts.
        (
            "“He said ‘go’ and “stop” to us.” Then",
            [
                "He said ‘go’ and “stop",
            ],
        ),
        ("« Il dit « va » et part » puis", [" Il dit « va » et part "]),
        ("‘He said “go, now” twice,’ she said.", ["He said “go, now” twice,"]),
        ('“A 6" pipe,” she said, 6" wide.', ['A 6" pipe,']),
        ('צה"ל אמר "לא" היום', ["לא"]),
        # Not closed, closed without being opened, empty.
        ("“One.\n“Two.\n“Three.” Four.\nFive.", ["One.", "Two.", "Three."]),
        ("“One.\n\nTwo.", ["One."]),
        ('He said: "One.\nTwo "three" four.', ["One.", "three"]),
        ("« Un.\n\n» Deux.\n» Trois. » Quatre.", [" Un.", " Deux.", " Trois. "]),
        ("fled.” He ran » away › now 」 so", []),
        ('“” ‘’ "" “ ” “', []),
        ("“One.\r\n“Two.\u2028Three", ["One.", "Two."]),
    ]:
        assert inside(text) == found


@given(st.text(alphabet=MARKS + " as\n.,9", max_size=60))
def test_spans_are_in_order_inside_paragraphs_and_not_blank(text: str) -> None:
    end_before = -1
    for begin, end in quoted(text):
        assert end_before < begin < end <= len(text)
        assert text[begin - 1] in MARKS
        assert text[begin:end].strip()
        assert "\n" not in text[begin:end]
        end_before = end


def test_time_grows_with_the_number_of_marks() -> None:
    for unit in ["“", "”", "«", "»", '"', "‘", "’", "‘s’ a ", "“‘", "”\n", "“\n", "s’ ", "「", '" a', "„‚", "a’ ‘"]:
        assert is_linear(lambda size, unit=unit: quoted(unit * size), 10_000), unit
