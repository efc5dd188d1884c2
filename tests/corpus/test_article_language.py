"""The language of an article: detected, declared, and when the two contradict each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.article_language import article_language, detect_language, known_language
from analysis.text import languages

# Written for this test.
TEXTS = {
    "en": "The council said on Monday that it would build four hundred homes beside the old harbour next year.",
    "de": "Die Polizei hat am Montag mehrere Wohnungen in der Innenstadt durchsucht und zwei Männer festgenommen.",
    "fr": "Le président a annoncé lundi une réforme des retraites qui sera présentée au Parlement avant l'été.",
    "es": "El gobierno anunció el lunes que bajará el impuesto sobre la vivienda a partir del próximo año.",
    "pt": "O governo anunciou na segunda-feira que vai baixar o imposto sobre a habitação a partir do próximo ano.",
    "nl": "De gemeente maakte maandag bekend dat er volgend jaar vierhonderd woningen bij de oude haven komen.",
    "pl": "Rząd ogłosił w poniedziałek, że od przyszłego roku obniży podatek od nieruchomości dla młodych rodzin.",
    "tr": "Hükümet pazartesi günü, gelecek yıldan itibaren konut vergisini düşüreceğini ve ev yapacağını açıkladı.",
    "ru": "Правительство объявило в понедельник, что со следующего года снизит налог на жильё для молодых семей.",
    "el": "Η κυβέρνηση ανακοίνωσε τη Δευτέρα ότι από το επόμενο έτος θα μειώσει τον φόρο στην κατοικία.",
    "ar": "أعلنت الحكومة يوم الاثنين أنها ستخفض ضريبة السكن ابتداء من العام المقبل لصالح العائلات الشابة.",
    "fa": "دولت روز دوشنبه اعلام کرد که از سال آینده مالیات بر مسکن را برای خانواده‌های جوان کاهش می‌دهد.",
    "he": "הממשלה הודיעה ביום שני כי החל מהשנה הבאה תפחית את מס הדיור למשפחות צעירות בכל הארץ.",
    "hi": "सरकार ने सोमवार को घोषणा की कि अगले साल से युवा परिवारों के लिए आवास कर कम किया जाएगा और नए घर बनेंगे।",
    "zh": "政府星期一宣布，从明年起将降低年轻家庭的住房税，并在旧港口旁边建造四百套新住宅。",
    "ja": "政府は月曜日、来年から若い家庭の住宅税を引き下げ、古い港のそばに四百戸の家を建てると発表した。",
    "ko": "정부는 월요일 내년부터 젊은 가정의 주택세를 낮추고 오래된 항구 옆에 집 사백 채를 짓겠다고 발표했다.",
    "th": "รัฐบาลประกาศเมื่อวันจันทร์ว่าจะลดภาษีที่อยู่อาศัยสำหรับครอบครัวหนุ่มสาวตั้งแต่ปีหน้าเป็นต้นไป",
}


def test_one_sentence_is_enough() -> None:
    for language in TEXTS:
        text = TEXTS[language]
        assert detect_language(text) == language
        assert detect_language(text.lower()) == language
        assert detect_language(f"{text}\n\n" * 50) == language


def test_capitals_change_nothing() -> None:
    assert [detect_language(TEXTS[code].upper()) for code in ("en", "de", "es", "ru")] == ["en", "de", "es", "ru"]


def test_what_is_too_short_has_no_language() -> None:
    for language in TEXTS:
        assert detect_language(TEXTS[language][:12]) == ""


def test_tables_names_and_signs_have_no_language() -> None:
    for text in [
        "",
        " \n" * 500,
        "2014 3.5 % 1,200 " * 50,
        "a" * 5000,
        "👍🏽❤️" * 300,
        "?!... -- " * 200,
        # Markets, results, line-ups, casts and names from other scripts, as they stand in English papers.
        "FTSE 100 6,543.21 -0.4% DAX 9,876.54 +0.2% CAC 40 4,321.09 -0.1% Nikkei 15,678.90 +1.1% Hang Seng 23,456.78 "
        "-0.7% S&P 500 1,876.54 Dow 16,543.21 Nasdaq 4,321.09 Brent crude 108.76 gold 1,298.40 copper 6,710.00",
        "BA.N GE.N IBM.N MSFT.O AAPL.O GOOG.O AMZN.O INTC.O CSCO.O ORCL.O WMT.N KO.N PEP.N PG.N JNJ.N PFE.N MRK.N",
        "Torvald Hansen, Ole Nilsen, Erik Dahl, Jan Berg, Lars Moen, Per Lund, Nils Strand, Arne Haug, Odd Vik",
        "Karl Becker, Otto Schreiber, Heinz Krause, Uwe Zimmermann, Jürgen Vogt, Dieter Kuhn, Rolf Brandt",
        "Paolo di Marzio, Luca della Valle, Gianni dal Pozzo, Franco di Stefano, Marco De Rossi, Ugo della Torre",
        "Ivan Petrov, Sergei Morozov, Dmitri Sokolov, Alexei Volkov, Mikhail Fedorov, Boris Kuznetsov, Viktor Orlov",
        "Zhang Weiming, Li Xiaohong, Wang Jianguo, Chen Meiling, Liu Zhiqiang, Huang Lihua, Zhao Guoping, Zhou Mingyu",
        "Abdullah al-Harbi, Yusuf bin Salim, Omar al-Khatib, Ibrahim Nasser, Khalid al-Amin, Hassan Jabbar, Tariq Aziz",
        "def f(x): return [i for i in range(x) if i % 2 == 0]; print(os.path.join('a', 'b')); d[k] = v + 1; x += y * z",
        "http://www.example.com/news/2014/03/04/index.html?utm_source=rss http://t.co/abcdefg http://bit.ly/xyz " * 3,
    ]:
        assert detect_language(text) == ""


def test_a_quotation_in_another_script_does_not_change_the_language() -> None:
    quoted = f"{TEXTS['en']} {TEXTS['zh'][:20]} {TEXTS['en'].replace('homes', 'houses')}"
    assert detect_language(quoted) == "en"
    assert detect_language(f"{TEXTS['ar']} BBC News {TEXTS['ar']}") == "ar"


def test_a_text_in_two_scripts_has_no_language() -> None:
    assert detect_language(TEXTS["en"] + TEXTS["ru"]) == ""
    assert detect_language(TEXTS["ja"] + TEXTS["en"]) == ""


def test_a_foreign_paragraph_does_not_change_the_language() -> None:
    english = f"{TEXTS['en']}\n\n" * 9
    assert [detect_language(TEXTS["de"] + "\n\n" + english), detect_language(english + TEXTS["fr"])] == ["en", "en"]


def test_the_answer_does_not_depend_on_order_or_threads() -> None:
    texts = list(TEXTS.values()) * 20
    one_by_one = [detect_language(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(detect_language, texts)) == one_by_one
    assert [detect_language(text) for text in reversed(texts)] == one_by_one[::-1]


@given(st.text(max_size=400))
def test_any_text_has_a_code_or_none(text: str) -> None:
    language = detect_language(text)
    assert language == "" or known_language(language) == language


def test_half_a_surrogate_pair_is_no_fault() -> None:
    assert detect_language(TEXTS["en"] + "\ud83d") == "en"


# Codes: ISO 639-1, -2/T and -2/B; names: Unicode CLDR.
KNOWN = {
    "en": ["en", "EN", " en ", "en-GB", "en_US", "eng", "English", "ENGLISH", "English (United Kingdom)",
           "English, British"],
    "de": ["ger", "Deutsch", "German", "deu"],
    "fr": ["français", "fre"],
    "es": ["Español"],
    "zh": ["zh-Hans-CN", "cmn", "Chinese", "中文"],
    "ar": ["العربية"],
    "no": ["nb", "nn-NO", "nor", "Norwegian Bokmål"],
    "tl": ["fil"],
    "he": ["iw"],
    "pt": ["pt-br"],
}  # fmt: skip
NO_LANGUAGES = "NA n/a none null und xx mul unknown 0 Klingon en;fr zxx =1+1"


def test_a_language_is_known_by_many_names() -> None:
    for code, names in KNOWN.items():
        assert [known_language(name) for name in names] == [code] * len(names)


def test_what_is_no_language_is_not_known() -> None:
    assert not any(map(known_language, ["", *NO_LANGUAGES.split(), "x" * 10**6]))


def test_every_language_with_a_stop_list_is_known() -> None:
    assert [known_language(code) for code in languages()] == languages()


def test_what_is_declared_goes_before_what_is_detected() -> None:
    for declared, text, answer in [
        ("", TEXTS["de"], ("de", "")),
        ("n/a", TEXTS["de"], ("de", "")),
        ("German", TEXTS["de"], ("de", "")),
        ("en-GB", TEXTS["de"], ("en", "de")),
        ("en-GB", "Guten Tag", ("en", "")),
        ("", "Guten Tag", ("", "")),
        ("nb-NO", "", ("no", "")),
    ]:
        assert article_language(declared, text) == answer
