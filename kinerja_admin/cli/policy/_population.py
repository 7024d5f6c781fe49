"""The period and the people that a command works with."""

from __future__ import annotations

from collections.abc import Iterable

from kinerja_admin.cli._console import Console
from kinerja_admin.cli.policy._loading import existing_file
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.people import read_people
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.policy import Input, Policy
from kinerja_admin.engine.reference import check_in_force
from kinerja_admin.errors import WrongUse


def period_for(policy: Policy, text: str | None) -> Period:
    """The period asked for, else the first in force.

    Raises:
        WrongUse: no period, or one of another kind than the policy's.
        Refused: NOT_EFFECTIVE, outside the policy's months.
    """
    if text is None:
        return policy.first_period
    period = parse_period(text)
    if period is None:
        raise WrongUse("PERIOD_UNREADABLE", text=text)
    if period.kind != policy.period:
        raise WrongUse("PERIOD_KIND", text=text, kind=policy.period, example=str(policy.first_period))
    check_in_force(policy, period)
    return period


def people_for(policies: Iterable[Policy], name: str, console: Console) -> Facts:
    """The facts of a file; what is odd about it is told beside the result."""
    inputs: dict[str, Input] = {}
    for policy in policies:
        for wanted in policy.inputs.values():
            other = inputs.setdefault(wanted.name, wanted)
            if (other.shape.each is None) != (wanted.shape.each is None):
                raise WrongUse("INPUT_DIFFERS", name=wanted.name)
    people = read_people(existing_file(name), inputs)
    console.print_problems(people.warnings, beside=True)
    return people.facts
