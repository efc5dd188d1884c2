"""What belongs to one word, and what is cut off it, by language; others are cut as `analysis.text.tokens` says."""

from __future__ import annotations

import re

from analysis.text.segmenters import SEGMENTED

# Marks inside a word and at its end, as patterns that look at what is around them. The endings behind a gender mark are
# listed: "km/h", "und/oder" and "Ergebnis:knapp" are not one word. Swedish and Finnish decline "EU:s", "EU:ssa".
_STEM = r"(?<=[^\W\d_]{2})"
_END = r"(?![^\W_])"
_GERMAN = rf"{_STEM}(?:[:*_]|/-?)(?=(?:in|innen[^\W\d_]*|r|e|n|s|er|es|em|en){_END})"
_FRENCH = (
    rf"{_STEM}[·.](?=(?:e|ne|le|te|se|fe|ve|ère|ive|euse|rice|trice)(?:[·.]?s)?{_END})"
    rf"|(?<=[·.]e)[·.](?=s{_END})|(?<=(?:ne|le|te|se|fe|ve|re|ce))[·.](?=s{_END})"
)
_NORDIC = rf"(?<=[A-ZÅÄÖ]):(?=[a-zåäö]{{1,5}}{_END})"
_JOINTS = {
    "ca": rf"(?<=[lL])[·.](?=[lL])|{_STEM}/(?=[ae]s?{_END})",
    **dict.fromkeys(("de", "lb"), _GERMAN),
    **dict.fromkeys(("es", "gl", "pt"), rf"{_STEM}/(?=as?{_END})"),
    **dict.fromkeys(("fi", "sv"), _NORDIC),
    "fr": _FRENCH,
}
_ENDINGS = dict.fromkeys(("ca", "es", "gl", "pt"), r"(?:(?<=[^\W\d_])@s?(?!\w|\.\w))?")
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・", "·") | {"∗": "*"})

# Articles, prepositions and pronouns that lose their vowel before a vowel: words of their own.
_ELIDED_WORDS = {
    "ca": "d l m n s t",
    "fr": "c ç d j l m n s t y qu jusqu lorsqu puisqu quoiqu",
    "it": "c d l m n s t v ch gl un agl dagl degl negl sugl all coll dall dell nell sull quell quest anch neanch com "
    "cos dov quand quant senz tutt",
}
_ELIDED = {language: "|".join(words.split()) for language, words in _ELIDED_WORDS.items()}
_ELISION = {code: re.compile(rf"(?:{words})'(?=[^\W_])", re.IGNORECASE) for code, words in _ELIDED.items()}
# One word all the same, as are "aujourd'hui" and "presqu'île", whose beginnings are not in the lists.
_WHOLE = re.compile(r"(?:c'est-à-dire|l'aquila|tutt'altro)(?![^\W_])", re.IGNORECASE)
_NAME = re.compile(r"D'[A-ZÀ-ÖØ-Þ][^\W\d_A-ZÀ-ÖØ-Þ]")

# What Arabic joins to the article: "and", "then", "in", "as", "for" (which takes the place of its alef). Other words
# begin with the same letters too often. Those below do although they have no particle: names, and words as "mother".
_ARTICLE = re.compile("(?P<and>[وف])?(?:(?P<in>[بك])?(?P<the>ال)|لل)(?=[^\\W\\d_]{2})")
_NO_ARTICLE = re.compile(
    "(?:وال(?:د(?:ة|تي|ته|تها|تهم|ين|يه|يها|ي|ه|ها|هم|نا|ا)|يا|اس|تر|ترز)|وكال(?:ة|ا?ت).*|فال(?:نسيا|نتين|نتاين|يري|كون|كاو)"
    "|بال(?:غ|غة|غا|غت|غين|غون|غوا|وعة|ون|ونات|تيمور|وتيلي|يرمو|رمو|اك|ستيك)|كال(?:يفورنيا|ديرون|درون|ياري|فن|كوتا))\\Z"
)
# Behind "for", an article before an l is not written, and names have none.
_OF_L = re.compile("(?:جنة|جان|اعب|اعبين|اعبات|اجئين|جوء|غة|غات|عبة|حظة|ون|يلة|قاء|واء)\\Z")
_NAME_OF_L = re.compile("(?:بنان|يبيا|ندن|يون|شبونة|يفربول|كسمبورغ|اهاي|افروف|وبان|اتفيا|يتوانيا)\\Z")
# What Turkish joins to a name by an apostrophe: plural, belonging, person, case, copula, one behind the other; not the
# end of "Kur'an" or of a foreign name.
_ENDING = (
    "l[ae]r|l[ıiuü][kğ]?|[cç][ıiuü]|s[ıiuü]z|n?[cç][ae]|s[ıiuü]|[ıiuü]m(?:[ıiuü]z)?|[ıiuü]nc[ıiuü]"
    "|[yn]?[aeıiuü]|[ns]?[ıiuü]n|n?[dt][ae]n?|y?l[ae]|n?ki|[dt][ıiuü]r|y?[dt][ıiuü]|y?m[ıiuü]ş|y?s[ae]|yken"
)
ENDINGS = {"tr": rf"['’‘ʼ`´](?i:(?:{_ENDING}){{1,4}})(?![^\W_])"}
_WITH_ENDING = {language: re.compile(rf"(?<=[^\W_]){ending}\Z") for language, ending in ENDINGS.items()}
_SMALL = dict.fromkeys(("az", "tr"), str.maketrans({"I": "ı", "İ": "i"}))
# Languages that cut words off words, and those with any rule of their own.
CUTTING = frozenset({*_ELIDED, *SEGMENTED, "ar"})
RULED = CUTTING | {*_JOINTS, *_SMALL, *ENDINGS}


