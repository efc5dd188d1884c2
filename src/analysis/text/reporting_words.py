"""Words that report who said something: frequent in all news, and about nothing."""

from __future__ import annotations

from functools import cache

from analysis.text.stopwords import spellings

# Verbs of speech and who speaks for others; none that reports an act, such as "announced", or is a noun, as "claims".
_REPORTING = {
    "ar": "أشار أشارت أضاف أضافت أفاد أفادت أفادنا أكد أكدت أكده أكدوا أوضح أوضحت اعتبر اعتبرت المتحدث المتحدثة "
    "الناطق الناطقة بينت تقول ذكر ذكرت شدد شددت صرح صرحت قائلا قائلة قال قالت قالوا لافتا لفت مؤكدا مؤكدة مبينا متحدث "
    "متحدثة مراسل مراسلتنا مراسلنا مشددا مشيرا مشيرة مضيفا مضيفة معتبرا موضحا موضحة يؤكد يشير يضيف يقول",
    "ca": "afegeix afegit afirma afirmat assegura assegurat declarat destacat dit diu diuen explica explicat portaveu "
    "remarcat",
    "da": "fortalte fortæller sagde siger talskvinde talsmand tilføjer udtaler",
    "de": "berichtete berichteten betont betonte ergänzte erklärt erklärte erklärten erzählt erzählte gesagt hieß "
    "meint meinte sagen sagt sagte sagten sprecher sprecherin sprechers teilte zufolge äußerte",
    "en": "according added adds argued argues asked asking asks commented explained explains insisted insists noted "
    "quoted replied said say saying says spokesman spokesmen spokesperson spokeswoman stated tell telling tells told "
    "tweeted wrote",
    "es": "aclaró afirma afirman afirmó agrega agregó apunta apuntó asegura aseguran aseguró añade añadió comenta "
    "comentó contó cuenta declaró destacó detalla detalló dice dicen dicho diciendo dijeron dijo explica explican "
    "explicó expresó indica indicó informó manifestó menciona mencionó portavoces portavoz precisó preguntó recalcó "
    "puntualizó recordó refirió reiteró relata relató respondió señala señalan señalando señaló sostiene sostuvo "
    "subrayó vocero",
    "fr": "affirme affirmé ajoute ajouté assure assuré confie confié dire disait disent dit déclare déclaré explique "
    "expliqué indique indiqué porte-parole précise précisé raconte rappelle rappelé répondu souligne souligné",
    "it": "affermato aggiunge aggiunto detto dice dichiarato dicono disse portavoce precisato racconta raccontato "
    "riferito risposto sottolinea sottolineato spiega spiegato",
    "nl": "aldus meldde meldt verklaarde vertelde vertelt woordvoerder woordvoerster zeggen zegt zei zeiden",
    "no": "fortalte forteller sa sier talskvinne talsmann uttaler",
    "pl": "dodał dodała mówi mówił podkreślił podkreśliła poinformował powiedział powiedziała rzeczniczka rzecznik "
    "stwierdził zaznaczył",
    "pt": "acrescentou afirma afirmou comentou contou declarou destacou disse disseram diz dizem dizer explica "
    "explicou informou porta-voz ressaltou",
    "ru": "говорит говорится добавил добавила заявил заявила заявили отметил отметила подчеркнул рассказал рассказала "
    "сказал сказала сообщает сообщил сообщила сообщили",
    "sv": "berättade berättar sade säga säger talesman talesperson uppger",
    "tr": "belirtti dedi diye ekledi söyledi sözcüsü vurguladı",
}


@cache
def _reporting(language: str) -> frozenset[str]:
    return frozenset(spellings(word, language)[0] for word in _REPORTING.get(language, "").split())


def is_reporting(word: str, language: str) -> bool:
    """Tell whether a word only reports that somebody said something, in one of fifteen languages.

    Examples
    --------
    >>> is_reporting("said", "en"), is_reporting("minister", "en"), is_reporting("dijo", "es")
    (True, False, True)
    """
    return not _reporting(language).isdisjoint(spellings(word, language))
