"""Articles in another language: filtered and listed, or kept when it is the parameter that is in doubt."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from corpus_files import LoadFiles

from analysis.corpus import Corpus, corpus_limits, describe_language
from analysis.corpus.cleaning.article_language import articles_by_language, describe_languages, in_other_language
from analysis.errors import SettingsError
from analysis.text import segmenters, tokens

ENGLISH = "The council said on Monday that it would build {} homes beside the old harbour in the spring of next year."
GERMAN = "Die Polizei hat am Montag in der Innenstadt {} Wohnungen durchsucht und zwei verdächtige Männer festgenommen."
SPANISH = (
    "El gobierno anunció el lunes que bajará el impuesto de {} viviendas del puerto viejo a partir del próximo año."
)
NUMBERS = ["four", "vier", "cuatro", "six", "sechs", "ten", "zehn", "neun", "nine", "once", "elf", "doce"]


def files(*texts: str, **more: str) -> dict[str, str]:
    """Write texts as a JSONL table; ids are a1, a2, ... and every text is its own."""
    rows = [
        {"id": f"a{i}", "source": "A", "title": "", "text": text.format(f"{NUMBERS[i % 12]} {i}"), **more}
        for i, text in enumerate(texts, 1)
    ]
    return {"t.jsonl": "\n".join(map(json.dumps, rows))}


def two_sources(english: int, spanish: int) -> dict[str, str]:
    """Write English articles of the source E and Spanish ones of S."""
    lines = files(*[ENGLISH] * english, *[SPANISH] * spanish)["t.jsonl"].split("\n")
    rows = [json.loads(line) | {"source": "E" if i < english else "S"} for i, line in enumerate(lines)]
    return {"t.jsonl": "\n".join(map(json.dumps, rows))}


def adds_up(corpus: Corpus, found: int) -> bool:
    return len(corpus.articles) + len(corpus.filtered) + len(corpus.refused) == found


def test_the_language_of_most_articles_is_found_and_told(load: LoadFiles) -> None:
    corpus = load(files(ENGLISH, GERMAN, SPANISH, GERMAN, "Zu kurz.", GERMAN))
    assert corpus.language == "de"
    assert set(corpus.filtered["article_id"]) == {"a1", "a3"}
    assert describe_language(corpus.languages, corpus.language) == (
        "The articles are analysed as German (de), which 3 of 6 articles are in."
    )


def test_the_language_found_is_that_of_the_articles_chosen(load: LoadFiles) -> None:
    assert load(two_sources(3, 5)).language == "es"
    assert load(two_sources(3, 5), sources=["E"]).language == "en"


def test_of_two_languages_with_as_many_articles_the_first_code_is_taken(load: LoadFiles) -> None:
    assert load(files(SPANISH, GERMAN, SPANISH, GERMAN)).language == "de"


def test_articles_that_show_no_language_are_read_as_english_and_it_is_told(load: LoadFiles) -> None:
    corpus = load(files("Short {}.", "Brief {}."))
    assert corpus.language == "en"
    assert describe_language(corpus.languages, corpus.language) == (
        "The articles are analysed as English (en): no article says its language or is long enough to show it."
    )


def test_headlines_show_their_language_together(load: LoadFiles) -> None:
    headlines = ["El gobierno baja el impuesto {}", "La policía busca a los ladrones {}", "Nadie quiere pagar más {}"]
    corpus = load(files(*headlines * 10))
    assert set(corpus.articles["language"]) == {""}
    assert corpus.language == "es"
    assert (
        load(files(*["Rates rise again as the bank waits {}", "They said no to the new road {}"] * 10)).language == "en"
    )
    # One article that is long enough does not decide for all others.
    assert load(files(*headlines * 10, GERMAN)).language == "es"


def test_a_language_without_a_stop_list_is_found_and_what_is_left_out_is_told(load: LoadFiles) -> None:
    corpus = load(files(*["Text {}."] * 12, language="ka"))
    assert corpus.language == "ka"
    assert describe_language(corpus.languages, corpus.language) == (
        "The articles are analysed as Georgian (ka), which 12 of 12 articles are in. There is no stop list for it: "
        "left out instead are the words that occur in every source and in at least a quarter of all articles."
    )
    assert corpus_limits(corpus)[0] == describe_language(corpus.languages, "ka")


CHINESE = "中国国家主席在北京会见了美国总统，双方讨论了经济合作与气候变化问题，并表示将继续保持沟通和对话{}。"


def test_a_missing_package_refuses_its_language_and_no_other(load: LoadFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(segmenters._PACKAGES, "zh", ("Chinese", "not_installed"))
    segmenters.can_segment.cache_clear()
    try:
        assert load(files(ENGLISH, CHINESE, ENGLISH)).language == "en"
        with pytest.raises(SettingsError, match="Words of Chinese need the extra words: pip install"):
            load(files(ENGLISH, CHINESE, CHINESE))
    finally:
        segmenters.can_segment.cache_clear()


def test_the_words_of_an_article_are_those_of_its_language(load: LoadFiles) -> None:
    corpus = load(files(CHINESE, CHINESE, ENGLISH))
    counted = corpus.articles.set_index("language")["words"]
    assert counted["zh"].tolist() == [len(tokens(CHINESE.format("vier 1"), "zh"))] * 2


def test_a_german_article_in_an_english_corpus_is_listed_and_not_counted(load: LoadFiles) -> None:
    corpus = load(files(ENGLISH, GERMAN, ENGLISH, SPANISH, GERMAN, "Too short."), language="en")
    assert sorted(corpus.articles["article_id"]) == ["a1", "a3", "a6"]
    assert corpus.filtered[["path", "line", "article_id", "reason"]].values.tolist() == [
        ["t.jsonl", 2, "a2", "language de (language=en)"],
        ["t.jsonl", 4, "a4", "language es (language=en)"],
        ["t.jsonl", 5, "a5", "language de (language=en)"],
    ]
    assert adds_up(corpus, 6)
    assert corpus.languages.values.tolist() == [
        ["de", 2, "a2; a5"], ["en", 2, "a1; a3"], ["", 1, "a6"], ["es", 1, "a4"],
    ]  # fmt: skip


def test_the_same_corpus_is_read_in_german(load: LoadFiles) -> None:
    corpus = load(files(ENGLISH, GERMAN, ENGLISH, SPANISH, GERMAN, "Too short."), language="de")
    assert sorted(corpus.articles["article_id"]) == ["a2", "a5", "a6"]
    assert set(corpus.filtered["reason"]) == {"language en (language=de)", "language es (language=de)"}
    assert adds_up(corpus, 6)


def test_a_parameter_in_doubt_leaves_nothing_out(load: LoadFiles) -> None:
    # One of eleven is under 10 %, one of ten is not.
    corpus = load(files(ENGLISH, *[SPANISH] * 10), language="en")
    assert len(corpus.articles) == 11
    assert corpus.filtered.empty
    assert describe_languages(corpus.languages, corpus.language) == (
        "10 of 11 articles are in es, but the stop list is en: run with -p language=es."
    )
    enough = load(files(ENGLISH, *[SPANISH] * 9), language="en")
    assert (len(enough.articles), len(enough.filtered)) == (1, 9)


def test_articles_of_unknown_language_are_no_evidence(load: LoadFiles) -> None:
    corpus = load(files(ENGLISH, SPANISH, *["Short {}."] * 40))
    assert corpus.filtered["article_id"].tolist() == ["a2"]
    assert adds_up(corpus, 42)


def test_the_share_is_of_what_the_other_filters_leave(load: LoadFiles) -> None:
    corpus = load(two_sources(3, 30), sources=["S"])
    assert len(corpus.articles) == 30
    assert set(corpus.filtered["reason"]) == {"source not chosen"}
    assert corpus.languages.values.tolist() == [["es", 30, "a10; a11; a12"]]


def test_what_a_record_declares_decides(load: LoadFiles) -> None:
    declared = load(files(ENGLISH, GERMAN, language="en-US"))
    assert sorted(declared.articles["article_id"]) == ["a1", "a2"]
    assert set(declared.articles["language"]) == {"en"}
    assert declared.conflicts[["article_id", "kind", "found"]].values.tolist() == [["a2", "language", "de"]]


def test_all_languages_are_kept_when_asked(load: LoadFiles) -> None:
    corpus = load(files(ENGLISH, GERMAN, SPANISH), any_language=True)
    assert len(corpus.articles) == 3
    assert corpus.filtered.empty
    assert (
        describe_languages(corpus.languages, "en") == "2 of 3 articles are in de (1), es (1), not in en, and left out."
    )


def counted(**articles: int) -> pd.DataFrame:
    rows = [("" if code == "unknown" else code, n, "x") for code, n in articles.items()]
    return pd.DataFrame(rows, columns=["language", "articles", "examples"])


def test_it_is_said_in_a_sentence() -> None:
    for languages, sentence in [
        (counted(en=90, unknown=10), ""),
        (counted(), ""),
        (counted(en=1500, de=1), "1 of 1,501 articles is in de, not in en, and left out."),
        (counted(en=1500, de=2), "2 of 1,502 articles are in de, not in en, and left out."),
        (
            counted(es=800, en=200),
            "800 of 1,000 articles are in es, not in en, and left out: to read those in es, run with -p language=es.",
        ),
        (
            counted(es=1540, en=1, unknown=2),
            "1,540 of 1,543 articles are in es, but the stop list is en: run with -p language=es.",
        ),
        (
            counted(ka=60, es=40),
            "100 of 100 articles are in ka (60), es (40), but the stop list is en: there is no stop list for ka.",
        ),
    ]:
        assert describe_languages(languages, "en") == sentence


def test_no_articles_have_no_language() -> None:
    nothing = pd.DataFrame({"article_id": [], "language": []}, dtype="str")
    assert articles_by_language(nothing).empty
    assert list(articles_by_language(nothing).columns) == ["language", "articles", "examples"]
    assert in_other_language(nothing["language"], "en").empty
