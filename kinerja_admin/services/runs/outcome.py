"""What a run stores of everybody, column by column: outputs as text, what is payable, errors, and the seal over it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any

import numpy as np

from kinerja_admin.engine.columns.evaluation import Columns
from kinerja_admin.engine.columns.spelling import spelled_column, total
from kinerja_admin.engine.columns.verdicts import verdicts
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import StepValue
from kinerja_admin.models.types import JsonText
from kinerja_admin.services.snapshots import Who

RUPIAH = "rupiah"


@dataclass(frozen=True, slots=True)
class Stored:
    """One column of the table of results, a value a person."""

    name: str
    values: Sequence[Any]


class Outcome:
    """Everybody's results as they are stored."""

    def __init__(self, columns: Columns, people: Sequence[Who]) -> None:
        """Take the columns of an evaluation, and who stands in them."""
        self.evaluated = columns
        self.policy = columns.found.policy
        self.people = people
        self.verdicts = verdicts(columns.found)

    @property
    def errors(self) -> int:
        """How many people's results are in error."""
        return int(np.count_nonzero(self.verdicts.places))

    @cached_property
    def totals(self) -> dict[str, str]:
        """Sums of the rupiah outputs over the people without an error."""
        wanted = [name for name in self.policy.outputs if self.policy.steps[name].unit == RUPIAH]
        fine = self.verdicts.is_fine
        return {name: plain(total(self.evaluated.steps[name], fine)) for name in wanted}

    @cached_property
    def stored(self) -> tuple[Stored, ...]:
        """The columns of the table of results that say something about a person."""
        causes, places = self.verdicts.causes, self.verdicts.places.tolist()
        payable = self._payable()
        return (
            Stored("pegawai_id", [who.id for who in self.people]),
            Stored("nip", [who.nip for who in self.people]),
            Stored("nama", [who.nama for who in self.people]),
            Stored("outputs", self._outputs()),
            Stored("is_payable", [amount is not None for amount in payable]),
            Stored("payable", payable),
            Stored("error_code", [cause.code if (cause := causes[place]) else None for place in places]),
            Stored("error_step", [cause.step if (cause := causes[place]) else None for place in places]),
            Stored("warnings", self._warnings()),
        )

    def seal(self, head: Sequence[Any]) -> str:
        """SHA-256 over what the results were computed from, and every column of them."""
        sealed = hashlib.sha256(_line(head))
        for column in self.stored:
            sealed.update(_line([column.name, column.values]))
        return sealed.hexdigest()

    def _outputs(self) -> list[JsonText]:
        """Outputs and ranks of each person as JSON with its keys in order; what has no value is left out."""
        columns: dict[str, Sequence[str | None]] = {}
        for name in self.policy.outputs:
            if self.evaluated.steps[name].each is None:
                columns[name] = spelled_column(self.evaluated.found, name, 0, len(self.people))
        for name, ranks in self.evaluated.ranks.items():
            columns[name] = [None if rank is None else str(rank) for rank in ranks]
        parts = [_members(name, columns[name]) for name in sorted(columns)]
        return [JsonText("{" + ",".join(filter(None, row)) + "}") for row in zip(*parts, strict=True)] if parts else [
            JsonText("{}")
        ] * len(self.people)  # fmt: skip

    def _payable(self) -> list[int | None]:
        names = [name for name, output in self.policy.outputs.items() if output.payable]
        if not names:
            return [None] * len(self.people)
        amounts = [_whole_amounts(self.evaluated, name) for name in names]
        fine = self.verdicts.is_fine.tolist()
        return [sum(row) if good else None for *row, good in zip(*amounts, fine, strict=True)]

    def _warnings(self) -> list[JsonText]:
        marked = [(name, marks.tolist()) for name, marks in self.verdicts.warnings.items() if marks.any()]
        if not marked:
            return [JsonText("[]")] * len(self.people)
        return [
            JsonText(_compact([name for name, marks in marked if marks[place]])) for place in range(len(self.people))
        ]


def _members(name: str, texts: Sequence[str | None]) -> list[str]:
    """``"name":"text"`` of each person, or nothing; every distinct text is written once."""
    key = _compact(name)
    known = {text: f"{key}:{encode_basestring(text)}" for text in set(texts) if text is not None}
    return [known[text] if text is not None else "" for text in texts]


def _whole_amounts(columns: Columns, name: str) -> list[int]:
    """Whole rupiah of each person, 0 where there are none."""
    kept = columns.steps[name]
    listed = kept.values.tolist()
    above, below = kept.unit.numerator, kept.unit.denominator
    absent = kept.absent.tolist() if kept.absent is not None else None
    return [
        0 if absent is not None and absent[place] else int(whole) * above // below for place, whole in enumerate(listed)
    ]  # fmt: skip


def spelled(policy: Policy, step: str, value: StepValue) -> str | None:
    """A step's value as text, with all its decimals; None where there is none."""
    if value is None or isinstance(value, tuple):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return plain(value, policy.steps[step].decimals)
    return value.isoformat() if isinstance(value, date) else value


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
