"""Units of amounts and how formulas combine them (policy language §2, Units)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of named units with whole powers; ``persen`` and ``skor`` are one, but shown as written."""

    powers: tuple[tuple[str, int], ...] = ()
    written: str = field(default="", compare=False)

    def __str__(self) -> str:
        """The unit as a policy writes it."""
        if self.written:
            return self.written
        above = [name for name, power in self.powers for _ in range(power)]
        below = [name for name, power in self.powers for _ in range(-power)]
        return "/".join(["*".join(above) or ("1" if below else "rasio"), *below])

    def __mul__(self, other: Unit) -> Unit:
        """The unit of a product; equal units above and below cancel."""
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + power
        return Unit(tuple(sorted((name, power) for name, power in powers.items() if power)))

    def inverse(self) -> Unit:
        """The unit of one divided by this."""
        return Unit(tuple((name, -power) for name, power in self.powers))


RATIO = Unit()
"""Neutral in products."""

PERCENT = Unit((("persen", 1),))
RUPIAH = Unit((("rupiah", 1),))


def parse_unit(text: str) -> Unit | None:
    """Read ``rupiah``, ``persen/kali`` or ``rupiah/jiwa``; None where it is no unit."""
    names = text.split("/")
    if not all(_NAME.fullmatch(name) for name in names):
        return None
    unit = RATIO
    for position, name in enumerate(names):
        one = _single(name)
        unit = unit * (one.inverse() if position else one)
    return Unit(unit.powers, text)


def _single(name: str) -> Unit:
    if name == "rasio":
        return RATIO
    return PERCENT if name == "skor" else Unit(((name, 1),))


def agree(one: Unit | None, other: Unit | None) -> bool:
    """Whether two amounts may be added or compared: equal units, or one has none."""
    return one is None or other is None or one == other
