"""The CSV files of ``seed/``: people read and edit them, this reads them as rows of text."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

from kinerja_admin.errors import WrongUse

Row = dict[str, str]


def read(folder: Path, name: str) -> list[Row]:
    """The rows of ``<name>.csv``; lines that begin with ``#`` are notes for people.

    Raises:
        WrongUse: SEED_UNREADABLE, naming the file and the line with too many or too few cells.
    """
    path = folder / f"{name}.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise WrongUse("SEED_UNREADABLE", file=str(path), line="1") from None
    return list(_rows(path, text))


def _rows(path: Path, text: str) -> Iterator[Row]:
    kept = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in kept)
    header = next(reader, [])
    for cells in reader:
        if len(cells) != len(header):
            raise WrongUse("SEED_UNREADABLE", file=str(path), line=str(kept[reader.line_num - 1][0]))
        yield {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def day(text: str) -> date | None:
    """A day, or None for an empty cell."""
    return date.fromisoformat(text) if text else None


def clock(text: str) -> time | None:
    """A time of day, or None for an empty cell."""
    return time.fromisoformat(text) if text else None


def some(text: str) -> str | None:
    """The text, or None for an empty cell."""
    return text or None


def truth(text: str) -> bool:
    """A cell that says true or false."""
    return text == "true"
