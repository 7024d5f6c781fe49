"""Plans with their items, ratings by superiors, and projects, one query each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import and_, or_, select

from kinerja_admin.models.anggota_proyek import AnggotaProyek
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.penilaian_perilaku import PenilaianPerilaku
from kinerja_admin.models.proyek import Proyek
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.words import ASPEK_PERILAKU
from kinerja_admin.services.sources.histories import acting_on, position_on
from kinerja_admin.services.sources.records import Person, Records


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported on an item for a month, counted from January."""

    reached: Decimal
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a plan, with what was reached from January to the period's end, and the reports by month."""

    id: int
    weight: Decimal
    target: Decimal
    direction: str
    reached: Decimal | None
    reports: Mapping[int, Report]


@dataclass(frozen=True, slots=True)
class Project:
    """A project and a person's part in it."""

    due: date
    done: date | None
    budget: int
    spent: int | None
    part: str
    name: str


@dataclass(frozen=True, slots=True)
class Rating:
    """What a superior said of a period."""

    id: int
    results: str | None
    behaviour: str | None
    own: Decimal | None
    words: str | None

    @property
    def is_complete(self) -> bool:
        """Whether both words are there."""
        return self.results is not None and self.behaviour is not None


def plans(records: Records) -> dict[int, tuple[int, str]]:
    """The plan of the period's year of each person: its number and status."""
    table = Rencana
    found = records.bulk.rows(
        select(table.pegawai_id, table.id, table.status).where(
            table.region_id == records.region, table.tahun == records.period.end.year
        )
    )
    return {row[0]: (row[1], row[2]) for row in found}


def items(records: Records) -> dict[int, list[Item]]:
    """The items of each plan of the year, in their order."""
    reported = records.of(reports)
    table = ButirRencana
    found = records.bulk.rows(
        select(table.rencana_id, table.id, table.bobot, table.target, table.arah)
        .join(Rencana, table.rencana_id == Rencana.id)
        .where(Rencana.region_id == records.region, Rencana.tahun == records.period.end.year)
        .order_by(table.rencana_id, table.nomor)
    )
    by_plan: dict[int, list[Item]] = {}
    for row in found:
        known = reported.get(row[1], {})
        last = known[max(known)] if known else None
        by_plan.setdefault(row[0], []).append(
            Item(row[1], row[2], row[3], row[4], last.reached if last else None, known)
        )
    return by_plan


def reports(records: Records) -> dict[int, dict[int, Report]]:
    """The reports on each item by month, up to the period's end."""
    table = Capaian
    found = records.bulk.rows(
        select(table.butir_rencana_id, table.bulan, table.realisasi, table.bukti)
        .join(ButirRencana, table.butir_rencana_id == ButirRencana.id)
        .join(Rencana, ButirRencana.rencana_id == Rencana.id)
        .where(
            Rencana.region_id == records.region,
            Rencana.tahun == records.period.end.year,
            table.bulan <= records.period.end.month,
        )
    )
    by_item: dict[int, dict[int, Report]] = {}
    for item, month, reached, evidence in found:
        by_item.setdefault(item, {})[month] = Report(reached, bool((evidence or "").strip()))
    return by_item


def months_reported(records: Records, person: Person) -> int:
    """The months since January for which every item of the plan has its report; none without items."""
    found = items_of(records, person)
    months = (set(item.reports) for item in found)
    return len(set.intersection(*months)) if found else 0


def items_without_evidence(records: Records, person: Person) -> int:
    """The items of the plan on which the last report came without evidence."""
    last = (item.reports[max(item.reports)] for item in items_of(records, person) if item.reports)
    return sum(not report.has_evidence for report in last)


def plan_status(records: Records, person: Person) -> str:
    """The status of the year's plan."""
    return records.of(plans).get(person.id, (0, "belum_ada"))[1]


def items_of(records: Records, person: Person) -> list[Item]:
    """The items of a person's plan of the year, whatever its status."""
    found = records.of(plans).get(person.id)
    return records.of(items).get(found[0], []) if found else []


