"""Tests, intervals, divergences and resampling: one home for each formula."""

from analysis.statistics.agreement import krippendorff_alpha
from analysis.statistics.association import log_dice, log_likelihood
from analysis.statistics.distributions import (
    deviation_of_proportions,
    entropy,
    jensen_shannon,
    jensen_shannon_parts,
)
from analysis.statistics.excess_divergence import divergence_excess, divergence_tail
from analysis.statistics.keyness import (
    PRIOR_SHARE,
    conservative_log_ratio,
    log_odds_ratio,
)
from analysis.statistics.permutation import (
    ALPHA,
    blocks_of_groups,
    false_discovery_rate,
    holm_adjusted,
    interval_level,
    name_tiers,
    permutation_p,
    shuffle_labels,
    swap_with_singletons,
)
from analysis.statistics.poisson import poisson_interval, poisson_p
from analysis.statistics.resampling import (
    MIN_TEXTS,
    MIN_TEXTS_FOR_INTERVAL,
    bootstrap_weights,
    difference_interval,
    percentile_interval,
    ratio_interval,
    resampling_units,
    share_interval,
)
from analysis.statistics.shuffled_tests import judge_together

__all__ = [
    "ALPHA",
    "MIN_TEXTS",
    "MIN_TEXTS_FOR_INTERVAL",
    "PRIOR_SHARE",
    "blocks_of_groups",
    "bootstrap_weights",
    "conservative_log_ratio",
    "deviation_of_proportions",
    "difference_interval",
    "divergence_excess",
    "divergence_tail",
    "entropy",
    "false_discovery_rate",
    "holm_adjusted",
    "interval_level",
    "jensen_shannon",
    "jensen_shannon_parts",
    "judge_together",
    "krippendorff_alpha",
    "log_dice",
    "log_likelihood",
    "log_odds_ratio",
    "name_tiers",
    "percentile_interval",
    "permutation_p",
    "poisson_interval",
    "poisson_p",
    "ratio_interval",
    "resampling_units",
    "share_interval",
    "shuffle_labels",
    "swap_with_singletons",
]
