"""Stop lists by language."""

from __future__ import annotations

import re
import runpy
from functools import cache
from importlib.metadata import distribution

import stopwordsiso

from analysis.errors import SettingsError
from analysis.text.segmenters import simplified
from analysis.text.tokens import UNSPACED, tokens

# Nouns, verbs and names that the lists remove though news are about them.
_CONTENT_WORDS = {
    "de": "gott mensch menschen ordnung",
    "en": "amount bill bottom call co computer con cry de describe detail empty fill fire found front full give go "
    "hundred inc interest ltd mill mine move name part put serious show side sincere system thick thin top",
    "es": "acuerdo empleo trabajo verdad",
    "fr": "essai état parole pièce valeur",
    "it": "ansa citta città consiglio forza gruppo paese uomo vita",
    "pt": "apoio área conselho grupo obra povo sistema trabalho viagem",
}
# Words without a meaning of their own that the lists lack, such as "according to", "despite", "already", "should".
_MORE_WORDS = {
    "ar": "تم خاصة رغم سيتم عبر كافة وفق وفقا يتم",
    "cs": "další kolem měl měla navíc nemůže nyní několik poté včetně vůči zatím zhruba",
    "da": "allerede blandt både bør cirka derfor desuden dog findes fortsat gennem gjorde går gør hele ifølge "
    "kommet længe længere mellem omkring samtidig selv siden skriver stadig tager trods",
    "de": "bislang demnach derzeit hätte könne könnten künftig laut lässt mehrere obwohl trotz weiterhin wären zudem",
    "el": "ακόμη γιατί δύο λόγω μεταξύ περίπου πλέον σύμφωνα τρεις ωστόσο",
    "en": "arent cant couldnt didnt doesnt dont hadnt hasnt havent hes im isnt ive shes shouldnt thats theres theyre "
    "theyve wasnt werent weve whats wont wouldnt youre youve",
    "es": "debería quieren venir",
    "fr": "aller auprès déjà désormais faire faut mettre pourtant prendre savoir venir veulent veut voir",
    "hu": "azt emellett illetve kapcsolatban miután során szerint szóló tud tudnak után valamint",
    "id": "akibatnya pihaknya terkait tersebut yakni",
    "it": "andare bisogna dovrebbe potrebbe potrà presso sarebbe vengono venire viene vuole",
    "nl": "blijkt daarbij gaan gaat hierdoor komt krijgt laat langer laten ligt meerdere staat vindt volgens waardoor",
    "no": "allerede annet blant både bør cirka derfor dessuten fikk finnes flere fortsatt får gjennom gjorde "
    "gjør går hele ifølge kommer kommet lenge lenger likevel mellom omkring rundt samtidig ser skriver tar tross",
    "pl": "chcą in inni jednak muszą obecnie osób ponadto proc red sprawie wobec ws został została zostało związku",
    "pt": "ante cerca deveria disso entanto haveria poderia vir",
    "ro": "cadrul erau fost potrivit privind totuși trebuie încă însă",
    "ru": "данным должны из-за котором которым могут необходимо рамках связи словам стали стало хотят числе",
    "sv": "borde både cirka dessutom däremot fortfarande hela medan menar omkring samtidigt ser skriver trots",
    "tr": "aldı arasında arasındaki ardından artık aynı başka bulunan bulunduğu devam edildi edilen fazla geldi gelen "
    "gerekiyor getirdi hale içinde karşı konuda konusu konusunda mi mu mü mı olacak olacağını olması olup "
    "ortaya son sözkonusu sırasında verdi veren yandan yanı yapan yaptı yaptığı yapılan yapıldı yaşındaki yer öte "
    "üzerinde üzerine şekilde şeklinde",
    "uk": "або але близько буде будуть була було бути більше вона вони від він для до за зараз згідно його коли крім "
    "кілька лише мають може можуть між на навіть не однак перед повинні понад при про під після та так також теж "
    "того той тільки хочуть це цей цього ці через чи ще щоб щодо яка яке який яких якого якої якщо які із їх її",
    "vi": "thêm",
    "zh": "一直 一起 不会 不能 仍然 十分 即将 可能 因此 已经 应该 必须 曾经 正在 没有 目前 能够 这一 进行 需要 非常",
}
# In titles of films, names of teams and universities; "and" is the duck of Scandinavia.
_ENGLISH, _DUCK = frozenset(["and", "of", "the"]), frozenset(["da", "no", "sv"])
# Japanese writes grammar in hiragana, and few other short words.
_GRAMMAR = re.compile("(?!(?:いじめ|いわき|うつ|がん|けが|ごみ|たばこ|つくば)$)[ぁ-ゟ]{1,3}")
# Languages written without blanks, or with characters of such a script, and these characters.
_UNSPACED = frozenset(["ja", "km", "ko", "lo", "my", "th", "zh"])
_OF_UNSPACED = re.compile(f"[{UNSPACED}]")
# What joins stop words to one word ("qu'il", "a-t-il"). Not in English, where "May's" and "take-over" say something.
_JOINTS = {"ca": re.compile("'"), "fr": re.compile("['-]"), "it": re.compile("'")}
# Arabic is often typed without the hamza on its alef, and the stop list is; Persian on an Arabic keyboard.
# The lists of Greek have no accents, those of Romanian a cedilla for a comma.
_ONE_LETTER = str.maketrans("أإآٱيكάέήίϊΐόύϋΰώşţ", "اااایکαεηιιιουυυωșț")
# Arabic joins "and", "then", "in", "as" and "for" to any word, "will" to a verb. "Seas" begins as "in" does.
_PARTICLES = re.compile("(?!بحار)[وف]?(?:[بكل]|س(?=[تين]..))?")


