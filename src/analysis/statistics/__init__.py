"""Tests, intervals, divergences and resampling: one home for each formula."""
