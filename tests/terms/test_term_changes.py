"""Changes of level: a planted step is found where it stands, noise passes the bound no more often than it may."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from corpora import MakeCorpus, article
from named_changes import CHANGES
from scipy import sparse

from analysis.statistics.permutation import permutation_p
from analysis.statistics.tails import normal_score
from analysis.tables import term_tables as tables
from analysis.terms import level_changes, mark_changes, most_changed, term_changes, term_trend
from analysis.terms.level_changes import _compare_levels, _Spans

DAYS = pd.date_range("2024-01-01", "2024-06-30")
ONE = np.zeros(2000, dtype=np.int64)  # a single outlet
STEP = pd.Timestamp("2024-04-01")  # weeks hold 14 texts, months 60


@pytest.fixture
def noise() -> list[dict[str, str]]:
    """Two texts a day of unequal length, their words drawn by itself: 40 bursty words without a trend."""
    rng = np.random.default_rng(13)
    made = []
    for i, day in enumerate(np.repeat(DAYS, 2)):
        words = [f"only{i}x{k}" for k in range(int(rng.integers(10, 40)))]
        words += [f"noise{k:02}" for k in range(40) for _ in range(int(rng.poisson(rng.gamma(0.5, 1))))]
        made.append(article(" ".join(words), day=str(day.date())))
    return made


def test_a_planted_step_is_found_at_its_period(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    for i, record in enumerate(noise):
        later = record["date"] >= str(STEP.date())
        record["text"] += " drone" * (1 + later * (i % 3)) + " fall" * (not later) + " high fever" * later
    corpus = make_corpus(noise)
    table = term_changes(corpus, ["drone", "noise00", "high fever", "fall"])
    assert table.columns.tolist() == tables.TERM_CHANGES.required
    # Least p first, then as given.
    assert table["term"].tolist() == ["drone", "high fever", "fall", "noise00"]
    assert table["changed"].tolist() == [True, True, True, False]
    found = table.set_index("term")
    assert found.loc[["drone", "high fever", "fall"], "period"].tolist() == ["2024-04"] * 3
    # The levels, counted from the articles themselves.
    before = corpus.articles["published"] < STEP
    words = corpus.articles["words"]
    assert found.loc[["drone", "high fever", "fall"], "change"].tolist() == ["rises", "rises", "falls"]
    assert found.loc["fall", "other_per_million"] == pytest.approx(1e6 * before.sum() / words[before].sum(), rel=1e-5)
    assert found.loc["fall", "per_million"] == 0
    assert found.loc["high fever", "per_million"] == pytest.approx(
        1e6 * (~before).sum() / words[~before].sum(), rel=1e-5
    )
    assert found.loc["fall", "p"] == 1 / 1000


def test_a_change_begins_with_a_period_beyond_the_old_level() -> None:
    # Texts of ten words, one a period; a word that comes in the fourth, and one that goes there after a last increase.
    uses = sparse.csr_matrix([[0, 5], [0, 5], [0, 6], [5, 0]])
    spans = _Spans(uses, np.full(4, 10), np.arange(4), np.zeros(4, dtype=np.int64))
    by_period = spans.sum_periods(np.arange(4))
    # Each period alone, then all from the second, the third and the fourth on.
    assert spans.begin_late(np.array([4, 5]), np.array([True, False]), by_period).tolist() == [6, 6]
    assert spans.begin_late(np.array([6, 6]), np.array([True, False]), by_period).tolist() == [6, 6]
    assert spans.begin_late(np.array([3, 2]), np.array([True, True]), by_period).tolist() == [3, 2]


def test_a_year_without_a_use_is_in_no_rise_though_other_outlets_are_expected_to_use_it_less() -> None:
    # The first outlet uses the word in its last three periods; the second one never, and alone has the second period.
    uses = sparse.csr_matrix([[0], [0], [4], [4], [4], [0]])
    spans = _Spans(uses, np.full(6, 10), np.array([0, 1, 2, 3, 4, 0]), np.array([0, 1, 0, 0, 0, 1]))
    by_period = spans.sum_periods(np.array([0, 1, 2, 3, 4, 0]))
    # All from the second period on would be the first span behind the five periods alone.
    assert spans.begin_late(np.array([5]), np.array([True]), by_period).tolist() == [6]


def test_the_period_that_is_told_is_the_late_one(
    make_corpus: MakeCorpus, noise: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for record in noise:
        record["text"] += " drone" * (record["date"] >= str(STEP.date()))
    corpus = make_corpus(noise)
    before = term_changes(corpus, ["drone"])["period"].tolist()
    monkeypatch.setattr(_Spans, "begin_late", lambda spans, chosen, more, by_period: chosen + 1)
    monkeypatch.setattr(level_changes, "PERMUTATIONS", 199)
    assert (before, term_changes(corpus, ["drone"])["period"].tolist()) == (["2024-04"], ["2024-05"])


def test_noise_passes_the_bound_at_most_as_often_as_it_may(
    make_corpus: MakeCorpus, noise: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(level_changes, "PERMUTATIONS", 99)
    corpus = make_corpus(noise)
    terms = [f"noise{k:02}" for k in range(40)]
    # Each alone: on average 2 of 40 words, more than 6 in one corpus of 300.
    alone = pd.concat([term_changes(corpus, [term]) for term in terms])
    assert (alone["p"] <= 0.05).sum() <= 6
    # All together: no word in 95 of 100 corpora, of which this is one.
    together = term_changes(corpus, terms).set_index("term").loc[terms]
    assert (together["p"] > 0.05).all()
    assert (together["p"].to_numpy() >= alone["p"].to_numpy()).all()
    for table in (alone, together):
        assert (table["changed"] <= (table["p"] <= 0.05)).all()


def test_scores_by_hand() -> None:
    """Three periods of two texts of 10 words; a term stands 0, 0, 1, 0, 3 and 2 times: each tenth word at 1 a text."""
    uses, words, period = np.array([0, 0, 1, 0, 3, 2]), np.full(6, 10), np.repeat(np.arange(3), 2)
    spans = _Spans(sparse.csr_matrix(uses[:, None]), words, period, ONE[:6])
    # Each alone, then from the second and from the third on: uses less those expected.
    beyond = np.array([-2, -1, 3, 2, 3])
    deviations, skews = [], []
    for inside in ([0, 1], [2, 3], [4, 5], [2, 3, 4, 5], [4, 5]):
        sums = [(uses - 1)[list(some)].sum() for some in combinations(range(6), len(inside))]
        deviations.append(np.std(sums))
        skews.append((np.array(sums, dtype=float) ** 3).mean() / np.std(sums) ** 3)
    z, skews = beyond / deviations, np.array(skews)
    expected = np.sign(z) * normal_score(np.abs(z), np.sign(z) * skews)
    assert spans.score(spans.sum_periods(period))[0] == pytest.approx(expected, rel=1e-5)


def test_scores_of_two_outlets_by_hand() -> None:
    """Each deals its own texts: all ways in which the texts of both can be dealt, counted."""
    uses, words = np.array([0, 2, 1, 3, 0, 1, 6, 4]), np.array([10, 20, 10, 10, 10, 30, 20, 20])
    period, outlet = np.array([0, 0, 1, 1, 0, 1, 1, 1]), np.repeat([0, 1], 4)
    spans = _Spans(sparse.csr_matrix(uses[:, None]), words, period, outlet)
    beyond = np.concatenate(
        [
            own - size * own.sum() / size.sum()
            for own, size in zip((uses[:4], uses[4:]), (words[:4], words[4:]), strict=True)
        ]
    )
    sums = [
        beyond[list(some)].sum() + beyond[[4 + text for text in others]].sum()
        for some in combinations(range(4), 2)
        for others in combinations(range(4), 3)
    ]
    z, skew = beyond[period == 1].sum() / np.std(sums), (np.array(sums) ** 3).mean() / np.std(sums) ** 3
    assert spans.score(spans.sum_periods(period)).ravel() == pytest.approx(
        [np.sign(z) * normal_score(np.abs(z), np.sign(z) * skew)], rel=1e-5
    )


def test_more_articles_of_one_outlet_are_no_change(make_corpus: MakeCorpus) -> None:
    # One outlet says "chum" in each text; from the fourth month on it has six of seven articles, before one of seven.
    made = []
    for i, day in enumerate(np.repeat(DAYS, 3)):
        mine = (i % 7 == 0) != (day.month > 3)
        words = [f"w{i}x{k}" for k in range(9)] + ["chum" if mine else "other"]
        made.append(article(" ".join(words), "Mine" if mine else "Theirs", str(day.date())))
    table = term_changes(make_corpus(made), ["chum"])
    assert not table["changed"].any()
    together = make_corpus([{**record, "source": "Both"} for record in made])
    assert term_changes(together, ["chum"])["changed"].all()


def rates(draw: np.random.Generator, shares: list[float], n: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Texts of 100 to 500 words, n a period: a share of them holds the term, once or a few times."""
    period = np.repeat(np.arange(len(shares)), n)
    holds = draw.random(len(period)) < np.array(shares)[period]
    return holds * (1 + draw.poisson(1, len(period))), draw.integers(100, 500, len(period)), period


