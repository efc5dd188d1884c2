"""Characters decoded wrongly before: mended unless they shall stay, and counted."""

from __future__ import annotations

import json

import pytest
from corpus_files import LoadFiles, WriteFiles, read_all
from ftfy.badness import is_bad
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import check_corpus
from analysis.corpus.cleaning.mend_batch import REPAIRED
from analysis.corpus.readers.article_rows import ArticleRow, repair
from analysis.corpus.readers.repair_characters import may_be_wrong

GOOD = "Le préfet a dit : « C’est l’été à Orléans » – et “naïveté”."
BAD = GOOD.encode().decode("cp1252", "ignore")


def row(text: str, source: str = "S") -> ArticleRow:
    return ArticleRow(path="t.csv", line=2, article_id="1", source=source, title=text, text=text)


def lines(*texts: str) -> str:
    return "\n".join(json.dumps({"id": i, "text": text, "source": "Sud-Été"}) for i, text in enumerate(texts))


def test_nothing_is_mended_where_it_shall_stay(write: WriteFiles) -> None:
    folder = write({"t.jsonl": lines(GOOD, BAD), "corpus.yml": "repair: false"})
    used, _, (file,) = read_all(folder, repair=False)
    assert [r.text for r in used] == [GOOD, BAD]
    assert file.repaired == 0
    told = " ".join(check_corpus(str(folder)).split())
    assert "1 article with wrongly decoded characters" in told
    assert "repair: true" in told
    (folder / "corpus.yml").unlink()
    told = " ".join(check_corpus(str(folder)).split())
    assert "repaired in 1 article" in told
    assert "repair: true" not in told


def test_what_was_decoded_wrongly_is_mended_and_counted(write: WriteFiles) -> None:
    broken = "été".encode().decode("latin-1")
    used, _, (file,) = read_all(write({"t.jsonl": lines(GOOD, f"L’{broken} à Orléans", "plain words")}))
    assert [r.text for r in used] == [GOOD, "L’été à Orléans", "plain words"]
    assert (file.articles, file.repaired) == (3, 1)


def test_a_source_decoded_wrongly_is_no_other_source() -> None:
    assert repair(row("words", source="Sud-Ã‰tÃ©")).source == "Sud-Été"


@pytest.mark.parametrize("text", [GOOD, "“Quotes” — … ‘stay’ &amp; ﬁne", "Größe, naïve, Łódź, Ærø", "\x1b[31m colour"])
def test_only_what_was_decoded_wrongly_changes(text: str) -> None:
    assert repair(row(text)) == row(text)


@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_never_change(text: str) -> None:
    assert repair(row(text, source=text)) == row(text, source=text)


def test_utf_8_read_as_japanese_is_mended_and_japanese_is_not() -> None:
    good = "The ship’s captain – “Then” it’s over…"
    bad = "The ship窶冱 captain – “Then” it窶冱 over窶ｦ"
    assert repair(row(bad)).text == good
    assert repair(row("彼は窶れた顔で、身を窶す。")).text == "彼は窶れた顔で、身を窶す。"


def test_what_was_written_as_entities_is_mended_after_them(load: LoadFiles) -> None:
    files = {"t.jsonl": json.dumps({"text": "President Pe&Atilde;&plusmn;a left.", "source": "S"})}
    corpus = load({**files, "corpus.yml": "repair: false"})
    assert corpus.shards[0].read(["text"])["text"].tolist() == ["President PeÃ±a left."]
    corpus = load({**files, "corpus.yml": "repair: true"})
    assert corpus.shards[0].read(["text"])["text"].tolist() == ["President Peña left."]
    assert REPAIRED in corpus.removed["text"].tolist()


ODD = st.text(st.sampled_from("ab .,’“”–…ÃÂâ€™œé°£¡·Øб窶\n ") | st.characters(max_codepoint=0x2FF), max_size=40)


@given(ODD, ODD)
def test_texts_that_may_be_wrong_are_those_that_look_so_as_a_whole(first: str, last: str) -> None:
    text = f"{first}{' plain words between them ' * 80}{last}"
    assert may_be_wrong(text) == ("窶" in text or bool(is_bad(text)))


@pytest.mark.parametrize("odd", ["the Ã one", "ГўВЂВxa", "caf Â … b", "Ø­Ù„Ø", "naïve Ærø", "Œuvre"])
def test_what_looks_wrong_with_what_is_around_it_is_found_in_a_long_text(odd: str) -> None:
    text = f"{'plain words ' * 40}{odd}{' plain words' * 40}"
    assert may_be_wrong(text) == bool(is_bad(text))
