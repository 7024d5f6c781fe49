"""Which measures the policies in force ask for: of whom or what, and for which period.

Nothing here knows an indicator: a policy names it, and from then on it can be recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Indicator, Policy
from kinerja_admin.errors import NotFound
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services import snapshots
from kinerja_admin.services.registry import force

EVIDENCE = "bukti"
SUBJECTS: Mapping[str, tuple[type[Any], str]] = {
    "pegawai": (Pegawai, "pegawai_id"),
    "unit_kerja": (UnitKerja, "unit_kerja_id"),
    "layanan": (Layanan, "layanan_id"),
}
"""Of what an indicator may be measured, and in which column that stands."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator of one policy for one period of one region: what has to be recorded."""

    region: str
    policy: Policy
    indicator: Indicator
    period: Period

    @property
    def column(self) -> str:
        """The column of the subject."""
        return SUBJECTS[self.indicator.of][1]

    @property
    def label(self) -> str:
        """What people call the indicator."""
        return self.indicator.basis.label or self.indicator.name.replace("_", " ").capitalize()

    @property
    def fields(self) -> tuple[str, ...]:
        """What is filled in for a subject: the measures, and what they stand on."""
        return (*self.indicator.measures, *((EVIDENCE,) if self.indicator.evidence != "none" else ()))

    @property
    def fixed(self) -> dict[str, str]:
        """What is the same for every subject."""
        return {"policy": self.policy.id.policy, "indicator": self.indicator.name, "periode": str(self.period)}


def asked_for(session: Session, region: str, period: Period) -> tuple[Asked, ...]:
    """Every indicator with measures of the policies that speak about a period; for a year those that run over it."""
    names = session.scalars(
        select(PolicyFile.policy)
        .where(PolicyFile.region_id.in_((region, NATIONAL)))
        .distinct()
        .order_by(PolicyFile.policy)
    ).all()
    return tuple(one for name in names for one in _asked_by(session, region, name, period))


def find_asked(session: Session, region: str, policy: str, period: Period, indicator: str) -> Asked:
    """One of them; raises NotFound where no policy in force asks for it."""
    for one in _asked_by(session, region, policy, period):
        if one.indicator.name == indicator:
            return one
    raise NotFound("NOT_FOUND")


def _asked_by(session: Session, region: str, name: str, period: Period) -> Iterator[Asked]:
    spoken = (force.provider_in_force(session, region, name, one) for one in _spoken_of(session, region, period))
    policy = next((one.policy for one in spoken if one is not None), None)
    if policy is None:
        return
    for indicator in policy.indicators.values():
        fits = indicator.span == "year" if period.kind == "year" and policy.period != "year" else True
        if indicator.measures and fits:
            yield Asked(region, policy, indicator, period)


def _spoken_of(session: Session, region: str, period: Period) -> Iterator[Period]:
    """The period itself; for a year also its months, the latest that has begun first."""
    yield period
    if period.kind == "year":
        today = snapshots.today(session, region)
        months = [Period(period.first.plus(step)) for step in range(11, -1, -1)]
        begun = [one for one in months if one.start <= today]
        yield from begun or reversed(months)
