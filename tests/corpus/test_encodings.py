"""Bytes to text: marks, UTF-8, and guesses that are told."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.readers.encodings import MIN_GUESSED, Encoding, decode, find_encoding

# Invented sentences, each long enough to guess from.
LANGUAGES = {
    "es": "El gobierno anunció el miércoles que la subida quedará suspendida hasta fin de año. ¿Qué pasará mañana con "
    "los niños de la montaña? La oposición criticó la decisión y pidió un sondeo de opinión a los españoles de España.",
    "en": "The minister said the rise would be “suspended until the end of the year” – all of it. He said: “We can’t "
    "go on.” The opposition called it late and naïve, in a café near the ministry, and asked for more than that.",
    "fr": "Le gouvernement a annoncé que la hausse serait suspendue jusqu’à la fin de l’année. L’opposition a critiqué "
    "la décision, jugée « tardive » et mal préparée, et réclame un débat à l’Assemblée dès la rentrée de février.",
    "de": "Die Regierung hat am Mittwoch mitgeteilt, dass die Erhöhung bis zum Jahresende ausgesetzt wird. Die "
    "Opposition nannte die Entscheidung „verspätet“ und schlecht vorbereitet und fordert eine Aussprache über sie.",
    "pt": "O governo anunciou que o aumento ficará suspenso até ao fim do ano. A oposição criticou a decisão, que acha "
    "tardia e mal preparada, e pediu um debate na próxima sessão. Não há acordo entre as regiões do país vizinho.",
    "fi": "Hallitus ilmoitti keskiviikkona, että hintojen korotus lykätään vuoden loppuun. Oppositio arvosteli "
    "päätöstä myöhäiseksi ja huonosti valmistelluksi ja vaatii keskustelua eduskunnassa. Äänestäjät ovat väsyneitä.",
    "is": "Ríkisstjórnin tilkynnti á miðvikudag að hækkun orkuverðs yrði frestað til áramóta. Fjármálaráðherra sagði "
    "að féð kæmi úr varasjóði. Stjórnarandstaðan gagnrýndi ákvörðunina og sagði hana of seint undirbúna.",
}
POLISH = (
    "Rząd ogłosił w środę, że podwyżki cen energii zostaną wstrzymane do końca roku. Minister powiedział, że środki "
    "pochodzą z rezerwy. Opozycja skrytykowała tę decyzję, twierdząc, że jest spóźniona i źle przygotowana."
)
RUSSIAN = (
    "Правительство объявило в среду, что повышение цен на энергию будет остановлено до конца года. Министр финансов "
    "сказал, что деньги поступают из резерва. Оппозиция раскритиковала решение и требует обсуждения."
)
ELSEWHERE = {
    "cp1250": POLISH,
    "iso8859_2": POLISH,
    "cp1251": RUSSIAN,
    "koi8_r": RUSSIAN,
    "cp1253": "Η κυβέρνηση ανακοίνωσε την Τετάρτη ότι η αύξηση των τιμών αναστέλλεται μέχρι το τέλος του έτους. Ο "
    "υπουργός Οικονομικών είπε ότι τα χρήματα προέρχονται από το αποθεματικό. Η αντιπολίτευση επέκρινε την απόφαση.",
    "cp1254": "Hükümet çarşamba günü enerji fiyatlarındaki artışın yıl sonuna kadar durdurulacağını açıkladı. "
    "Muhalefet kararı geç ve kötü hazırlanmış olarak eleştirdi ve mecliste görüşme istiyor. Önümüzdeki hafta oylanır.",
    "gb18030": "政府周三宣布，能源价格的上涨将暂停到年底。财政部长说，这笔钱来自储备金。反对派批评这一决定来得太晚，"
    "而且准备不足，并要求进行公开讨论。记者从港口报道说，数百名乘客仍在等待渡轮，没有人知道什么时候可以启航。",
    "shift_jis": "政府は水曜日、エネルギー価格の引き上げを年末まで停止すると発表した。"
    "財務大臣は資金は準備金から出ると述べた。"
    "野党はこの決定を遅すぎると批判し、公開の議論を求めた。港では数百人の乗客がまだフェリーを待っている。",
}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == (text, Encoding("utf-8"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_says_the_encoding_and_is_removed(encoding: str) -> None:
    text = "Übung\n\nтекст"
    codec = "utf-8-sig" if encoding == "utf-8" else encoding[:6]
    assert decode(f"\ufeff{text}".encode(encoding)) == (text, Encoding(codec))


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff"])
def test_a_mark_before_broken_bytes_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"it begins like utf-.* but is not \(1 unreadable character\)"):
        decode(data)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_become_one(ends: str) -> None:
    assert decode(f"one{ends}{ends}two{ends}".encode())[0] == "one\n\ntwo\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_western_text_is_windows_1252_and_not_its_lookalike(language: str) -> None:
    # charset-normalizer says cp1250 for some of these, in which ï is ď and ð is đ.
    assert decode(LANGUAGES[language].encode("cp1252")) == (LANGUAGES[language], Encoding("cp1252", guessed=True))


@pytest.mark.parametrize("times", [1, 3])
def test_english_with_french_names_is_not_baltic(times: int) -> None:
    # charset-normalizer says cp1257, in which ç is ē, and takes the text for Dutch.
    text = (
        "Café déjà vu: élection à Besançon\n\nThe council of the town has voted on the new budget after a long debate. "
        "The mayor, René Lefèvre, said the result was clear. He met François Élie, the naïve candidate, and Désirée.\n"
    )
    assert decode(text.encode("cp1252") * times) == (text * times, Encoding("cp1252", guessed=True))


def test_short_polish_is_not_western() -> None:
    text = (
        "Prezydent miasta powiedział, że nowa szkoła zostanie otwarta w poniedziałek. Wiele osób jest za, niektórzy są "
        "przeciw. Żółć, łąka, źrebię.\n"
    )
    assert decode(text.encode("cp1250") * 2)[0] == text * 2


@pytest.mark.parametrize("language", ["es", "en", "fr"])
def test_text_of_an_old_macintosh(language: str) -> None:
    # charset-normalizer says cp1257 or mac_greek for two of these, in which ó is — and é is é.
    assert decode(LANGUAGES[language].encode("mac_roman"))[0] == LANGUAGES[language]


@pytest.mark.parametrize("encoding", ELSEWHERE)
def test_other_alphabets_keep_their_encoding(encoding: str) -> None:
    text = ELSEWHERE[encoding]
    found, guess = decode(text.encode(encoding))
    assert (found, guess.guessed, guess.unreadable) == (text, True, 0)
    assert codecs.lookup(guess.codec) == codecs.lookup(encoding) or text.encode(guess.codec) == text.encode(encoding)


def test_a_few_bytes_are_not_guessed_from() -> None:
    short = ("naïve " * 40).encode("cp1252")[: MIN_GUESSED - 1]
    with pytest.raises(ValueError, match="not UTF-8, and too short to guess another encoding: set it, such as"):
        decode(short)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_where_it_is_certain(codec: str) -> None:
    for text in ("Title\n\nTwo words.\n", LANGUAGES["es"], "“Straße” – été\t1\r\n" * 40_000):
        assert decode(text.encode(codec)) == (text.replace("\r\n", "\n"), Encoding(codec, guessed=True))
        with pytest.raises(ValueError, match="NUL bytes"):
            decode(text.encode(codec) + b"x")
    with pytest.raises(ValueError, match="NUL bytes"):
        decode(("Control\x01 " * 99).encode(codec))


def test_nul_bytes_are_not_text() -> None:
    chinese = ("港口星期一重新开放。\n" * 20).encode("utf-16-le")
    picture = b"\x89PNG\0\1\0\2" + bytes(range(256)) * 9
    for data in (b"Title\n\nte\0xt", b"a\0b" + b"word " * 100, b"na\xefve\0" + b"word " * 100, chinese, picture):
        with pytest.raises(ValueError, match="it holds NUL bytes, so it is not a text file; if it is UTF-16 without"):
            decode(data)
    assert decode(chinese, "utf-16-le") == (chinese.decode("utf-16-le"), Encoding("utf-16-le"))
    with pytest.raises(ValueError, match="NUL bytes"):
        decode("año\0".encode() + b"word " * 99, "cp1252")


def test_a_few_unreadable_bytes_do_not_make_utf_8_something_else() -> None:
    good = LANGUAGES["es"].encode()
    found, encoding = decode(good + b" se\xf1or " + good)
    assert encoding == Encoding("utf-8", unreadable=1)
    assert str(encoding) == "utf-8 with 1 unreadable character"
    assert found == f"{LANGUAGES['es']} se\ufffdor {LANGUAGES['es']}"
    # Half of a letter at the end, as a text cut to a number of bytes has it.
    assert decode(good + "ñ".encode()[:1]) == (LANGUAGES["es"] + "\ufffd", Encoding("utf-8", unreadable=1))
    lost = "Ein verlorener Buchstabe: \ufffd. " + "größer " * 60
    assert decode(lost.encode()) == (lost, Encoding("utf-8"))
    assert decode(b"\xef\xbb\xbf" + good + b"\xff")[1] == Encoding("utf-8-sig", unreadable=1)


def test_the_encoding_that_is_set_goes_before_a_guess_and_after_what_leaves_no_doubt() -> None:
    data = LANGUAGES["es"].encode("cp1252")
    assert decode(data, "mac_roman")[1] == Encoding("mac_roman")
    assert decode("año".encode("cp1252"), "cp1252") == ("año", Encoding("cp1252"))
    assert decode("año".encode(), "cp1252") == ("año", Encoding("utf-8"))
    assert decode("año".encode("utf-16"), "cp1252") == ("año", Encoding("utf-16"))
    with pytest.raises(ValueError, match=r"not ascii, the encoding that was set \(\d+ unreadable characters\)"):
        decode(data, "ascii")


@pytest.mark.parametrize("encoding", ["cp1252", "gb18030", "utf-8", "utf-16"])
def test_pieces_of_any_length_give_the_same_encoding(encoding: str) -> None:
    text = (LANGUAGES["es"] if encoding != "gb18030" else ELSEWHERE["gb18030"]) * 3
    data = text.encode(encoding)
    whole = find_encoding(lambda: iter([data]))
    for length in (101, 400, 1000):
        assert find_encoding(lambda n=length: (data[i : i + n] for i in range(0, len(data), n))) == whole


def test_a_guess_rests_on_a_bounded_part_wherever_the_other_letters_stand() -> None:
    plain = b"Nothing but plain letters in this line of the table,1,2,3\n" * 20_000
    data = plain + (LANGUAGES["es"] + "\n").encode("cp1252") * 3_000
    calls: list[int] = []

    def pieces() -> Iterator[bytes]:
        calls.append(1)
        return (data[i : i + 65536] for i in range(0, len(data), 65536))

    assert find_encoding(pieces) == Encoding("cp1252", guessed=True)
    assert len(calls) <= 5


@pytest.mark.parametrize("step", [1, 3, 7, 11])
def test_bytes_that_are_not_text_are_refused(step: int) -> None:
    noise = bytes(1 + (i * i * step + i * 89) % 255 for i in range(4000))
    with pytest.raises(ValueError, match="not UTF-8, and no other encoding makes it text"):
        decode(noise)


ROW = "1;The Vale Times;The village near the dam was flooded before the week was over.\n"
HEADERS = {
    "de": "Nr;Zeitung;Datum;Überschrift;Fließtext;Ressort",
    "one letter": "Überschrift;Text;Quelle",
    "words": "Straße;Größe;für",
    "fr": "Média;Titre;résumé",
    "es": "título;periódico;sección;año",
    "pt": "título;seção;conteúdo",
}


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("rows", [3, 30, 3000])
def test_a_header_tells_the_encoding_of_a_table_without_other_letters(header: str, rows: int) -> None:
    # In Mac Roman this is "‹berschrift" and "Flieﬂtext", in gb18030 "躡erschrift": each with ordinary English below.
    text = f"{HEADERS[header]}\n{ROW * rows}"
    assert decode(text.encode("cp1252")) == (text, Encoding("cp1252", guessed=True))
    assert decode(text.encode("cp1252").replace(b"\n", b"\r\n")) == (text, Encoding("cp1252", guessed=True))


@pytest.mark.parametrize("header", ["de", "words", "fr"])
def test_a_header_of_an_old_macintosh(header: str) -> None:
    text = f"{HEADERS[header]}\n{ROW * 30}"
    assert decode(text.encode("mac_roman"))[0] == text
