"""Words that say when: frequent in all news, and about nothing."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers
from babel.units import format_unit

from analysis.text.stopwords import spellings
from analysis.text.tokens import tokens

# Shorter short names are other words as well: "Sun", "jeu.", "mar".
_LEAST_LETTERS = 4
_UNITS = ("day", "week", "month", "year")
# One number of each plural form of any language.
_NUMBERS = (0, 1, 2, 3, 5, 11, 100)
# What CLDR has not: days seen from today, parts of a week, further forms.
_MORE = {
    "ar": "أسبوعين أشهر أعوام أمس الأسبوع الأسبوعية الأسبوعين الأعوام اليوم اليومي سنتين شهرين صباح عام عامي عامين "
    "عشية غدا فجر مساء يومين",
    "ca": "ahir avui demà setmana",
    "cs": "dnes dní dnů hodin let letech měsíce roce roku týdne týdnu víkend včera zítra",
    "da": "dag dage dagen i-dag måneden måneder ugen uger weekenden årene året",
    "de": "gestern heute jahren jahres monaten monats morgen tagen tages vorgestern wochen wochenende übermorgen",
    "en": "annual apr aug daily dec decade decades feb fortnight fri jan jul jun midnight mon monthly noon nov oct "
    "sep thu thur thurs today tomorrow tonight tue tues wed weds weekend weekends weekly yearly yesterday",
    "es": "anoche anteayer anual ayer diaria diario década décadas hoy madrugada mañana mensual pasado próximo "
    "quincena semanal",
    "fa": "امروز امسال دیروز روزهای سال‌های فردا هفته پارسال",
    "fi": "eilen huomenna kuukautta päivänä päivää tänään viikkoa viikolla viikonloppu vuoden vuonna vuosina vuotta",
    "fr": "année années aujourd'hui avant-hier demain hier journée week-end",
    "hu": "holnap héten hétvége hónapban ma napon tegnap évben éves évi",
    "id": "besok bulan hari kemarin lusa minggu pekan tahun",
    "it": "domani giornata ieri oggi stasera weekend",
    "ja": "今年 今日 今月 今週 先月 先週 午前 午後 明日 昨年 昨日 来年",
    "ko": "내년 내일 어제 오늘 오전 오후 올해 작년 지난해",
    "nl": "dagen gisteren jaar jaren maanden morgen overmorgen vandaag weekend weken",
    "no": "dag dagen dager helgen måneden måneder uken uker årene året",
    "pl": "dni dnia dzisiaj dziś jutro lata latach miesiąca miesiącu roku tygodnia tygodniu wczoraj weekend",
    "pt": "amanhã anteontem fim-de-semana hoje ontem quarta quarta-feira quinta quinta-feira segunda segunda-feira "
    "semana sexta sexta-feira terça terça-feira",
    "ru": "вчера года годах годов году годы дней днем дня завтра месяца месяце неделе недели неделю сегодня",
    "sv": "dagar dagen helgen idag igår imorgon månaden månader veckan veckor åren året",
    "tr": "ay ayında bugün dakikada dün geçen gün günü haftası saat yarın yıl yılı yılında",
    "uk": "вчора дня днів завтра місяця роки року років році сьогодні тижня тижні",
    "zh": "上午 上周 上月 下午 下周 今天 今年 今日 去年 日前 明天 明年 明日 昨天 昨日 本周 本月 近日",
}
_DECADE = re.compile(r"(?:mid-|late-|early-)?(?:1[5-9]|20)?\d0'?s")
_COLUMN = re.compile(r"([^\W\d_]{3,4})\d{1,4}")


def is_calendar(term: str, language: str) -> bool:
    """Tell whether a word, or one of a phrase, says when: a weekday, month, day, week, year, decade, "yesterday".

    Names and plural forms are those of CLDR for the language in every country ("janvier", "جانفي" in Tunisia); of short
    names those of four letters and more, as "Sun" and "mar" are other words, and before digits all ("dec7"). A word put
    together with one of four letters and more says when as well ("year-on-year").

    Examples
    --------
    >>> is_calendar("tuesday", "en"), is_calendar("años", "es"), is_calendar("sun", "en"), is_calendar("dec7", "en")
    (True, True, False, True)
    """
    return any(_says_when(word, language) for word in term.split(" "))


def _says_when(word: str, language: str) -> bool:
    known = _calendar_words(language)
    whole = word.removesuffix("'s")
    if not known.isdisjoint(spellings(whole, language)) or _DECADE.fullmatch(word):
        return True
    # "Day-Lewis" is no day.
    if any(len(part) >= _LEAST_LETTERS and part in known for part in whole.split("-")[:-1] + whole.split("-")[1:]):
        return True
    column = _COLUMN.fullmatch(word)
    return column is not None and column[1] in _short_names(language)


@cache
def _calendar_words(language: str) -> frozenset[str]:
    names = {name for name in _names(language, ("wide", "abbreviated")) if len(name) >= _LEAST_LETTERS}
    units = {unit for unit in _unit_names(language) if len(unit) > 1}
    if language == "ar":
        units |= {f"ال{unit}" for unit in units}
    words = {*_names(language, ("wide",)), *names, *units, *_MORE.get(language, "").split()}
    return frozenset(spellings(word, language)[0] for word in words)


@cache
def _short_names(language: str) -> frozenset[str]:
    return frozenset(_names(language, ("abbreviated",)))


def _names(language: str, widths: tuple[str, ...]) -> set[str]:
    """List the names of months and weekdays that are one word."""
    contexts = [
        kind for locale in _locales(language) for table in (locale.months, locale.days) for kind in table.values()
    ]
    words = [tokens(str(name), language) for found in contexts for width in widths for name in found[width].values()]
    # Catalan: "de març", "d’abril".
    names = {name[-1] for name in words if len(name) == 1 or (language == "ca" and name)}
    # What CLDR has for a language in a country it knows nothing of.
    return names if language == "en" else names - _names("en", ("abbreviated",))


def _unit_names(language: str) -> set[str]:
    written = {
        format_unit(number, f"duration-{unit}", length=length, locale=locale)
        for locale in _locales(language)[:1]
        for unit in _UNITS
        for number in _NUMBERS
        for length in ("long", "short")
    }
    words = [tokens(text, language) for text in written if "duration" not in text]
    return {name[0] for name in words if len(name) == 1}


@cache
def _locales(language: str) -> list[Locale]:
    """List the language itself, then the language as written in each country; none for an unknown one."""
    codes = [code for code in sorted(locale_identifiers()) if code.split("_")[0] == language and code.count("_") < 2]
    return [Locale.parse(code) for code in codes]
