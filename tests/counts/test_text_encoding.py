"""Fast counting gives what scikit-learn's counting of the same words gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from hypothesis import assume, example, given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from analysis.corpus import Corpus
from analysis.counts import count_articles, encode, text_encoding
from analysis.counts.text_encoding import EncodedTexts, encode_shard
from analysis.text import tokens

# Pieces on which cutting at white space first could go wrong: other blanks, capitals, marks, scripts without blanks.
ODD = (
    "IS is US-led U.S. u.s WHO? it’s it's “Mosul,” city—and 2014 4,200 5-year covid-19 Shi'ite e\u0301tat état STRASSE "
    "Straße İstanbul की 新华社报道 報 ไทย قال \u200b x\u00ady - '' \ufeff 🙂 a🙂b"
)
PIECES = st.sampled_from([*ODD.split(" "), "\xa0", "\u3000", "\x1c", "\x85", "a\x1cb"])
TEXTS = st.lists(
    st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES).map("".join)),
    min_size=1,
    max_size=6,
)


def assert_counted_like_scikit_learn(texts: list[str]) -> None:
    vectorizer = CountVectorizer(analyzer=tokens)
    expected = vectorizer.fit_transform(texts)
    counted, terms = count_articles(texts)
    assert terms.tolist() == vectorizer.get_feature_names_out().tolist()
    assert counted.dtype == np.int64
    assert counted.shape == expected.shape
    assert (counted != expected).nnz == 0


@given(TEXTS)
@example(["IS IT OVER", "Is IT over?"])
@example(["", "\xa0", "word"])
def test_any_texts_are_counted_like_scikit_learn(texts: list[str]) -> None:
    assume(any(tokens(text) for text in texts))
    assert_counted_like_scikit_learn(texts)


def test_the_sample_is_counted_like_scikit_learn(sample: Corpus) -> None:
    table = pd.concat([shard.read(["title", "text"]) for shard in sample.shards])
    assert len(table) == 112
    assert_counted_like_scikit_learn([*table["title"], *table["text"]])


def test_no_text_and_no_word_are_no_error() -> None:
    for texts in ([], [""], ["2014, 4,200 – ?"]):
        counted, terms = count_articles(texts)
        assert counted.shape == (len(texts), 0)
        assert len(terms) == 0


@given(TEXTS)
def test_the_stream_is_the_words_in_the_order_of_reading(texts: list[str]) -> None:
    encoded = encode(texts)
    read = [
        encoded.words[encoded.ids[a:b]].tolist() for a, b in zip(encoded.starts[:-1], encoded.starts[1:], strict=True)
    ]
    assert read == [tokens(text) for text in texts]
    assert encoded.text_of.tolist() == [i for i, text in enumerate(texts) for _ in tokens(text)]
    assert len(encoded.joined) == len(encoded.ids)


def joined(text: str) -> list[str]:
    """List the words of a text that follow the word before them with nothing but white space between."""
    encoded = encode([text])
    return encoded.words[encoded.ids[encoded.joined]].tolist()


def test_words_are_joined_by_white_space_alone() -> None:
    for text, words in [
        ("the Inland Sovereignty Front said", ["inland", "sovereignty", "front", "said"]),
        ("the  Inland\n\nSovereignty", ["inland", "sovereignty"]),
        # Only the first word of a piece can be joined to the piece before.
        ("saw front—said now", ["front", "now"]),
        # Apostrophes, hyphens and vowel signs belong to words.
        ("the army’s US-led war", ["army's", "US-led", "war"]),
        ("covid-19 cases", ["cases"]),
        ("भारत की सरकार", ["की", "सरकार"]),
        ("İzmir İstanbul", ["istanbul"]),
    ]:
        assert joined(text) == words
    for mark in (", ", ". ", " “", ") ", " – ", "—", "/"):
        assert joined(f"(front{mark}said") == [], mark
    # Numbers part words with or without blanks.
    for text in ("prison 20 term", "prison 20-term", "rose:3 percent", "rose 4,200 men", "rose 5km far"):
        assert joined(text) == [], text


def test_texts_part_words() -> None:
    encoded = encode(["one two", "", " three", "four "])
    assert encoded.joined.tolist() == [False, True, False, False]


def assert_same(left: EncodedTexts, right: EncodedTexts) -> None:
    for part in ("words", "ids", "starts", "joined"):
        one, other = getattr(left, part), getattr(right, part)
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()


def test_a_whole_shard_is_encoded_once_and_a_damaged_file_again(
    make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus([article(f"One word and {i} more.", "S") for i in range(5)])
    (shard,) = corpus.shards
    first = encode_shard(shard)
    (file,) = shard.path.parent.glob("*.words")

    def again() -> EncodedTexts:
        text_encoding._encode_rows.cache_clear()
        return encode_shard(shard)

    monkeypatch.setattr(text_encoding, "encode", None)
    assert_same(again(), first)
    monkeypatch.undo()
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    # So is what was left by a process that was killed amid it.
    file.with_name(f"making-{file.name}").write_bytes(b"?")
    assert (again().counts() != first.counts()).nnz == 0
    assert [path.name for path in file.parent.iterdir() if file.stem in path.name] == [file.name]


def test_some_articles_are_read_as_if_they_alone_were_encoded(make_corpus: MakeCorpus) -> None:
    texts = ["River ISF one.", "two, three", "Four  river", "l'eau", "one two; İ", "x"]
    corpus = make_corpus([article(text, "S", title=f"Title {text}") for text in texts])
    (whole,) = corpus.shards
    for n, is_kept in ((3, True), (1, False)):
        (some,) = corpus.where(ids=[f"articles/{i}" for i in (2, 5, 6)[:n]]).shards
        found, table = encode_shard(some), some.read(["title", "text"])
        alone = encode([*table["title"], *table["text"]], whole.language)
        assert_same(found, alone)
        # Three of six are many, so all were encoded and kept.
        files = list(whole.path.parent.glob("*.words"))
        assert len(files) == is_kept
        for file in files:
            file.unlink()


def test_nothing_is_kept_where_no_result_is(make_corpus: MakeCorpus) -> None:
    (shard,) = make_corpus([article("One word.", "S")]).shards
    (shard.path.parents[1] / "kept").touch()
    assert encode_shard(shard).words.tolist() == ["one", "word"]
    assert not list(shard.path.parent.glob("*.words*"))
