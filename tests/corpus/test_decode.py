"""Bytes to text: marks, UTF-8, and guesses that are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.decode import SHORTEST_GUESS, decode

# Invented sentences, each long enough to guess from.
LANGUAGES = {
    "es": "El gobierno anunció el miércoles que la subida quedará suspendida hasta fin de año. ¿Qué pasará mañana con "
    "los niños de la montaña? La oposición criticó la decisión y pidió un sondeo de opinión a los españoles de España.",
    "en": "The minister said the rise would be “suspended until the end of the year” – all of it. He said: “We can’t "
    "go on.” The opposition called it late and naïve, in a café near the ministry, and asked for more than that.",
    "fr": "Le gouvernement a annoncé que la hausse serait suspendue jusqu’à la fin de l’année. L’opposition a critiqué "
    "la décision, jugée « tardive » et mal préparée, et réclame un débat à l’Assemblée dès la rentrée de février.",
    "is": "Ríkisstjórnin tilkynnti á miðvikudag að hækkun orkuverðs yrði frestað til áramóta. Fjármálaráðherra sagði "
    "að féð kæmi úr varasjóði. Stjórnarandstaðan gagnrýndi ákvörðunina og sagði hana of seint undirbúna.",
}
ELSEWHERE = {
    "cp1250": "Rząd ogłosił w środę, że podwyżki cen energii zostaną wstrzymane do końca roku. Minister powiedział, że "
    "środki pochodzą z rezerwy. Opozycja skrytykowała tę decyzję, twierdząc, że jest spóźniona i źle przygotowana.",
    "cp1251": "Правительство объявило в среду, что повышение цен на энергию будет остановлено до конца года. Министр "
    "финансов сказал, что деньги поступают из резерва. Оппозиция раскритиковала решение и требует обсуждения.",
    "cp1257": "Vyriausybė trečiadienį paskelbė, kad energijos kainų didinimas bus sustabdytas iki metų pabaigos. "
    "Finansų ministras sakė, kad pinigai gaunami iš biudžeto rezervo. Opozicija kritikavo šį vėlyvą sprendimą.",
}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_a_byte_order_mark_says_the_encoding_and_is_taken_off(encoding: str, name: str) -> None:
    assert decode("Übung\n\nтекст".encode(encoding)) == ("Übung\n\nтекст", name)


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_of_either_byte_order(mark: bytes, encoding: str) -> None:
    assert decode(mark + "Ärger".encode(encoding)) == ("Ärger", "utf-16")


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff"])
def test_a_mark_before_broken_bytes_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"it begins like utf-.* but breaks at byte"):
        decode(data)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_become_one(ends: str) -> None:
    assert decode(f"one{ends}{ends}two{ends}".encode())[0] == "one\n\ntwo\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_western_text_is_windows_1252_and_not_its_lookalike(language: str) -> None:
    # charset-normalizer says cp1250 for two of these, in which ï is ď and ð is đ.
    assert decode(LANGUAGES[language].encode("cp1252")) == (LANGUAGES[language], "cp1252")


@pytest.mark.parametrize("encoding", ELSEWHERE)
def test_other_alphabets_keep_their_encoding(encoding: str) -> None:
    assert decode(ELSEWHERE[encoding].encode(encoding)) == (ELSEWHERE[encoding], encoding)


def test_a_few_bytes_are_not_guessed_from() -> None:
    short = ("naïve " * 40).encode("cp1252")[: SHORTEST_GUESS - 1]
    with pytest.raises(ValueError, match=r"not UTF-8 \(byte 2\), and too short to guess another encoding"):
        decode(short)


def test_nul_bytes_are_no_text() -> None:
    with pytest.raises(ValueError, match="NUL bytes: not a text file"):
        decode(b"Title\n\nte\0xt")
    with pytest.raises(ValueError, match="NUL bytes: not a text file"):
        decode("plain text without a mark".encode("utf-16-le"))


@pytest.mark.parametrize("step", [1, 3, 7, 11])
def test_bytes_that_are_no_text_are_refused(step: int) -> None:
    noise = bytes(1 + (i * i * step + i * 89) % 255 for i in range(4000))
    with pytest.raises(ValueError, match="not UTF-8, and no other encoding makes it text"):
        decode(noise)