def approved_items(records: Records, person: Person) -> list[Item]:
    """The items of a person's approved plan; none while it is not approved."""
    return items_of(records, person) if plan_status(records, person) == "disetujui" else []


def ratings(records: Records) -> dict[int, Rating]:
    """The rating of the period of each person."""
    table = Penilaian
    found = records.bulk.rows(
        select(
            *(table.pegawai_id, table.id, table.hasil_kerja, table.perilaku_kerja, table.nilai_sendiri),
            table.umpan_balik,
        ).where(table.region_id == records.region, table.periode == str(records.period))
    )
    return {row[0]: Rating(*row[1:]) for row in found}


def behaviours(records: Records) -> dict[int, dict[str, Decimal | None]]:
    """The rated values of each rating of the period."""
    table = PenilaianPerilaku
    found = records.bulk.rows(
        select(table.penilaian_id, table.aspek, table.nilai)
        .join(Penilaian, table.penilaian_id == Penilaian.id)
        .where(Penilaian.region_id == records.region, Penilaian.periode == str(records.period))
    )
    by_rating: dict[int, dict[str, Decimal | None]] = {}
    for rating, aspect, value in found:
        by_rating.setdefault(rating, {})[aspect] = value
    return by_rating


def behaviour_of(records: Records, person: Person) -> tuple[Decimal | None, ...]:
    """The rating of each of the seven values, always in the same order; missing where nobody rated it."""
    rating = records.of(ratings).get(person.id)
    rated = records.of(behaviours).get(rating.id, {}) if rating else {}
    return tuple(rated.get(aspect) for aspect in ASPEK_PERILAKU)


def projects(records: Records) -> dict[int, list[Project]]:
    """Projects of each person that fell due or were finished this year up to the period's end, in that order.

    What was finished after the period's end is unfinished as far as the period knows.
    """
    start, end = records.year_start, records.period.end
    found = records.bulk.rows(
        select(
            *(AnggotaProyek.pegawai_id, Proyek.jatuh_tempo, Proyek.selesai, Proyek.pagu, Proyek.realisasi),
            *(AnggotaProyek.peran, Proyek.nama),
        )
        .join(Proyek, AnggotaProyek.proyek_id == Proyek.id)
        .where(
            Proyek.region_id == records.region,
            or_(
                and_(Proyek.jatuh_tempo >= start, Proyek.jatuh_tempo <= end),
                and_(Proyek.selesai >= start, Proyek.selesai <= end),
            ),
        )
        .order_by(AnggotaProyek.pegawai_id, Proyek.jatuh_tempo, Proyek.id)
    )
    by_person: dict[int, list[Project]] = {}
    for person, due, done, *rest in found:
        by_person.setdefault(person, []).append(Project(due, done if done and done <= end else None, *rest))
    return by_person


def unrated_subordinates(records: Records) -> dict[int, int]:
    """How many people of each superior lack a complete rating of the period.

    A position's superior is whoever holds the position above it; where nobody does, whoever acts in it.
    """
    holding_now = records.of(holders)
    counts: dict[int, int] = {}
    for person in records.people:
        held = position_on(records, person, person.last)
        rating = records.of(ratings).get(person.id)
        if held is None or held.superior is None or (rating and rating.is_complete):
            continue
        for superior in holding_now.get(held.superior, ()):
            if superior != person.id:
                counts[superior] = counts.get(superior, 0) + 1
    return counts


def holders(records: Records) -> dict[int, list[int]]:
    """By position: who holds it as of the end, or else who acts in it."""
    held: dict[int, list[int]] = {}
    acting: dict[int, list[int]] = {}
    for person in records.people:
        for found, known in ((position_on, held), (acting_on, acting)):
            post = found(records, person, person.last)
            if post:
                known.setdefault(post.position, []).append(person.id)
    return {**acting, **held}
