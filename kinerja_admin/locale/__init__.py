"""The words of the product in each language: interface, labels, findings, explanations, numbers and dates."""

from kinerja_admin.locale.numerals import parse_date, parse_number
from kinerja_admin.locale.words import DEFAULT_LANGUAGE, LANGUAGES, ProblemText, Words, mark, words

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "ProblemText", "Words", "mark", "parse_date", "parse_number", "words"]
