"""Words that report who said something, say how much, or only fill a sentence: frequent in all news, about nothing."""

from __future__ import annotations

from collections.abc import Collection

from analysis.text.stopwords import spellings

# Verbs of speech and who speaks for others; none that reports an act, such as "announced", or is a noun, as "claims".
_SPEECH = {
    "ar": "أشار أشارت أضاف أضافت أفاد أفادت أفادنا أكد أكدت أكده أكدوا أوضح أوضحت اعتبر اعتبرت المتحدث المتحدثة "
    "الناطق الناطقة بينت تقول ذكر ذكرت شدد شددت صرح صرحت قائلا قائلة قال قالت قالوا لافتا لفت مؤكدا مؤكدة مبينا متحدث "
    "متحدثة مراسل مراسلتنا مراسلنا مشددا مشيرا مشيرة مضيفا مضيفة معتبرا موضحا موضحة يؤكد يشير يضيف يقول",
    "ca": "afegeix afegit afirma afirmat assegura assegurat declarat destacat dit diu diuen explica explicat portaveu "
    "remarcat",
    "cs": "dodal dodala informoval mluvčí podotkl prohlásil řekl řekla sdělil sdělila upozornil uvedl uvedla vysvětlil",
    "da": "fortalte fortæller sagde siger talskvinde talsmand oplyser oplyste tilføjer udtaler",
    "de": "berichtete berichteten betont betonte ergänzte erklärt erklärte erklärten erzählt erzählte gesagt hieß "
    "meint meinte sagen sagt sagte sagten sprecher sprecherin sprechers teilte zufolge äußerte",
    "el": "ανέφερε δήλωσε είπε επεσήμανε πρόσθεσε σημείωσε τόνισε υπογράμμισε",
    "en": "according added adds argued argues asked asking asks commented explained explains insisted insists noted "
    "quoted replied said say saying says spokesman spokesmen spokesperson spokeswoman stated tell telling tells told "
    "tweeted wrote",
    "es": "aclaró afirma afirman afirmó agrega agregó apunta apuntó asegura aseguran aseguró añade añadió comenta "
    "comentó contó cuenta declaró destacó detalla detalló dice dicen dicho diciendo dijeron dijo explica explican "
    "explicó expresó indica indicó informó manifestó menciona mencionó portavoces portavoz precisó preguntó recalcó "
    "puntualizó recordó refirió reiteró relata relató respondió señala señalan señalando señaló sostiene sostuvo "
    "subrayó vocero",
    "fi": "kertoi kertoo sanoi sanoo totesi toteaa",
    "fr": "affirme affirmé ajoute ajouté assure assuré confie confié dire disait disent dit déclare déclaré estime "
    "estimé explique expliqué indique indiqué porte-parole précise précisé raconte rappelle rappelé répondu souligne "
    "souligné",
    "hu": "elmondta hangsúlyozta hozzátette írta közölte mondta szóvivő szóvivője",
    "id": "jelasnya katanya mengatakan mengungkapkan menambahkan menjelaskan menuturkan menyatakan menyebutkan tutur "
    "tuturnya ujar ujarnya ungkapnya",
    "it": "affermato aggiunge aggiunto detto dice dichiarato dicono disse portavoce precisato racconta raccontato "
    "riferito risposto sottolinea sottolineato spiega spiegato",
    "nl": "aldus meldde meldt verklaarde vertelde vertelt woordvoerder woordvoerster zeggen zegt zei zeiden",
    "no": "fortalte forteller sa sier talskvinne opplyser opplyste talsmann uttaler",
    "pl": "dodał dodała dodaje mówi mówił ocenił oceniła pap podał podała podkreślił podkreśliła poinformował "
    "poinformowała powiedział powiedziała przekazał przekazała rzeczniczka rzecznik stwierdził stwierdziła zaznaczył "
    "zaznaczyła",
    "pt": "acrescentou afirma afirmou comentou contou declarou destacou disse disseram diz dizem dizer explica "
    "explicou informou porta-voz ressaltou",
    "ro": "adăugat afirmat declarat precizat spus subliniat",
    "ru": "говорит говорится добавил добавила заявил заявила заявили отметил отметила подчеркнул рассказал рассказала "
    "сказал сказала сообщает сообщил сообщила сообщили",
    "sv": "berättade berättar sade säga säger talesman talesperson uppger",
    "tr": "açıklamada açıklamasında anlattı belirten belirterek belirtti dedi diye ekledi ifade kaydeden kaydetti "
    "konuştu söyledi söyleyen sözcüsü vurguladı vurgulayan",
    "uk": "додав додала заявив заявила зазначив зазначила наголосив повідомив повідомила повідомили підкреслив "
    "розповів сказав сказала",
}
# Shares, powers of a thousand with their short forms, and money that is counted; none that is a name or another word,
# as "bill." (billion), "bio." and "tn" are. Collections of Spanish news have NUMBER in place of every number.
_AMOUNTS = {
    "ar": "آلاف ألف الآلاف الألف الملايين المليار المليون المليارات المئة المائة بالمئة بالمائة ملايين مليار مليارات "
    "مليون مليونا",
    "ca": "bilions cent cents euros milers milions milió",
    "cs": "korun miliard miliardy milion milionu milionů miliony procent procenta tisíc",
    "da": "kroner milliard milliarder million millioner pct procent tusind",
    "de": "billionen milliarde milliarden million millionen mio mrd prozent tausend",
    "el": "δισ δισεκατομμύρια εκατ εκατομμύρια ευρώ χιλιάδες",
    "en": "billion billions bn cent cents dollars euros hundreds million millions percent percentage pct pounds "
    "thousand thousands trillion trillions",
    "es": "billones ciento dólares euros mil millones millón number porcentaje",
    "fi": "euroa miljardia miljoona miljoonaa prosentin prosenttia tuhatta",
    "fr": "cent cents euros mille milliard milliards milliers million millions pourcentage",
    "hu": "ezer forint milliárd millió százalék százaléka",
    "id": "juta miliar persen ribu rp rupiah triliun",
    "it": "cento mila miliardi miliardo milione milioni mille percentuale",
    "nl": "biljoen miljard miljoen procent",
    "no": "kroner milliard milliarder million millioner prosent tusen",
    "pl": "miliard miliarda miliardy miliardów milion miliona miliony milionów mld mln proc procent tys tysiące "
    "tysięcy złotych",
    "pt": "bilhão bilhões cento euros mil milhares milhão milhões porcentagem trilhões",
    "ro": "euro lei miliard miliarde milioane milion mii",
    "ru": "миллиард миллиарда миллиардов миллион миллиона миллионов млн млрд процент процента процентов рублей тыс "
    "тысяч тысяча тысячи",
    "sv": "kronor miljard miljarder miljon miljoner procent tusen",
    "tr": "avro dolar euro lira milyar milyon tl yüzde",
    "uk": "гривень грн мільйон мільйона мільйонів мільярд мільярдів млн млрд відсотків тисяч",
    "vi": "triệu tỷ",
}
# What other stop lists hold, and that of scikit-learn, which is short, in one form or not at all: light verbs, verbs of
# mind, fillers. Topics may be of such words: they are about whatever keeps their company.
_FILLERS = {
    "en": "actually came come comes coming gave gets getting given gives giving goes going gone got gotten just "
    "keeping keeps kept knew know knowing known knows let lets like lot lots make makes making maybe probably puts "
    "putting quite really saw seeing seen sees simply taken takes taking thing things think thinking thinks "
    "thought took tried tries try trying used using want wanted wanting wants went",
}
_REPORTING, _QUANTITIES, _MERELY = (
    {code: frozenset(spellings(word, code)[0] for word in words.split()) for code, words in listed.items()}
    for listed in (_SPEECH, _AMOUNTS, _FILLERS)
)