def lower(text: str, language: str) -> str:
    """Write a text in small letters: of Turkish and Azeri, I has no dot and İ has one."""
    return (text.translate(_SMALL[language]) if language in _SMALL else text).lower()


def word_pattern(beginning: str, joint: str, further: str, language: str) -> str:
    """Write the pattern of a word: its beginning, and further parts behind a joint, or a joint of the language.

    It also finds an elided word by itself ("l' Europe"), with its apostrophe.
    """
    joints = f"{joint}|{_JOINTS[language]}" if language in _JOINTS else joint
    word = f"{beginning}(?:(?:{joints}){further})*{_ENDINGS.get(language, '')}"
    return rf"(?<![^\W_])(?i:{_ELIDED[language]})'(?![^\W_])|{word}" if language in _ELIDED else word


def one_typeface(chunk: str, language: str) -> str:
    """Write the middle dots of all typefaces as one, where words hold them; also "col.legi" and "EE.UU."."""
    if language not in _JOINTS:
        return chunk
    if language == "es" and "." in chunk:
        return re.sub(r"([A-Z])\1\.([A-Z])\2\b", r"\1\1\2\2", chunk)
    chunk = chunk.translate(_MIDDLE_DOTS)
    return re.sub(r"(?<=[^\W\d_]l)\.(?=l[^\W\d_])", "·", chunk, flags=re.IGNORECASE) if language == "ca" else chunk


def cut(word: str, language: str) -> list[str]:
    """Cut off a word, in its capitals, what is a word of its own: elided articles and pronouns, particles of Arabic.

    Endings of Turkish names are no words: they are left out.

    Examples
    --------
    >>> cut("L'État", "fr"), cut("dell'Unione", "it"), cut("D'Alema", "it"), cut("aujourd'hui", "fr")
    (["L'", 'État'], ["dell'", 'Unione'], ["D'Alema"], ["aujourd'hui"])
    >>> cut("Ankara'daki", "tr"), cut("Kur'an'ı", "tr")
    (['Ankara'], ["Kur'an"])
    """
    if language in ENDINGS:
        return [_WITH_ENDING[language].sub("", word)]
    if language in _ELISION:
        return _cut_elided(word, _ELISION[language]) if "'" in word else [word]
    return _cut_particles(word) if language == "ar" else [word]


def has_ending(chunk: str, language: str) -> bool:
    """Tell whether the last word of a chunk has an ending that `cut` leaves out."""
    return language in ENDINGS and _WITH_ENDING[language].search(chunk) is not None


def _cut_elided(word: str, elided: re.Pattern[str]) -> list[str]:
    parts, at = [], 0
    while (match := elided.match(word, at)) and not _WHOLE.match(word, at) and not _NAME.match(word, at):
        parts.append(match.group())
        at = match.end()
    return [*parts, word[at:]]


def _cut_particles(word: str) -> list[str]:
    match = _ARTICLE.match(word)
    if not match or not (match["and"] or match["in"] or not match["the"]) or _NO_ARTICLE.match(word):
        return [word]
    particles = [match["and"], match["in"], "" if match["the"] else "ل"]
    noun = word[match.end() :]
    if not match["the"] and (_OF_L.match(noun) or _NAME_OF_L.match(noun)):
        return [*filter(None, particles), ("ل" if _NAME_OF_L.match(noun) else "الل") + noun]
    return [*filter(None, particles), "ال" + noun]


def with_particles(word: str) -> str:
    """Write an Arabic word as a pattern that finds it with the particles that `cut` cuts off, too."""
    if word.startswith("ال"):
        l_or_not = "ل?" if word[2:3] == "ل" else ""
        return rf"(?:[وف]?[بك]?ال|[وف]?لل){l_or_not}{re.escape(word[2:].removeprefix('ل'))}"
    return ("(?:[وف]?ل)?" if word.startswith("ل") else "") + re.escape(word)
