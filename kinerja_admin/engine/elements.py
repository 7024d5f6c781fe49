"""The elements of a series, each under the day, month or name that it stands for; those that add nothing together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kinerja_admin.engine.periods import parse_day, parse_period
from kinerja_admin.engine.speaking import Wording

_MOST_ALIKE = 3
"""More elements than this that say the same are put together."""


@dataclass(frozen=True, slots=True)
class Element:
    """What is said of one element (counted from 0); ``is_nothing``: zero or no, so that it can be folded."""

    place: int
    text: str
    value: str
    is_nothing: bool


class Series:
    """Says which element is meant."""

    def __init__(self, labels: Mapping[str, Sequence[str]], words: Wording) -> None:
        """``labels`` are those of the trace."""
        self.labels = labels
        self.words = words

    def lines(self, each: str, elements: Sequence[Element]) -> Iterator[str]:
        """One line an element that matters, then the others in one line."""
        nothing = [one for one in elements if one.is_nothing]
        folded = nothing if len(nothing) > 1 else []
        shown = [one for one in elements if one not in folded]
        alike: dict[str, list[Element]] = {}
        for one in shown:
            alike.setdefault(one.text, []).append(one)
        for one in shown:
            group = alike[one.text]
            if len(group) <= _MOST_ALIKE:
                yield self._line(self.name(each, one.place, alone=len(elements) == 1), one.text)
            elif one is group[0]:
                yield self._line(self._together(each, [member.place for member in group]), one.text)
        if folded:
            yield self._folded(each, folded, others=bool(shown))

    def name(self, each: str, place: int, *, alone: bool = False) -> str:
        """What an element is called; the only one needs no number."""
        label = self._label(each, place)
        if alone:
            return label
        what = self.words.phrase("explain.element", each=self.words.collection(each), place=place + 1)
        return f"{what} ({label})" if label else what

    def _label(self, each: str, place: int) -> str:
        given = self.labels.get(each, ())
        return self._said(given[place]) if place < len(given) else ""

    def _said(self, label: str) -> str:
        """A day, a run of days (``2026-03-01/2026-03-15``) or a period in words; a name as it is."""
        start, _, end = label.partition("/")
        first, last = parse_day(start), parse_day(end)
        if first is not None and last is not None:
            return self._days(first, last)
        if first is not None and not end:
            return self.words.date(first)
        return self.words.period(label) if parse_period(label) else label

    def _days(self, first: date, last: date) -> str:
        if first == last:
            return self.words.date(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.words.date(last)}"
        return f"{self.words.date(first)} – {self.words.date(last)}"

    def _folded(self, each: str, folded: Sequence[Element], *, others: bool) -> str:
        """The elements that come to nothing: with the reason, where it is one for all."""
        said = {one.text for one in folded}
        text = said.pop() if len(said) == 1 else folded[0].value
        key = "explain.others" if others else "explain.all"
        count = len(folded)
        return self._line(
            self.words.phrase(key, n=self.words.number(count), each=self.words.collection(each, count)), text
        )

    def _together(self, each: str, places: Sequence[int]) -> str:
        runs: list[list[int]] = []
        for place in places:
            if runs and runs[-1][-1] + 1 == place:
                runs[-1].append(place)
            else:
                runs.append([place])
        said = ", ".join(str(run[0] + 1) if len(run) == 1 else f"{run[0] + 1}–{run[-1] + 1}" for run in runs)
        return self.words.phrase("explain.element", each=self.words.collection(each), place=said)

    @staticmethod
    def _line(name: str, text: str) -> str:
        return f"{name}: {text}" if name else text
