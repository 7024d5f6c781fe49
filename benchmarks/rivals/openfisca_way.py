"""The two policies in OpenFisca-core: a variable a step, whose formula is the hand-written NumPy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

from benchmarks.rivals import numpy_way

MONTH = "2026-01"


def evaluate(policy: str, facts: Mapping[str, Any]) -> Any:
    """The last step of everybody."""
    steps = numpy_way.POLICIES[policy]
    person = entities.Entity("pegawai", "semua_pegawai", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    kinds = {np.dtype(bool): bool, np.dtype(np.int64): int, np.dtype(np.intp): int}
    for name, values in facts.items():
        system.add_variable(_variable(person, name, kinds.get(values.dtype, float)))
    for name, step in steps.items():
        system.add_variable(_variable(person, name, float, step))
    count = len(next(iter(facts.values())))
    simulation = simulations.SimulationBuilder().build_default_simulation(system, count)
    for name, values in facts.items():
        simulation.set_input(name, MONTH, values)
    return lambda: simulation.calculate(list(steps)[-1], MONTH)


class _Lazily(dict[str, Any]):
    """What a formula asks for is calculated when it asks."""

    def __init__(self, person: Any, period: Any) -> None:
        super().__init__()
        self.person, self.period = person, period

    def __missing__(self, name: str) -> Any:
        return self.person(name, self.period)


def _variable(person: Any, name: str, kind: type, step: Any = None) -> Any:
    content: dict[str, Any] = {
        "value_type": kind, "entity": person, "definition_period": periods.DateUnit.MONTH, "label": name,
    }  # fmt: skip
    if step is not None:
        content["formula"] = lambda person, period, _parameters: step(_Lazily(person, period))
    return type(name, (variables.Variable,), content)
