"""Words that say when."""

from __future__ import annotations

import pytest

from analysis.text import is_calendar


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "tuesday march may sept week years yesterday tonight mths dec7 1990s mid-1990s today's year-to-date",
        ),
        ("es", "martes enero septiembre setiembre semana años ayer"),
        ("de", "dienstag märz jänner woche jahren gestern"),
        ("fr", "mardi février août semaine années hier"),
        ("ar", "الخميس والخميس شهر الشهر سنوات أمس نوفمبر جانفي"),
        ("ru", "марта март года лет вчера"),
        ("zh", "星期三 三月 昨天"),
        ("ca", "dimarts abril setmana ahir"),
        ("no", "mandag mars helgen året"),
    ],
)
def test_days_months_and_their_like_say_when(language: str, words: str) -> None:
    assert [word for word in words.split() if not is_calendar(word, language)] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        # Short names that are other words: the star, the sea, a game.
        ("en", "sun sat police market film minutes quarter covid-19 b52 day-lewis take-over"),
        ("es", "mar sol policía país"),
        ("fr", "jeu mer police"),
        ("ar", "الشرطة تونس"),
        ("xx", "tuesday mon"),
        ("", "tuesday"),
        ("../en", "tuesday"),
    ],
)
def test_other_words_do_not(language: str, words: str) -> None:
    assert [word for word in words.split() if is_calendar(word, language)] == []
