"""Reading the tables of a policy the way a printed annex is read."""

from __future__ import annotations

from fractions import Fraction

from kinerja_admin.engine.policy import Plain, Policy


def exact(policy: Policy, name: str) -> dict[object, Plain]:
    """An exact table by its key, or by its pair of keys."""
    (dated,) = policy.tables[name].contents
    found: dict[object, Plain] = {}
    for key, value in dated.value.items():
        assert isinstance(key, tuple)
        assert not isinstance(value, tuple)
        found[key[0] if len(key) == 1 else key] = value
    return found


def banded(policy: Policy, name: str, value: str, column: str | None = None) -> Plain:
    """What a banded table says of one value; lower bounds belong to the band above, upper bounds to the band below."""
    table = policy.tables[name]
    (dated,) = table.contents
    bands = dated.value[column]  # type: ignore[index]
    assert isinstance(bands, tuple)
    number = Fraction(value)
    for band in bands:
        above = band.low is None or (number >= band.low if table.form == "from" else number > band.low)
        below = band.high is None or (number < band.high if table.form == "from" else number <= band.high)
        if above and below:
            return band.value
    raise AssertionError(f"{name} says nothing of {value}")


def fixed(policy: Policy, *names: str) -> list[Plain]:
    """The values of parameters."""
    return [policy.parameters[name].values[0].value for name in names]
