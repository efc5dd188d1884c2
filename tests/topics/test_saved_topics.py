"""Topics on disk: the same answers again, and nothing else accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from planted import fit, planted_subjects

from analysis.errors import SettingsError
from analysis.topics import Topics, article_topics, load_topics
from analysis.topics.history.saved_topics import MAX_BYTES


@pytest.fixture
def topics(two_levels: Any) -> Topics:
    return two_levels.topics


def assign_again(corpus: Any, topics: Topics, folder: Path) -> pd.DataFrame:
    """Save topics, load them, and assign the corpus they were fitted to."""
    topics.save(folder)
    texts = pd.concat([shard.read(["article_id", "title", "text"]) for shard in corpus.shards])
    return load_topics(str(folder)).assign(texts).sort_values("article_id").reset_index(drop=True)


@pytest.mark.parametrize("name", ["two_levels", "plain", "divided", "with_some_dropped"])
def test_saved_topics_assign_the_fitted_articles_as_the_report_does(
    request: pytest.FixtureRequest, two_levels: Any, name: str, tmp_path: Path
) -> None:
    if name == "with_some_dropped":
        corpus, topics = two_levels.corpus, fit(two_levels.corpus, 3, n_subjects=9, drop_topics=[1, "2.1"])
    else:
        corpus, topics, _ = request.getfixturevalue(name)
    again = assign_again(corpus, topics, tmp_path)
    reported = article_topics(corpus, topics)[list(again)]
    pd.testing.assert_frame_equal(again, reported, check_dtype=False, check_exact=True)


def test_new_articles_are_assigned_one_by_one(topics: Topics, tmp_path: Path) -> None:
    assert topics.save(tmp_path) == ["topic_model.json", "topic_model.npz"]
    saved = load_topics(tmp_path)
    known = [
        [f"{name}x{i}" for name in pair for i in range(10)] for pair in (("theme1", "part11"), ("theme3", "part32"))
    ]
    new = [*(" ".join(words) for words in known), "nothing known"]
    found = saved.assign(pd.DataFrame({"article_id": ["a", "b", "c"], "text": new}))
    for row, words in enumerate(known):
        assert saved.labels[found["topic"][row]].split(", ")[0] in words
        assert saved.labels[found["subject"][row]].split(", ")[0] in words
    assert found.loc[2, ["topic", "subject"]].tolist() == ["", ""]
    assert found.loc[2, ["share", "subject_share"]].isna().all()
    alone = saved.assign(pd.DataFrame({"article_id": ["b"], "text": [new[1]]}))
    pd.testing.assert_frame_equal(alone, found.iloc[1:2].reset_index(drop=True))


def test_saving_twice_gives_the_same_bytes(topics: Topics, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        topics.save(tmp_path / folder)
    for name in ("topic_model.json", "topic_model.npz"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_damaged_facts_are_refused(topics: Topics, tmp_path: Path) -> None:
    topics.save(tmp_path)
    path = tmp_path / "topic_model.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    others = "do not belong together, or were changed"
    labels, leaves = whole["labels"], whole["leaves"]
    for facts, said in (
        ({"format": 1}, "format 1, this version reads 2"),
        ({"format": True}, "format True, this version reads 2"),
        ({"terms": ["other"]}, others),
        ({"themes": None}, "must be lists"),
        ({"themes": "abcdef"}, "must be lists"),
        ({"labels": list(labels)}, "labels a mapping"),
        ({"labels": {**labels, "9": "more"}}, others),
        ({"themes": ["1"]}, others),
        ({"themes": ["1", "2", "2"]}, others),
        ({"themes": ["0", "1", "2"]}, others),
        ({"leaves": leaves[1:]}, others),
        ({"leaves": [*leaves[1:], "9.1"]}, others),
        ({"leaves": [*leaves[1:], leaves[1]]}, others),
        ({"dropped": ["99"]}, others),
        ({"dropped": ["1", "2", "3"]}, others),
        ({"texts": 0}, others),
        ({"texts": "many"}, "Cannot read the topics"),
        ({"terms_sha256": ""}, others),
    ):
        path.write_text(json.dumps(whole | facts), encoding="utf-8")
        with pytest.raises(SettingsError, match=said):
            load_topics(tmp_path)


@pytest.fixture
def held(topics: Topics, tmp_path: Path) -> dict[str, np.ndarray]:
    """The arrays of saved topics."""
    topics.save(tmp_path)
    with np.load(tmp_path / "topic_model.npz") as arrays:
        return dict(arrays)


def test_numbers_that_cannot_be_are_refused(held: dict[str, np.ndarray], tmp_path: Path) -> None:
    for name, array in (
        ("sizes", -held["sizes"]),
        ("sizes", 0 * held["sizes"]),
        ("holders", held["holders"] + 1_000),
        ("holders", held["holders"] / 2),
        ("vectors", held["vectors"].astype(float)),
        ("vectors", held["vectors"][:, :-1]),
        ("axes", held["axes"][:-1]),
        ("axes", held["axes"].ravel()),
        ("directions", held["directions"][:-1]),
        ("centre", held["centre"][:-1]),
    ):
        np.savez(tmp_path / "topic_model.npz", **held | {name: array})
        with pytest.raises(SettingsError, match="Cannot read the topics"):
            load_topics(tmp_path)


def test_files_that_grow_when_they_are_read_are_refused(held: dict[str, np.ndarray], tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "topic_model.npz", **held | {"more": np.zeros(MAX_BYTES, np.int8)})
    with pytest.raises(SettingsError, match="larger than 200 MB"):
        load_topics(tmp_path)


def test_articles_without_text_have_no_topic(topics: Topics) -> None:
    saved = topics.saved
    assert saved is not None
    found = saved.assign(
        pd.DataFrame({"article_id": ["a", "b"], "text": [None, "theme1x1 theme1x2 part11x1 part11x2 " * 5]})
    )
    assert found["topic"][0] == "" != found["topic"][1]
    with pytest.raises(SettingsError, match="'article_id' is missing"):
        saved.assign(pd.DataFrame({"text": ["x"]}))


def test_pickles_are_not_read(held: dict[str, np.ndarray], tmp_path: Path) -> None:
    np.savez(tmp_path / "topic_model.npz", **dict.fromkeys(held, np.array([{"a": 1}], dtype=object)))
    with pytest.raises(SettingsError, match=r"Cannot read the topics .* allow_pickle=False"):
        load_topics(tmp_path)


@pytest.mark.parametrize("name", ["topic_model.json", "topic_model.npz"])
def test_a_missing_or_broken_file_is_said(topics: Topics, tmp_path: Path, name: str) -> None:
    topics.save(tmp_path)
    for content in (b"", b"\x00\xff" * 40, b"[" * 200_000):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SettingsError, match="Cannot read the topics"):
            load_topics(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(SettingsError, match="Cannot read the topics"):
        load_topics(tmp_path)


def test_articles_of_another_language_and_none_are_assigned(make_corpus: Any, tmp_path: Path) -> None:
    # In Spanish, with its stop words and its letters.
    spanish = [
        {**article, "text": f"El señor de la ñandú y según {article['text'].replace('x', 'ñ')} está aquí, pero no más."}
        for article in planted_subjects(10)
    ]
    corpus = make_corpus(spanish, language="es")
    topics = fit(corpus, 3, n_subjects=9)
    assert any("ñ" in word for word in topics.sample.terms)
    again = assign_again(corpus, topics, tmp_path)
    reported = article_topics(corpus, topics)[list(again)]
    pd.testing.assert_frame_equal(again, reported, check_dtype=False, check_exact=True)
    saved = load_topics(tmp_path)
    assert saved.assign(pd.DataFrame({"article_id": [], "text": []})).empty
    assert saved.assign(pd.DataFrame({"article_id": ["a"], "text": ["Hola"]}))["topic"].tolist() == [""]
