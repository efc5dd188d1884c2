"""Words of other languages are counted, found again in their sentences, and joined to phrases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import MakeCorpus, article
from hypothesis import given
from hypothesis import strategies as st

from analysis.counts import concordance, count_terms, count_words, encode
from analysis.terms import find_phrases, term_table
from analysis.text import as_counted, name_pattern, term_pattern

FRENCH = "L’État attend que l’Europe vote. Le budget d'Europe a doublé, dit l'État. Aujourd’hui, l’UNESCO se tait."
ARABIC = "قالت الحكومة إن البرلمان سيصوت غدا. رفضت المعارضة القانون للحكومة وبالحكومة ثم والحكومة في لبنان وللبنان."
CHINESE = "中国国家主席习近平在北京会见了美国总统。人工智能技术的发展很快，人工智能技术改变经济。"
JAPANESE = "東京都の小池知事は新しい経済政策を説明した。東京の経済政策は重要だと小池知事は述べた。"
GERMAN = "Bürger und Bürger:innen wählen am Montag den Rat der Stadt. Die Bürger*innen sind zufrieden, sagen Bürger."


def uses(make_corpus: MakeCorpus, text: str, language: str) -> dict[str, int]:
    counts = count_words(make_corpus([article(text)], language=language))
    return dict(zip(counts.uses.terms, counts.uses.per_term().tolist(), strict=True))


@pytest.mark.parametrize(
    ("language", "text", "counted"),
    [
        ("fr", FRENCH, {"europe": 2, "état": 2, "l'": 4, "aujourd'hui": 1}),
        ("ar", ARABIC, {"الحكومة": 4, "لبنان": 2, "ل": 2}),
        ("tr", "CHP’nin ve CHP'de, CHP: Mısır'da 2010'da Mısır'ın", {"chp": 3, "mısır": 2, "ve": 1}),
        ("zh", CHINESE, {"人工智能": 2, "习近平": 1, "美国": 1}),
        ("ja", JAPANESE, {"東京": 2, "経済": 2, "小池": 2}),
        ("de", GERMAN, {"bürger": 2, "bürger:innen": 1, "bürger*innen": 1}),
    ],
)
def test_words_are_counted_and_quoted_where_they_are(
    make_corpus: MakeCorpus, language: str, text: str, counted: dict[str, int]
) -> None:
    found = uses(make_corpus, text, language)
    assert {word: found[word] for word in counted} == counted
    corpus = make_corpus([article(text)], language=language)
    words = list(term_table(count_words(corpus), language)["term"])
    # Whatever is in the table of words has a sentence.
    assert list(concordance(corpus, words)["term"]) == words


@pytest.mark.parametrize(("language", "term", "counted"), [
    ("fr", "l’Europe", "l' europe"), ("fr", "Europe", "europe"), ("it", "Dell’Unione", "dell' unione"),
    ("zh", "人工智能技术", "人工智能 技术"), ("ja", "経済政策", "経済 政策"), ("tr", "ISPARTA", "ısparta"),
    ("ar", "والحكومة", "و الحكومة"), ("ca", "col•legi", "col·legi"),
])  # fmt: skip
def test_terms_are_written_as_they_are_counted_however_often(language: str, term: str, counted: str) -> None:
    assert as_counted(term, language) == counted
    assert as_counted(counted, language) == counted


@pytest.mark.parametrize(("language", "text", "phrase", "n"), [
    ("fr", "Vive l'Europe. La main de l’Europe, et Europe.", "l' europe", 2),
    ("fr", "Des droits de l’homme et les droits de l'homme, l'homme", "de l' homme", 2),
    # Not over an ending, though the word ends as it does.
    ("tr", "İran Devlet Televizyonu, İran'ın Devlet Televizyonu’nda: Devlet Televizyonu", "devlet televizyonu", 3),
    ("tr", "İran Devlet Televizyonu, İran'ın Devlet Televizyonu’nda: Devlet Televizyonu", "iran devlet", 1),
    ("zh", CHINESE, "人工智能 技术", 2),
    ("ja", JAPANESE, "経済 政策", 2),
    ("ar", "والحكومة، ثم والحكومة و الحكومة", "و الحكومة", 3),
])  # fmt: skip
def test_phrases_reach_over_what_is_joined_and_are_quoted(
    make_corpus: MakeCorpus, language: str, text: str, phrase: str, n: int
) -> None:
    corpus = make_corpus([article(text)], language=language)
    assert count_terms(corpus, [phrase], ()).matrix.toarray().tolist() == [[n]]
    (line,) = concordance(corpus, [phrase]).to_dict("records")
    assert as_counted(line["keyword"], language) == phrase


def test_punctuation_ends_a_phrase_in_every_language(make_corpus: MakeCorpus) -> None:
    assert not encode(["美国,总统。主席"], "zh").joined.any()
    assert encode(["l’Union européenne, l’Europe"], "fr").joined.tolist() == [False, True, True, False, True]
    assert encode(["Irak Iğdır, ISPARTA İzmir x"], "tr").joined.tolist() == [False, True, False, True, True]


def test_half_a_name_is_no_phrase_of_chinese(make_corpus: MakeCorpus) -> None:
    # Other characters before it make each a text of its own.
    others = ["".join(map(chr, range(0x4E00 + 40 * i, 0x4E00 + 40 * i + 30))) for i in range(10)]
    texts = [f"{other}，习近平在北京会见美国总统，讨论人工智能技术。" for other in others]
    corpus = make_corpus([article(text) for text in texts], language="zh")
    phrases = set(find_phrases(corpus, count_words(corpus))["term"])
    assert phrases == {"北京 会见 美国 总统", "讨论 人工智能 技术"}


def test_texts_of_unknown_language_are_cut_as_the_corpus_is(make_corpus: MakeCorpus) -> None:
    long = "La mairie de la ville a rejeté lundi soir un emprunt pour la gare, et le conseil a reporté les travaux."
    corpus = make_corpus([article(long), article("L’État paie.")])
    assert corpus.language == "fr"
    assert corpus.articles.set_index("language")["words"].to_dict() == {"fr": 21, "": 3}
    english = article("L’État.") | {"language": "en"}
    kept = make_corpus([article(long), article("L’État paie."), english], language="fr", any_language=True)
    assert count_words(kept).words == kept.articles["words"].sum() == 21 + 3 + 2


def test_a_term_is_not_found_inside_another_word() -> None:
    assert not term_pattern("état", "fr").search("métat états")
    assert term_pattern("istanbul", "tr").search("İSTANBUL")
    assert term_pattern("الحكومة", "ar").search("وللحكومة")
    assert not term_pattern("الحكومة", "ar").search("الحكومات")


@pytest.mark.parametrize(("language", "text", "variants", "n"), [
    ("zh", "国家主席习近平和NATO的习近平", ["习近平", "NATO"], 3),
    ("ja", "岸田文雄首相とNATO、NATOS", ["岸田文雄", "NATO"], 2),
    ("ar", "تونس وتونس لتونس فبتونس التونسية", ["تونس"], 4),
    ("fr", "l’Europe, d'Europe, Europes", ["Europe"], 2),
    ("tr", "Türkiye'nin İzmir'de Türkiyeli", ["Türkiye", "İzmir"], 2),
])  # fmt: skip
def test_names_are_found_where_other_languages_have_them(language: str, text: str, variants: list[str], n: int) -> None:
    assert len(list(name_pattern(variants, language).finditer(text))) == n


def test_latin_letters_are_found_between_chinese_ones() -> None:
    assert term_pattern("nato", "zh").search("在NATO的")
    assert not term_pattern("nato", "zh").search("在NATOS的")


def test_what_may_not_be_before_or_behind_a_word_hides_no_later_use() -> None:
    text = "xtrump trump-pence trump trump's #trump TRUMP. e‑mail U.S. us"
    assert [match.span() for match in term_pattern("trump").finditer(text)] == [(19, 24), (40, 45)]
    assert [match.group() for match in term_pattern("e-mail").finditer(text)] == ["e‑mail"]
    assert [match.group() for match in term_pattern("US").finditer(text)] == ["U.S."]


@given(
    st.sampled_from(["is", "kiss", "u's", "kis us", "s", "#kis", "'kis", "us", "IS"]),
    st.sampled_from(["", "en", "de", "tr", "fr"]),
    st.text("kKKiIİısſSuUﬁ.'’-#@ x", max_size=60),
)
def test_a_term_is_found_where_its_pattern_alone_finds_it(term: str, language: str, text: str) -> None:
    pattern = term_pattern(term, language)
    searched = replace(pattern, begin="")
    assert [match.span() for match in pattern.finditer(text)] == [match.span() for match in searched.finditer(text)]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("'ω", "x ’Ω, a'ω", [(2, 4)]),
        ("-a", "see -a, b-a and ‑A", [(4, 6), (16, 18)]),
        ("-", "a - b", [(2, 3)]),
        ("[a", "x [a", [(2, 4)]),
        ("^", "x ^ y", [(2, 3)]),
        ("]", "a ] b", [(2, 3)]),
        ("\\", "a \\ b", [(2, 3)]),
    ],
)
def test_a_term_may_begin_with_any_character(term: str, text: str, found: list[tuple[int, int]]) -> None:
    assert [match.span() for match in term_pattern(term).finditer(text)] == found
    assert [match.span() for match in term_pattern("a a").finditer("xa a a")] == [(3, 6)]
    assert term_pattern("").search(text) is None
