"""Topics asked for by a few words: which texts are about them, and what is left of the topics found without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from analysis.errors import SettingsError, suggest
from analysis.settings.given_values import as_list
from analysis.tables import round_significant
from analysis.topics.model.topic_levels import Leaves
from analysis.topics.model.topic_mixture import Centres

# Uses of the words are counted up to three: none, one, two, three or more.
MAX_USES = 3
# The second round learns from the texts found in the first.
ROUNDS = 2
# With fewer texts that use the words twice, those that use them once are learnt from as well.
MIN_SURE = 20
# Weight of the whole corpus in the words of either side, in texts.
BACKGROUND_TEXTS = 20
# What one standard deviation of the score of the other words adds to the log odds.
TURN = 3.0
_ROWS_AT_ONCE = 2_000


def make_anchors(seed_words: Mapping[str, str | Sequence[str]], terms: np.ndarray) -> dict[str, list[int]]:
    """Look up the words of anchored topics: the name of each, in the order given, and positions in ``terms``.

    Raises
    ------
    SettingsError
        For anything but a mapping, a topic without words, or a word that is none of ``terms``.
    """
    if not isinstance(seed_words, Mapping):
        raise SettingsError(f"seed_words must be names with their words, such as {{war: [siege]}}, not {seed_words!r}.")
    position = {str(term): i for i, term in enumerate(terms)}
    anchors: dict[str, list[int]] = {}
    for name, words in seed_words.items():
        given = as_list(f"seed_words: {name}", words)
        if not given:
            raise SettingsError(f"seed_words: {name} must be a list of words, such as {{{name}: [siege, shelling]}}.")
        for word in map(str.lower, given):
            if word not in position:
                raise SettingsError(
                    f"seed_words: {name}: {word!r} is not in the topic vocabulary (single words in several independent "
                    f"texts, without stop words). {suggest(word, position)}".rstrip()
                )
            anchors.setdefault(str(name), []).append(position[word])
    return anchors


def anchor_leaves(
    counts: sparse.csr_matrix, points: np.ndarray, leaves: Leaves, anchors: Mapping[str, Sequence[int]]
) -> tuple[Leaves, list[str], np.ndarray, np.ndarray]:
    """Make a theme of each anchored topic (`anchor_groups`); a leaf goes with it when most of its texts do.

    Returns
    -------
    leaves : Leaves
        Themes keep their order, less those given up; anchors without a place come last.
    names : list of str
        Of the themes: the anchor's, empty for the others.
    were_themes : ndarray of int, (n_themes,)
        What each theme was, or whose place it has; -1 for anchors without a place.
    were_leaves : ndarray of int, (n_leaves,)
        What each leaf was; -1 for texts taken from leaves that stay behind.

    Raises
    ------
    SettingsError
        For an anchor that no text is mainly about.
    """
    n_leaves = len(leaves.theme)
    theme, names = anchor_groups(counts, points, leaves.themes, anchors)
    for name in anchors:
        if not (theme == names.index(name)).any():
            raise SettingsError(f"seed_words: no text is mainly about {name}; give other words, or leave it out.")
    moved = theme != leaves.themes
    texts = np.bincount(leaves.group, minlength=n_leaves)
    cells = np.bincount(theme * n_leaves + leaves.group, minlength=len(names) * n_leaves).reshape(-1, n_leaves)
    behind = 2 * cells[theme, leaves.group] <= texts[leaves.group]
    # The last column is for texts whose leaf stays behind.
    cell = theme * (n_leaves + 1) + np.where(moved & behind, n_leaves, leaves.group)
    found, group = np.unique(cell, return_inverse=True)
    theme_of, were_leaves = np.divmod(found, n_leaves + 1)
    were_leaves = np.where(were_leaves == n_leaves, -1, were_leaves)
    were_themes, theme_of = np.unique(theme_of, return_inverse=True)
    names = [names[theme] for theme in were_themes]
    were_themes = np.where(were_themes < leaves.n_themes, were_themes, -1)
    is_subject = np.append(leaves.is_subject, False)[were_leaves]
    return Leaves(group, theme_of, is_subject), names, were_themes, were_leaves


def anchor_groups(
    counts: sparse.csr_matrix, points: np.ndarray, group: np.ndarray, anchors: Mapping[str, Sequence[int]]
) -> tuple[np.ndarray, list[str]]:
    """Give each anchored topic the texts about it; the other groups stay as they are, less those texts.

    A group that loses over half of its texts is given up: the anchor that takes most of them takes its place, if it
    has no larger one, and the texts left go to the group, not anchored, that is nearest (`Centres.shares`).
    An anchor without a place comes after all groups. A text about two anchors goes to the one it is more clearly about.

    Parameters
    ----------
    counts : csr_matrix of int, (n_texts, n_terms)
    points : ndarray, (n_texts, n_dimensions)
        Of length 1.
    group : ndarray of int, (n_texts,)
        Group of each text, from 0, found without anchors.
    anchors : mapping of str to sequence of int
        Name of each anchored topic, and the columns of its words.

    Returns
    -------
    group : ndarray of int, (n_texts,)
        New groups; one that is given up has no text, nor has an anchor that no text is about.
    names : list of str
        Of all groups: the anchor's, empty for the others.

    Examples
    --------
    >>> counts = sparse.csr_matrix([[2, 1, 0, 0], [0, 2, 0, 0], [0, 0, 2, 1], [0, 0, 1, 2]] * 10)
    >>> points = np.eye(3)[[0, 0, 1, 1] * 10]
    >>> group, names = anchor_groups(counts, points, np.array([0, 1, 2, 2] * 10), {"war": [0]})
    >>> names, group[:4].tolist()
    (['war', '', ''], [0, 0, 2, 2])
    """
    n_groups = int(group.max(initial=-1)) + 1
    odds = np.column_stack([odds_about(counts, columns) for columns in anchors.values()])
    taker = np.where(odds.max(axis=1) > 0, odds.argmax(axis=1), -1)
    taken = np.zeros((len(anchors), n_groups), dtype=np.int64)
    np.add.at(taken, (taker[taker >= 0], group[taker >= 0]), 1)
    given_up = 2 * taken.sum(axis=0) > np.bincount(group, minlength=n_groups)
    # Where nothing else would be left, the texts that are left keep their groups.
    given_up &= not given_up.all()
    places = _find_places(taken, given_up)
    new = np.where(taker >= 0, places[taker], group)
    left = np.flatnonzero((taker < 0) & given_up[group])
    if len(left):
        new[left] = -1
        shares = Centres.of_groups(points, new, max(n_groups, *places + 1)).shares(points[left])
        shares[:, places] = 0.0
        new[left] = shares.argmax(axis=1)
    names = [""] * max(n_groups, *places + 1)
    for place, name in zip(places, anchors, strict=True):
        names[place] = name
    return new, names


def _find_places(taken: np.ndarray, given_up: np.ndarray) -> np.ndarray:
    """Give each anchor the group given up that it takes most of, if no other anchor takes more; else a new one."""
    n_anchors, n_groups = taken.shape
    most = taken.argmax(axis=0) == np.arange(n_anchors)[:, None]
    own = np.where(given_up & most, taken, 0)
    return np.asarray(np.where(own.any(axis=1), own.argmax(axis=1), n_groups + np.cumsum(~own.any(axis=1)) - 1))


def odds_about(counts: sparse.csr_matrix, columns: Sequence[int]) -> np.ndarray:
    """Compute the log odds that each text is about what a few words stand for.

    The words beside them tell: naive Bayes learns, from the texts that use the words at least twice against the rest,
    which other words come with them, and scores each text by those that it holds (without counting the text itself).
    The scores are cut in two where they part the texts that use the words best from those that do not. A text is about
    it when its score, and how often it uses the words, say so together: a passing mention in another context is not
    enough, and a text without the words can be about it where many texts of its context lack them. A second round
    learns from the texts so found.

    Returns
    -------
    ndarray, (n_texts,)
        Above 0 for texts about it; six significant digits.

    References
    ----------
    Elkan & Noto (2008), Learning classifiers from only positive and unlabeled data, for the texts without the words;
    Halpern et al. (2014), Using anchors to estimate clinical state without labeled data, for leaving out the words
    themselves.
    """
    uses = np.minimum(np.asarray(counts[:, columns].sum(axis=1)).ravel(), MAX_USES)
    if not uses.any():
        return np.full(len(uses), -np.inf)
    others = counts.copy()
    others.data[np.isin(others.indices, columns)] = 0
    others.eliminate_zeros()
    if not others.nnz:
        return np.where(uses > 0, 1.0, -1.0)
    from sklearn.feature_extraction.text import TfidfTransformer

    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(others)
    about = uses >= (2 if (uses >= 2).sum() >= MIN_SURE else 1)
    odds = np.zeros(len(uses))
    likely = about.astype(float)
    for _ in range(ROUNDS):
        odds = _join_evidence(_score(weighted, likely), uses)
        likely = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return round_significant(odds)


def _score(weighted: sparse.csr_matrix, likely: np.ndarray) -> np.ndarray:
    """Score texts by naive Bayes learnt from all the others: sum of x log(p(word | about) / p(word | not))."""
    total = np.asarray(weighted.sum(axis=0)).ravel()
    background = BACKGROUND_TEXTS * total / total.sum()
    about = weighted.T @ likely + background
    rest = weighted.T @ (1 - likely) + background
    score = np.empty(len(likely))
    for start in range(0, len(likely), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        part, yes = weighted[rows], likely[rows]
        own = np.asarray(part.sum(axis=1)).ravel()
        shift = np.log(about.sum() - yes * own) - np.log(rest.sum() - (1 - yes) * own)
        text, word, x = np.repeat(np.arange(len(own)), np.diff(part.indptr)), part.indices, part.data
        ratio = np.log(about[word] - yes[text] * x) - np.log(rest[word] - (1 - yes)[text] * x) - shift[text]
        score[rows] = np.bincount(text, x * ratio, len(own))
    return round_significant(score, 9)


def _join_evidence(score: np.ndarray, uses: np.ndarray) -> np.ndarray:
    """Add the evidence of the other words to that of the uses."""
    order = np.argsort(-score, kind="stable")
    possible = np.diff(score[order]) < 0
    cuts = [_best_cut(uses[order] >= least, possible) for least in (1, 2)]
    _, size = max(cuts, key=lambda cut: cut[0])
    threshold = score[order[size - 1 : size + 1]].mean()
    inside, outside = (np.bincount(uses[part], minlength=MAX_USES + 1) + 0.5 for part in (order[:size], order[size:]))
    ratio = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
    return np.asarray(TURN * (score - threshold) / max(score.std(), 1e-9) + ratio[uses])


def _best_cut(uses: np.ndarray, possible: np.ndarray) -> tuple[float, int]:
    """Find the first texts that differ most from the rest: the share of the variance explained, and how many."""
    n, total = len(uses), uses.sum()
    first, size = np.cumsum(uses)[:-1], np.arange(1, n)
    explained = n * (first / size - total / n) ** 2 * size / (n - size)
    explained[~possible | (first / size <= total / n)] = 0.0
    variance = total * (1 - total / n)
    best = int(round_significant(explained, 9).argmax()) if n > 1 else 0
    return (float(round_significant(explained[best] / variance, 9)) if variance else 0.0), best + 1
