"""Words that say how much: frequent in all news, and about nothing."""

from __future__ import annotations

from functools import cache

from analysis.text.stopwords import spellings

# Shares, powers of a thousand with their short forms, and money that is counted; none that is a name or another word,
# as "bill." (billion), "bio." and "tn" are. Collections of Spanish news have NUMBER in place of every number.
_QUANTITIES = {
    "ar": "آلاف ألف الآلاف الألف الملايين المليار المليون المليارات المئة المائة بالمئة بالمائة ملايين مليار مليارات "
    "مليون مليونا",
    "ca": "bilions cent cents euros milers milions milió",
    "da": "kroner milliard milliarder million millioner pct procent tusind",
    "de": "billionen milliarde milliarden million millionen mio mrd prozent tausend",
    "en": "billion billions bn cent cents dollars euros hundreds million millions percent percentage pct pounds "
    "thousand thousands trillion trillions",
    "es": "billones ciento dólares euros mil millones millón number porcentaje",
    "fr": "cent cents euros mille milliard milliards milliers million millions pourcentage",
    "it": "cento mila miliardi miliardo milione milioni mille percentuale",
    "nl": "biljoen miljard miljoen procent",
    "no": "kroner milliard milliarder million millioner prosent tusen",
    "pl": "miliard miliarda miliardy miliardów milion miliona miliony milionów mld mln proc procent tys tysiące "
    "tysięcy złotych",
    "pt": "bilhão bilhões cento euros mil milhares milhão milhões porcentagem trilhões",
    "ru": "миллиард миллиарда миллиардов миллион миллиона миллионов млн млрд процент процента процентов рублей тыс "
    "тысяч тысяча тысячи",
    "sv": "kronor miljard miljarder miljon miljoner procent tusen",
    "tr": "milyar milyon yüzde",
}


@cache
def _quantities(language: str) -> frozenset[str]:
    return frozenset(spellings(word, language)[0] for word in _QUANTITIES.get(language, "").split())


def is_quantity(word: str, language: str) -> bool:
    """Tell whether a word says how much, in one of fifteen languages: "percent", "million", "pounds" and the like.

    Examples
    --------
    >>> is_quantity("million", "en"), is_quantity("cent", "en"), is_quantity("prozent", "de"), is_quantity("tax", "en")
    (True, True, True, False)
    """
    return not _quantities(language).isdisjoint(spellings(word, language))
