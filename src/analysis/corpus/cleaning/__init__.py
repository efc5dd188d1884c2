"""Boilerplate off, credits to columns, the language of each article."""
