"""The people of a superior: in the units that somebody heads, and in the posts below their own; what waits for them.

Asked here and not in pages: whoever is not below the superior is not found, whatever address was typed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period
from kinerja_admin.errors import Forbidden, NotFound, Refused
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.result import Result
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.run import COUNTED, Run
from kinerja_admin.models.types import utc_now
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.accounts import SignedIn

SUPERIOR = "atasan"
RATED = ("hasil_kerja", "perilaku_kerja", "umpan_balik")
"""What a superior says of a person."""


@dataclass(frozen=True, slots=True)
class Subordinate:
    """Somebody below a superior in a period; ``is_direct`` where their position answers to one of the superior's."""

    id: int
    nip: str
    nama: str
    unit: str
    jabatan: str
    is_direct: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a superior still has to do for a period: ratings to give, plans to agree to."""

    ratings: tuple[Subordinate, ...]
    plans: tuple[Subordinate, ...]


def headed_units(session: Session, region: str, pegawai_id: int) -> frozenset[int]:
    """The units that somebody heads, with everything below them."""
    rows = session.execute(
        select(UnitKerja.id, UnitKerja.induk_id, UnitKerja.kepala_id).where(UnitKerja.region_id == region)
    ).all()
    return below({unit: parent for unit, parent, _ in rows}, {unit for unit, _, head in rows if head == pegawai_id})


def below(parents: Mapping[int, int | None], tops: Collection[int]) -> frozenset[int]:
    """Units or posts with everything below them."""
    found, before = set(tops), -1
    while len(found) != before:
        before = len(found)
        found |= {one for one, parent in parents.items() if parent in found}
    return frozenset(found)


def subordinates(session: Session, who: SignedIn, region: str, period: Period) -> tuple[Subordinate, ...]:
    """Everybody below the superior at any time of the period, by name, with the latest post held in it.

    Raises:
        Forbidden: ROLE_MISSING where the person is no superior in the region.
    """
    me = who.pegawai_id
    if SUPERIOR not in who.roles_in(region) or me is None:
        raise Forbidden("ROLE_MISSING", roles=SUPERIOR, region=region)
    during = _during(period)
    own = _own_posts(session, me, period)
    rows = session.execute(
        select(Pegawai.id, Pegawai.nip, Pegawai.nama, UnitKerja.nama, Jabatan.nama, Jabatan.atasan_id)
        .select_from(RiwayatJabatan)
        .join(Pegawai, Pegawai.id == RiwayatJabatan.pegawai_id)
        .join(Jabatan, Jabatan.id == RiwayatJabatan.jabatan_id)
        .join(UnitKerja, UnitKerja.id == RiwayatJabatan.unit_kerja_id)
        .where(_below(session, region, me, own), RiwayatJabatan.pegawai_id != me, during)
        .order_by(RiwayatJabatan.penugasan != "definitif", RiwayatJabatan.mulai.desc())
    )
    found: dict[int, Subordinate] = {}
    for number, nip, nama, unit, jabatan, above in rows:
        found.setdefault(number, Subordinate(number, nip, nama, unit, jabatan, above in own))
    return tuple(sorted(found.values(), key=lambda one: (one.nama, one.nip)))


def is_subordinate(session: Session, who: SignedIn, region: str, pegawai_id: int, period: Period | None = None) -> bool:
    """Whether somebody worked below the superior in the period, or at any time where none is named."""
    if SUPERIOR not in who.roles_in(region) or who.pegawai_id is None:
        return False
    own = _own_posts(session, who.pegawai_id, period)
    held = select(RiwayatJabatan.id).where(
        RiwayatJabatan.pegawai_id == pegawai_id, _below(session, region, who.pegawai_id, own)
    )
    if period is not None:
        held = held.where(_during(period))
    return session.scalar(held.limit(1)) is not None


def waiting(session: Session, staff: Collection[Subordinate], period: Period) -> Waiting:
    """Whose rating of the period is missing or incomplete, and whose plan of the year waits for agreement."""
    direct = [one for one in staff if one.is_direct]
    numbers = [one.id for one in direct]
    rated = set(
        session.scalars(
            select(Penilaian.pegawai_id).where(
                Penilaian.pegawai_id.in_(numbers),
                Penilaian.periode == str(period),
                Penilaian.hasil_kerja.is_not(None),
                Penilaian.perilaku_kerja.is_not(None),
            )
        )
    )
    handed_in = set(
        session.scalars(
            select(Rencana.pegawai_id).where(
                Rencana.pegawai_id.in_(numbers), Rencana.tahun == period.end.year, Rencana.status == "diajukan"
            )
        )
    )
    return Waiting(
        tuple(one for one in direct if one.id not in rated), tuple(one for one in direct if one.id in handed_in)
    )


def results_of(
    session: Session, staff: Collection[Subordinate], period: Period
) -> dict[int, tuple[tuple[Result, Run], ...]]:
    """For each person the newest result of every policy that was computed for the period."""
    rows = session.execute(
        select(Result, Run)
        .join(Run, Run.id == Result.run_id)
        .where(
            Run.periode == str(period),
            Run.kind.in_(COUNTED),
            Run.state != "computing",
            Result.pegawai_id.in_([one.id for one in staff]),
        )
        .order_by(Run.policy, Run.id)
    )
    newest: dict[int, dict[str, tuple[Result, Run]]] = {}
    for result, run in rows:
        newest.setdefault(result.pegawai_id, {})[run.policy] = (result, run)
    return {person: tuple(found.values()) for person, found in newest.items()}


def _own_posts(session: Session, me: int, period: Period | None) -> frozenset[int]:
    """The posts that the superior held or acted in, in the period or at any time."""
    query = select(RiwayatJabatan.jabatan_id).where(RiwayatJabatan.pegawai_id == me)
    return frozenset(session.scalars(query if period is None else query.where(_during(period))))


def _below(session: Session, region: str, me: int, own: Collection[int]) -> ColumnElement[bool]:
    """Posts held in the headed units, or answering to one of the own posts, also through others."""
    posts = session.execute(select(Jabatan.id, Jabatan.atasan_id).where(Jabatan.region_id == region))
    under = below({post: above for post, above in posts}, own) - set(own)  # noqa: C416 - rows become pairs
    return or_(
        RiwayatJabatan.unit_kerja_id.in_(headed_units(session, region, me)), RiwayatJabatan.jabatan_id.in_(under)
    )


def _during(period: Period) -> ColumnElement[bool]:
    """Posts held on any day of a period."""
    return (RiwayatJabatan.mulai <= period.end) & or_(
        RiwayatJabatan.selesai.is_(None), RiwayatJabatan.selesai >= period.start
    )


def rate(
    session: Session, who: SignedIn, region: str, pegawai_id: int, period: Period, values: Mapping[str, str]
) -> Penilaian:  # fmt: skip
    """Rate a direct subordinate for a period; the rating belongs to the superior who gave it.

    Raises:
        NotFound: NOT_FOUND for somebody who is no direct subordinate of the period.
        Refused: RATED_BY_ANOTHER where somebody else rates this person.
    """
    person = direct_subordinate(session, who, region, pegawai_id, period)
    rating = rating_of(session, person, period)
    if rating is not None and rating.penilai_id != who.pegawai_id:
        raise Refused("RATED_BY_ANOTHER", nama=person.nama)
    if rating is None:
        rating = Penilaian(region_id=region, pegawai_id=person.id, periode=str(period), penilai_id=who.pegawai_id)
        session.add(rating)
    for name in RATED:
        setattr(rating, name, values.get(name, "").strip() or None)
    rating.dinilai_pada = utc_now()
    session.flush()
    return rating


def direct_subordinate(
    session: Session, who: SignedIn, region: str, pegawai_id: int, period: Period
) -> Subordinate:  # fmt: skip
    """Somebody whom the superior rates; raises NotFound for everybody else."""
    found = next((one for one in subordinates(session, who, region, period) if one.id == pegawai_id), None)
    if found is None or not found.is_direct:
        raise NotFound("NOT_FOUND")
    return found


def rating_of(session: Session, person: Subordinate, period: Period) -> Penilaian | None:
    """What stands of a person's period so far."""
    return session.scalar(
        select(Penilaian).where(Penilaian.pegawai_id == person.id, Penilaian.periode == str(period))
    )  # fmt: skip


def units_of(session: Session, people: Collection[int], period: Period) -> frozenset[int]:
    """The units in which people held a post during a period."""
    held = select(RiwayatJabatan.unit_kerja_id).where(RiwayatJabatan.pegawai_id.in_(people), _during(period))
    return frozenset(session.scalars(held.distinct()))
