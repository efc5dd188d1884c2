"""Text to sentences, and the key by which a copied sentence is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.text import sentence_key, split_sentences


def test_sentences_by_hand() -> None:
    for text, sentences in [
        ("They fled. Who? Nobody knows!", ["They fled.", "Who?", "Nobody knows!"]),
        ("They fled... Then came rain… And wind?! Yes.", ["They fled...", "Then came rain…", "And wind?!", "Yes."]),
        ("“Go!” said he. “Now.” They went.", ["“Go!” said he.", "“Now.”", "They went."]),
        ('"Go." (They went.) "And?"', ['"Go."', "(They went.)", '"And?"']),
        ("A headline\nA paragraph. Its end\n\n\nMore", ["A headline", "A paragraph.", "Its end", "More"]),
        ("No end", ["No end"]),
        ("", []),
        (" \n \n", []),
    ]:
        assert split_sentences(text) == sentences


def test_no_end_behind_abbreviations_numbers_and_before_small_letters() -> None:
    for text in [
        "He met Gen. Resk and Mrs. Ode of Tamsin Ltd. on Nov. 6.",
        "J. R. Halloran of the U.S. Army came at 5 p.m. Tuesday.",
        "Roe v. Wade was cited in No. 10.",
        "It grew by 4.5 per cent, to 1.2 million.",
        "The site beacon.example was down.",
        "They said... nothing. it went on",
    ]:
        assert split_sentences(text) == [text]


def test_a_number_and_a_plain_no_do_end_a_sentence() -> None:
    for text, sentences in [
        ("Rates rose to 4.5. The bank waits.", ["Rates rose to 4.5.", "The bank waits."]),
        ("It began in 2014. Then came 2015.", ["It began in 2014.", "Then came 2015."]),
        ("She voted no. He left.", ["She voted no.", "He left."]),
        ("It ends in Nov. The next begins.", ["It ends in Nov.", "The next begins."]),
    ]:
        assert split_sentences(text) == sentences


def test_full_stops_of_other_scripts() -> None:
    for text, sentences in [
        ("第一。第二？「第三！」完", ["第一。", "第二？", "「第三！」", "完"]),
        ("ذهبوا. من؟ لا أحد.", ["ذهبوا.", "من؟", "لا أحد."]),
        ("वे चले गए। कौन? कोई नहीं।", ["वे चले गए।", "कौन?", "कोई नहीं।"]),
        ("وہ گئے۔ کون؟ کوئی نہیں۔", ["وہ گئے۔", "کون؟", "کوئی نہیں۔"]),
        ("彼は行った｡誰?（誰も。）完", ["彼は行った｡", "誰?（誰も。）", "完"]),
        ("Նա գնաց։ Ով։", ["Նա գնաց։", "Ով։"]),
        ("ሄደ። ማን፧ ማንም።", ["ሄደ።", "ማን፧", "ማንም።"]),
        ("သူသွားသည်။ဘယ်သူလဲ။", ["သူသွားသည်။", "ဘယ်သူလဲ။"]),
        ("ის წავიდა. ვინ? არავინ.", ["ის წავიდა.", "ვინ?", "არავინ."]),
        ("הוא הלך. מי? אף אחד.", ["הוא הלך.", "מי?", "אף אחד."]),
    ]:
        assert split_sentences(text) == sentences


def test_quotation_marks_of_other_languages() -> None:
    for text, sentences in [
        # German, Danish, French, Spanish and Russian quotation.
        ("Er ging. „Ja.“ Sie blieb. »Nein.« Ende.", ["Er ging.", "„Ja.“", "Sie blieb.", "»Nein.«", "Ende."]),
        ("Il part. « Oui. » Elle reste.", ["Il part.", "« Oui. »", "Elle reste."]),
        ("Il part. «\u00a0Oui.\u00a0» Elle\u202f! Bien.", ["Il part.", "«\u00a0Oui.\u00a0»", "Elle\u202f!", "Bien."]),
        ("Llegó. ¿Por qué? ¡No! Se fue.", ["Llegó.", "¿Por qué?", "¡No!", "Se fue."]),
        ("Он ушёл. «Кто?» Никто.", ["Он ушёл.", "«Кто?»", "Никто."]),
        ("Er sagte: „Ja. gut.“ und ging.", ["Er sagte: „Ja. gut.“ und ging."]),
    ]:
        assert split_sentences(text) == sentences


def test_every_line_end_ends_a_sentence() -> None:
    for end in ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\f"]:
        assert split_sentences(f"A headline{end}a text") == ["A headline", "a text"]


@given(st.text(st.sampled_from('aB1 .!?…"”„»«¿。།।\n\r\u2028\u00a0')))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    sentences = split_sentences(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence and sentence == sentence.strip() for sentence in sentences)


def test_the_key_keeps_the_words_only() -> None:
    key = "the council's men of the front fled"
    assert sentence_key("The council’s  men of the Front fled.") == key
    assert sentence_key("“the Council's men , of the front fled”") == key
    assert sentence_key("The council's men of the Front have fled.") != key


def test_short_sentences_are_no_evidence_of_copying() -> None:
    assert sentence_key("He declined to comment today, 2024.") == ""
    assert sentence_key("He declined to comment again today.") == "he declined to comment again today"


def test_names_and_words_share_a_key() -> None:
    # A copyist's "Is" for "IS" must not hide the copy.
    assert sentence_key("IS fled the city with its men") == sentence_key("is fled the city with its men")
