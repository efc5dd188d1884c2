"""Words and marks set apart are joined as a newspaper writes them; texts that are written so stay."""

from __future__ import annotations

import pytest
from corpus_files import LoadFiles
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cleaning.markup import SET_APART
from analysis.corpus.cleaning.set_apart import join_set_apart

# As programs cut texts, and as they were before.
JOINED = {
    "L' usine , qu' il a vue , puisqu ’ il faut , n' est là .": "L'usine, qu'il a vue, puisqu’il faut, n'est là.",
    "‘ No , ’ he said , ‘ yes , ’ she said .": "‘No,’ he said, ‘yes,’ she said.",
    "They do n ' t , ca n’t , wo n't , and left .": "They don't, can’t, won't, and left.",
    "¿ Quién ? , ¡ qué ! , a , b .": "¿Quién?, ¡qué!, a, b.",
    "Rock , the ’ 90s , grade A , and vitamin B ’ is , b .": "Rock, the ’ 90s, grade A, and vitamin B’ is, b.",
    "قال ، ثم ؟ a , b , c .": "قال، ثم؟ a, b, c.",
    "The mayor did n't resign , she 's back , they 've left .": "The mayor didn't resign, she's back, they've left.",
    "It ’ s late , they don ’ t sail , we ’ ll wait .": "It’s late, they don’t sail, we’ll wait.",
    "Ann O ’ Hara , of the crews ’ union , left .": "Ann O’Hara, of the crews’ union, left.",
    "The Times ' editor , a Mr. Lund , said so .": "The Times' editor, a Mr. Lund, said so.",
    "He said : `` Go ! '' , and , at last , `` Stay ? ''": "He said: “Go!”, and, at last, “Stay?”",
    "“ We wait , ” said Lund , “ and hope , ” and left .": "“We wait,” said Lund, “and hope,” and left.",
    "A fee of $ 40 , or 5 % , ( £ 31 ) , [ sic ] .": "A fee of $40, or 5%, (£31), [sic].",
    "A rise of .5 points , of 1.5 , of .2 .": "A rise of .5 points, of 1.5, of .2.",
    "QUAY -LRB- Tide -RRB- , -lsb- sic -rsb- , a , b": "QUAY (Tide), [sic], a, b",
    "Follow @ quay , # storm , now , here .": "Follow @quay, #storm, now, here.",
    "See https : //gull.example/a , or http : //b.example , he ( @ lund ) said .": (
        "See https://gull.example/a, or http://b.example, he (@lund) said."
    ),
    "Lund , Gov . Hale , the U.S . envoy , and I -- we left .": "Lund, Gov. Hale, the U.S. envoy, and I -- we left.",
    "L ’ usine , qu ’ il a vue , est fermée ; la mairie , non .": "L’usine, qu’il a vue, est fermée; la mairie, non.",
}


@pytest.mark.parametrize(("apart", "joined"), JOINED.items())
def test_a_text_cut_into_words_is_joined(apart: str, joined: str) -> None:
    assert join_set_apart(apart) == joined


@pytest.mark.parametrize(
    "text",
    [
        *JOINED.values(),
        # French has blanks before these marks, but not before commas.
        "« Oui ! » a dit le maire ; la digue, le port, la gare : tout tient. Pourquoi ?",
        "One slip , of the keys, is no export, nor are two , in a text, with others, and more.",
        "Short , text",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert join_set_apart(text) == text


@pytest.mark.parametrize("run", [" " * 300_000, "\u00a0" * 300_000, "( " * 100_000, "’ " * 100_000, "`` " * 100_000])
def test_long_runs_take_no_longer_than_other_texts(run: str) -> None:
    # In a square of their length these would take hours.
    assert join_set_apart(f"One , two , three , four{run}x").startswith("One, two, three, four")


def test_articles_are_joined_as_they_are_loaded(load: LoadFiles) -> None:
    corpus = load({"t.csv": 'text,source\n"The crews , he said , did n\'t sail , and stayed .",Tide\n'})
    assert corpus.shards[0].read(["text"])["text"].tolist() == ["The crews, he said, didn't sail, and stayed."]
    assert SET_APART in corpus.removed["text"].tolist()


@given(st.text(st.sampled_from("ab ,.’'`“”()$%@\nn")).map(lambda text: f" , x , y , z{text}"))
def test_nothing_but_blanks_and_quotation_marks_changes(text: str) -> None:
    def letters(of: str) -> str:
        return "".join(of.translate(str.maketrans({"`": None, "'": None, "“": None, "”": None})).split())

    assert letters(join_set_apart(text)) == letters(text)