def languages() -> list[str]:
    """List the codes of the languages that have a stop list, in alphabetical order."""
    return sorted(stopwordsiso.langs())


@cache
def has_stop_list(language: str) -> bool:
    """Tell whether a language, given by its two-letter code, has a stop list."""
    return language in stopwordsiso.langs()


@cache
def stop_words(language: str) -> frozenset[str]:
    """Look up the stop list of a language, given by its two-letter code (ISO 639-1).

    All without some nouns, verbs and names, and with "and", "of" and "the". English: scikit-learn's list, with
    contractions ("it's"). Other languages: the package ``stopwordsiso``, whose English list (1,298 words, among them
    "state" and "general") is too long for news.

    Returns
    -------
    frozenset of str
        Words as `analysis.text.tokens` gives them; of Thai the pairs of characters. Entries of several words are left
        out: one word of "por qué" alone may have a meaning.

    Raises
    ------
    SettingsError
        When there is no list for the language, or its words cannot be found (`analysis.text.require_segmenter`).
    """
    if not has_stop_list(language):
        raise SettingsError(f"There is no stop list for language={language!r}, only for {', '.join(languages())}.")
    # A sign of mathematics is in the place of a Greek letter.
    listed = frozenset(word.replace("∆", "δ") for word in stopwordsiso.stopwords(language))
    if language == "en":
        contractions = {word for word in listed if "'" in word}
        listed = _english_list() | contractions | {"didn", "doesn", "don", "isn", "wasn", "won"}
    listed |= _ENGLISH - ({"and"} if language in _DUCK else set()) | set(_MORE_WORDS.get(language, "").split())
    forms = [tokens(word, language) for word in listed - set(_CONTENT_WORDS.get(language, "").split())]
    return frozenset(form for words in forms for form in words if len(words) == 1 or language == "th")


def _english_list() -> frozenset[str]:
    """Read scikit-learn's English list from its file: importing scikit-learn for it would take over a second."""
    file = distribution("scikit-learn").locate_file("sklearn/feature_extraction/_stop_words.py")
    return frozenset(runpy.run_path(str(file))["ENGLISH_STOP_WORDS"])


def spellings(word: str, language: str) -> tuple[str, ...]:
    """Give the spellings under which a word is looked up: one form of its letters; of Arabic also without particles.

    Examples
    --------
    >>> spellings("said", "en"), len(spellings("وقال", "ar"))
    (('said',), 2)
    """
    plain = _one_spelling(word, language)
    return (plain, _one_spelling(_without_particles(word), language)) if language == "ar" else (plain,)


@cache
def _lookup(language: str) -> frozenset[str]:
    words = stop_words(language) if has_stop_list(language) else ()
    return frozenset(_one_spelling(word, language) for word in words)


def _one_spelling(word: str, language: str) -> str:
    if word.isascii():
        return word
    return word.translate(simplified() if language == "zh" else _ONE_LETTER)


def is_content(term: str, language: str) -> bool:
    """Tell whether a word, as `analysis.text.tokens` gives it, has a meaning of its own.

    Not a single character, a word on the stop list, an elided article or pronoun ("l'"), or, in French, Italian and
    Catalan, a word put together from such words ("lui-même"). Arabic and Persian words are looked up whatever form of
    alef, ya and kaf they are typed with, Arabic ones also without joined particles ("and", "in"), Chinese ones in
    simplified characters. Japanese words of up to three hiragana are grammar, but for some such as "cancer".

    In other languages what is written in a script without blanks has none: mostly characters wrongly decoded.

    Without a stop list for the language, only a single character has none.

    Examples
    --------
    >>> is_content("army", "en"), is_content("it's", "en"), is_content("l'", "fr"), is_content("porte-voix", "fr")
    (True, False, False, True)
    """
    stops = _lookup(language)
    if language and language not in _UNSPACED and not term.isascii() and _OF_UNSPACED.search(term):
        return False
    if len(term) < 2 or not stops.isdisjoint(forms := spellings(term, language)) or term.endswith("'"):
        return False
    if language == "ja" and _GRAMMAR.fullmatch(term):
        return False
    plain = forms[0]
    parts = _JOINTS[language].split(plain) if language in _JOINTS else [plain]
    return any(part not in stops and (len(part) > 1 or part.isdigit()) for part in parts)


def _without_particles(word: str) -> str:
    rest = _PARTICLES.sub("", word, count=1)
    # Short words begin with these letters too: فهم is "understanding" more often than "so they".
    return rest if len(rest) > 2 or word.startswith("و") or rest in ("كل", "أن", "ان") else word