@pytest.mark.parametrize(
    ("shares", "alone"),
    [
        ([0.05] * 6 + [0.4] + [0.05] * 5, True),  # a spike
        ([0.05] + [0.4] + [0.05] * 10, True),
        ([0.4] * 5 + [0.02] + [0.4] * 6, True),  # a dip
        ([0.05] * 6 + [0.2] * 6, False),  # a step up, and down
        ([0.3] * 4 + [0.1] * 8, False),
        (list(np.linspace(0.05, 0.3, 12)), False),  # slowly, to stay
    ],
)
def test_what_lasts_a_period_is_not_told_as_lasting(shares: list[float], alone: bool) -> None:
    """A running sum alone told 45 % of spikes as changes from a period on."""
    told = []
    for seed in range(40):
        uses, words, period = rates(np.random.default_rng(seed), shares)
        spans = _Spans(sparse.csr_matrix(uses[:, None]), words, period, ONE[: len(words)])
        told.append(spans.alone[spans.choose(spans.score(spans.sum_periods(period)))][0])
    assert np.mean(np.array(told) == alone) >= 0.95


def test_no_change_is_found_in_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six terms together, some of them in few texts and many times there, in 60 corpora."""
    found = 0
    for seed in range(60):
        draw = np.random.default_rng(seed)
        rare = draw.random((240, 3)) < 0.04
        uses = np.column_stack(
            [rates(draw, [0.2] * 8, 30)[0] for _ in range(3)] + [rare * draw.geometric(0.1, (240, 3))]
        )
        words, period = draw.integers(100, 500, 240), np.repeat(np.arange(8), 30)
        spans = _Spans(sparse.csr_matrix(uses), words, period, ONE[:240])
        largest = [np.abs(spans.score(spans.sum_periods(draw.permutation(period)))).max() for _ in range(99)]
        observed = np.abs(spans.score(spans.sum_periods(period))).max()
        found += bool(permutation_p(observed, np.array(largest)) <= 0.05)
    assert found <= 5


def test_longer_texts_are_no_change(make_corpus: MakeCorpus) -> None:
    # "flood" is each tenth word; from the fourth month on articles are five times as long.
    made = []
    for i, day in enumerate(DAYS):
        n = 10 if day.month > 3 else 2
        words = [f"w{i}x{k}" for k in range(9 * n)] + ["flood"] * n
        made.append(article(" ".join(words), day=str(day.date())))
    row = term_changes(make_corpus(made), ["flood"]).iloc[0]
    assert row["p"] == 1
    assert not row["changed"]


def test_copies_move_as_one_text(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    # A story full of storms is reprinted 40 times day by day: one text, so no change of the corpus.
    story = " ".join(f"storm only{k}" for k in range(30))
    copies = [article(story, day=str((STEP + pd.Timedelta(days=i)).date())) for i in range(40)]
    single = [
        article(" ".join(f"storm own{i}y{k}" for k in range(30)), copy["source"], copy["date"])
        for i, copy in enumerate(copies)
    ]
    assert not term_changes(make_corpus(noise + copies), ["storm"])["changed"].any()
    assert term_changes(make_corpus(noise + single), ["storm"])["changed"].all()


def test_shards_and_order_do_not_matter_and_seeds_do(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    terms = ["noise03", "noise01"]
    one, many = (term_changes(make_corpus(noise, shard_articles=n), terms, 5) for n in (4000, 60))
    assert one.equals(many)
    other = term_changes(make_corpus(noise), terms[::-1], 5)
    assert other.sort_values("term").reset_index(drop=True).equals(one.sort_values("term").reset_index(drop=True))
    assert term_changes(make_corpus(noise), terms, 6)["p"].tolist() != one["p"].tolist()


def test_nothing_to_compare(make_corpus: MakeCorpus) -> None:
    for made, terms in (
        ([article("Fever.", day=""), article("Rest.", day="")], ["fever"]),
        ([article("Fever."), article("Rest.")], ["fever"]),
        ([article("Fever."), article("Rest.", day="2024-05-01")], []),
    ):
        table = term_changes(make_corpus(made), terms)
        assert table.columns.tolist() == tables.TERM_CHANGES.required
        assert table.empty
        assert most_changed(table).empty


def test_an_unheard_term_has_no_period(make_corpus: MakeCorpus) -> None:
    row = term_changes(make_corpus([article("Fever."), article("Rest.", day="2024-05-01")]), ["never"]).iloc[0]
    assert pd.isna(row["period"])
    assert row[["change", "per_million", "other_per_million", "changed", "p"]].tolist() == ["", 0, 0, False, 1]


def test_what_changes_most_names_first_and_each_word_once() -> None:
    table = pd.concat([CHANGES] * 2, ignore_index=True)
    table["period"] = [f"2024-0{1 + n // 2}" for n in range(10)]
    table["term"] = ["ted cruz", "cruz", "drone", "drone war", "nominee", *[f"x{n}" for n in range(5)]]
    table["shown"] = ["Ted Cruz", "Cruz", "drone", "Drone war", "Nominee", *[f"x{n}" for n in range(5)]]
    table = table.assign(
        changed=[True] * 4 + [False] + [True] * 5,
        change="rises",
        low=[2, 3, 9, 4, 1, 2, 2, 2, 2, 2],
        independent_texts=16,
    )
    found = most_changed(table, limit=4)
    # No name: "Drone war". Not changed: "Nominee".
    assert found["term"].tolist() == ["cruz", "drone", "x0", "x1"]
    assert found["strength"].tolist() == pytest.approx([np.log(low) * 4 for low in (3, 9, 2, 2)], rel=1e-5)
    same = most_changed(table.assign(period="2024-01"), limit=4)
    assert same["term"].tolist() == ["cruz", "drone"]


def test_changed_are_those_of_a_quarter_in_ten_texts(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    for i, record in enumerate(noise):
        later = record["date"] >= str(STEP.date())
        n = len(record["text"].split())
        record["text"] += (
            " drone" * later + " seldom" * (9 * (later and i % 23 == 0)) + " slightly" * (n + later * n // 6)
        )
    table = term_changes(make_corpus(noise), ["drone", "seldom", "slightly"]).set_index("term")
    assert table.loc["seldom", "independent_texts"] < 10
    assert table.loc["slightly", "p"] <= 0.05
    assert table["changed"].to_dict() == {"drone": True, "slightly": False, "seldom": False}


def test_a_change_rests_on_texts_of_both_times_and_on_more_than_one() -> None:
    def is_general(uses: np.ndarray, inside: np.ndarray, *, more: bool) -> bool:
        column, words = sparse.csc_matrix(uses[:, None]), np.full(40, 100)
        return bool(_compare_levels(column, np.array([0]), words, inside, np.array([more]), 0.95)["general"].iloc[0])

    inside, one = np.arange(40) < 20, np.eye(40, dtype=np.int64)
    often, seldom = 2 * inside.astype(np.int64), 3 * one[30]
    assert is_general(often + seldom, inside, more=True)  # what few texts hold at the other time takes nothing away
    assert is_general(often + seldom, ~inside, more=False)
    assert not is_general(inside + 30 * one[3], inside, more=True)  # one text has most of the uses
    assert not is_general(often, np.arange(40) < 9, more=True)  # nine texts are too few
    assert not is_general(often, np.arange(40) >= 9, more=False)
    assert is_general(one[3], inside, more=True)


def test_the_trend_is_marked_where_a_term_changes(make_corpus: MakeCorpus, noise: list[dict[str, str]]) -> None:
    for record in noise:
        record["text"] += " drone" * (record["date"] >= str(STEP.date()))
    corpus = make_corpus(noise)
    trend = term_trend(corpus, ["noise00", "drone"])
    marked = mark_changes(trend, term_changes(corpus, ["noise00", "drone"]))
    assert marked.drop(columns="change").equals(trend)
    here = marked[marked["change"] != ""]
    assert here[["term", "period", "change"]].to_numpy().tolist() == [["drone", "2024-04", "rises"]]
