"""The conservative log ratio equals published values.

Source: fau-klue/pandas-association-measures, tests/data/log-ratio-gold.tsv (commit e373c2b7), columns f, f1, f2, N and
lrc. They were computed by the reference implementation of Evert (2022) that R's corpora::keyness follows
(tests/data/log-ratio-create.R there, function LRC: Clopper-Pearson of f1 of f1 + f2, conf.level .95, Bonferroni over
the terms of the table) on keywords of German parliament speeches. The number of terms, 599, is what each published
value gives back to 13 digits; the rows here are some of them.
"""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics import conservative_log_ratio_of_counts

N_HERE, N_ALL, TERMS = 168_329, 19_720_567, 599
# Uses here, uses in all, published LRC.
PUBLISHED = [
    (1189, 2157, 6.910068549501856),
    (49, 88, 5.941562136184079),
    (150, 349, 5.821970068053486),
    (15, 18, 5.991330482867978),
    (577, 13484, 2.127643233227812),
    (7, 10, 4.0603178799231285),
    (5, 7, 3.219920584278789),
    (5, 24, 0.975708228231368),
    (37, 3526, 0.0),
    (65, 7758, 0.0),
    (99, 13213, 0.0),
    (354, 55619, -0.13158326659345307),
    (508, 84021, -0.25387444003749815),
    (2166, 429001, -0.6415905032796787),
]


def test_published_values() -> None:
    here, both, published = (np.array(column) for column in zip(*PUBLISHED, strict=True))
    values = conservative_log_ratio_of_counts(here, both - here, N_HERE, N_ALL - N_HERE, terms=TERMS)
    np.testing.assert_allclose(values, published, rtol=0, atol=1e-11)


def test_sides_mirror_each_other() -> None:
    f1, f2 = np.array([30, 0, 12, 9]), np.array([4, 25, 0, 10])
    there = conservative_log_ratio_of_counts(f2, f1, 2_000, 1_000)
    np.testing.assert_allclose(conservative_log_ratio_of_counts(f1, f2, 1_000, 2_000), -there, atol=1e-12)
    assert (np.sign(there) == [-1, 1, -1, 0]).all()


def test_a_term_of_one_side_by_hand() -> None:
    # Ten of ten uses here: the lower end of t is .025 ** (1 / 10), and the sides are of one size.
    t = 0.025 ** (1 / 10)
    (value,) = conservative_log_ratio_of_counts(np.array([10]), np.array([0]), 500, 500)
    assert value == pytest.approx(np.log2(t / (1 - t)), rel=1e-12)
