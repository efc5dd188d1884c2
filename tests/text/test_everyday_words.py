"""Words of all news: those that say when, how much, or who said something."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.text import is_calendar, is_content, is_filler, is_quantity, is_reporting

Tells = Callable[[str, str], bool]


@pytest.mark.parametrize(
    ("tells", "language", "words"),
    [
        (is_calendar, "en", "tuesday march may sept week years yesterday tonight mths dec7 1990s mid-1990s today's"),
        (is_calendar, "en", "year-to-date"),
        (is_calendar, "es", "martes enero septiembre setiembre semana años ayer"),
        (is_calendar, "de", "dienstag märz jänner woche jahren gestern"),
        (is_calendar, "fr", "mardi février août semaine années hier"),
        (is_calendar, "ar", "الخميس والخميس شهر الشهر سنوات أمس نوفمبر جانفي"),
        (is_calendar, "ru", "марта март года лет вчера"),
        (is_calendar, "zh", "星期三 三月 昨天"),
        (is_calendar, "ca", "dimarts abril setmana ahir"),
        (is_calendar, "no", "mandag mars helgen året"),
        (is_quantity, "en", "percent cent pct million billions bn thousand pounds"),
        (is_quantity, "de", "prozent millionen milliarde mrd tausend"),
        (is_quantity, "no", "prosent millioner"),
        (is_quantity, "fr", "cent millions milliard euros"),
        (is_quantity, "es", "ciento millones mil number"),
        (is_quantity, "ar", "مليون والمليون الف ألف بالمئة"),
        (is_quantity, "ru", "процентов миллиарда тыс"),
        (is_reporting, "en", "said says told according asked spokesman"),
        (is_reporting, "es", "dijo aseguró portavoz"),
        (is_reporting, "de", "sagte erklärte"),
        (is_reporting, "fr", "déclaré"),
        (is_reporting, "no", "sa sier"),
        (is_reporting, "tr", "ifade konuştu belirten kaydetti söyledi"),
        (is_quantity, "tr", "yüzde milyon"),
        (is_reporting, "el", "δήλωσε δηλωσε"),
        (is_reporting, "ar", "قال وقال أكد اكد وأضافت"),
    ],
)
def test_words_of_all_news_are_known(tells: Tells, language: str, words: str) -> None:
    assert [word for word in words.split() if not tells(word, language)] == []
    assert tells(f"a {words}", language)


@pytest.mark.parametrize(
    ("tells", "language", "words"),
    [
        # Short names that are other words: the star, the sea, a game.
        (is_calendar, "en", "sun sat police market film minutes quarter covid-19 b52 day-lewis take-over"),
        (is_calendar, "es", "mar sol policía país"),
        (is_calendar, "fr", "jeu mer police"),
        (is_calendar, "ar", "الشرطة تونس"),
        (is_calendar, "xx", "tuesday mon"),
        (is_calendar, "", "tuesday"),
        (is_calendar, "../en", "tuesday"),
        (is_quantity, "en", "dollar pound tax share millionaire milliarde tn"),
        (is_quantity, "de", "million\u00e4r anteil bio"),
        (is_quantity, "da", "mia bio"),
        (is_quantity, "no", "bill"),
        (is_quantity, "hi", "\u0905\u0930\u092c \u0928\u0940\u0932"),
        (is_quantity, "th", "\u0e25\u0e49 \u0e32\u0e19"),
        (is_quantity, "zh", "concentr-percent \u7a0e"),
        (is_quantity, "xx", "percent million"),
        (is_quantity, "", "percent"),
        (is_quantity, "../en", "percent"),
        (is_reporting, "en", "police report claims states announced quote"),
        *((is_reporting, language, "said") for language in ("es", "de", "fr", "no", "ar")),
        (is_reporting, "fr", "says told according asked spokesman"),
    ],
)
def test_other_words_are_not(tells: Tells, language: str, words: str) -> None:
    assert [word for word in words.split() if tells(word, language)] == []
    assert not tells(words, language)


def test_words_that_report_speech_are_content() -> None:
    assert all(is_content(word, "en") for word in ("said", "says", "told", "according", "asked", "spokesman"))


def test_fillers_are_single_words_that_are_on_no_stop_list_of_english() -> None:
    words = ["taken", "got", "going", "make", "things", "want", "just", "like", "really"]
    assert all(is_filler(word, "en") and is_content(word, "en") for word in words)
    assert not any(is_filler(term, "en") for term in ("bank", "left", "make america", "used cars", "show"))
    assert not is_filler("got", "de")
