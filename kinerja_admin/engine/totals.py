"""What an evaluation comes to: sums of its rupiah outputs, and how many people are in error."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from kinerja_admin.engine.reference import Evaluation

RUPIAH = "rupiah"

_NO_SUM = frozenset({"", "persen", "skor", "rasio"})
"""Units of which a sum over people says nothing."""

_FEWEST = 2
"""An average is told with no fewer decimals."""


def is_summed(unit: str) -> bool:
    """Whether a sum over people means something; otherwise people are told their average."""
    return unit not in _NO_SUM


def told_of(amount: Fraction, people: int, unit: str) -> Fraction:
    """A sum over people as it is told: itself, or the average of so many people."""
    return amount if is_summed(unit) else amount / max(people, 1)


def decimals_told(unit: str, decimals: int | None) -> int:
    """With how many decimals what is told of an output over people is written."""
    return decimals or 0 if is_summed(unit) else max(decimals or 0, _FEWEST)


def totals(evaluation: Evaluation) -> dict[str, Fraction]:
    """The sums of the outputs in rupiah, of the people who are not in error."""
    policy = evaluation.policy
    names = [name for name in policy.outputs if policy.steps[name].unit == RUPIAH]
    if isinstance(evaluation.results, tuple):
        fine = [result for result in evaluation.results if result.fault is None]
        values = {name: [result.values.get(name) for result in fine] for name in names}
        return {
            name: sum((one for one in found if isinstance(one, Fraction)), Fraction(0))
            for name, found in values.items()
        }
    from kinerja_admin.engine.columns.evaluation import columns_of  # noqa: PLC0415 - heavy, and there by now
    from kinerja_admin.engine.columns.spelling import total  # noqa: PLC0415 - as above
    from kinerja_admin.engine.columns.verdicts import verdicts  # noqa: PLC0415 - as above

    columns = columns_of(evaluation)
    is_fine = verdicts(columns.found).is_fine
    return {name: total(columns.steps[name], is_fine) for name in names}


def error_counts(evaluation: Evaluation) -> dict[str, int]:
    """How many people are in error, by code."""
    if isinstance(evaluation.results, tuple):
        counted = Counter(result.fault.code for result in evaluation.results if result.fault)
        return dict(sorted(counted.items()))
    from kinerja_admin.engine.columns.evaluation import columns_of  # noqa: PLC0415 - heavy, and there by now
    from kinerja_admin.engine.columns.verdicts import verdicts  # noqa: PLC0415 - as above

    return verdicts(columns_of(evaluation).found).counts()


def in_error(evaluation: Evaluation) -> list[int]:
    """The places of the people who are in error."""
    if isinstance(evaluation.results, tuple):
        return [place for place, result in enumerate(evaluation.results) if result.fault]
    from kinerja_admin.engine.columns.evaluation import columns_of  # noqa: PLC0415 - heavy, and there by now
    from kinerja_admin.engine.columns.verdicts import verdicts  # noqa: PLC0415 - as above

    found: list[int] = verdicts(columns_of(evaluation).found).places.nonzero()[0].tolist()
    return found