def is_reporting(term: str, language: str) -> bool:
    """Tell whether a word, or one of a phrase, only reports that somebody said something, in one of 22 languages.

    Examples
    --------
    >>> is_reporting("said", "en"), is_reporting("minister", "en"), is_reporting("dijo", "es")
    (True, False, True)
    """
    return _has_one_of(_REPORTING, term, language)


def is_quantity(term: str, language: str) -> bool:
    """Tell whether a word, or one of a phrase, says how much, in one of 23 languages: "percent" and the like.

    Examples
    --------
    >>> is_quantity("million", "en"), is_quantity("cent", "en"), is_quantity("prozent", "de"), is_quantity("tax", "en")
    (True, True, True, False)
    """
    return _has_one_of(_QUANTITIES, term, language)


def is_filler(term: str, language: str) -> bool:
    """Tell whether a word by itself only fills a sentence; so far in English, whose stop list is the shortest.

    Examples
    --------
    >>> is_filler("taken", "en"), is_filler("make america", "en"), is_filler("bank", "en")
    (True, False, False)
    """
    return not _MERELY.get(language, frozenset()).isdisjoint(spellings(term, language))


def possessives(terms: Collection[str]) -> set[str]:
    """Choose the possessives of terms that are there too.

    Examples
    --------
    >>> possessives({"trump", "trump's", "king's cross"})
    {"trump's"}
    """
    known = set(terms)
    return {term for term in known if term.endswith("'s") and term.removesuffix("'s") in known}


def _has_one_of(listed: dict[str, frozenset[str]], term: str, language: str) -> bool:
    words = listed.get(language, frozenset())
    return any(not words.isdisjoint(spellings(word, language)) for word in term.split(" "))
