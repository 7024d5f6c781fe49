"""Chance with a seed: the same words always draw the same numbers, whoever else is drawn for."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random


def chance(*words: object) -> Random:
    """A source of numbers that belongs to these words alone, so that people can be added without moving others."""
    return Random(":".join(map(str, words)))  # noqa: S311 - invented data, repeatable on purpose


def day_between(source: Random, first: date, last: date) -> date:
    """A day from first to last, both included."""
    return first + timedelta(days=source.randrange((last - first).days + 1))
