"""Plans, reports and ratings, drawn for each person by the seed number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.penilaian_perilaku import PenilaianPerilaku
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.words import ASPEK_PERILAKU
from kinerja_admin.services.seeding.maker import Maker
from kinerja_admin.services.seeding.traits import Traits, months
from kinerja_admin.services.seeding.write import numbers
from kinerja_admin.services.sources.histories import position_on
from kinerja_admin.services.sources.performance import holders
from kinerja_admin.services.sources.records import Person, Records
from kinerja_admin.services.sources.units import field_of

_WEIGHTS = ((40, 35, 25), (50, 30, 20), (30, 30, 25, 15), (40, 30, 20, 10))
_FINE = 85
"""From this mean of the seven values on, the superior's words are praise."""


def add_plans(bulk: Bulk, maker: Maker) -> None:
    """Annual plans with items, and reports month by month."""
    for year in (2025, 2026):
        records = maker.records(Period(Month(year, 1), "year"))
        people = [one for one in maker.people(records) if not maker.marked(one, "tanpa_rencana", one.last)]
        bulk.insert(Rencana, (_plan(records, one, maker, year) for one in people))
        plans = numbers(bulk, Rencana, "pegawai_id", "tahun")
        items = {one.id: list(_items(records, one, maker, plans[one.id, year])) for one in people}
        bulk.insert(ButirRencana, (item for own in items.values() for item in own))
        known = numbers(bulk, ButirRencana, "rencana_id", "nomor")
        bulk.insert(Capaian, (row for one in people for row in _reports(one, maker, year, items[one.id], known)))


def _plan(records: Records, person: Person, maker: Maker, year: int) -> dict[str, Any]:
    status = "disetujui"
    for mark, given in (("rencana_draf", "draf"), ("rencana_diajukan", "diajukan")):
        if maker.marked(person, mark, date(year, 12, 31)):
            status = given
    begun = max(date(year, 1, 12), person.tanggal_masuk)
    moment = datetime(begun.year, begun.month, begun.day, 3, tzinfo=UTC)
    superior = superior_of(records, person)
    return {
        "region_id": maker.region,
        "pegawai_id": person.id,
        "tahun": year,
        "status": status,
        "diajukan_pada": None if status == "draf" else moment,
        "disetujui_oleh_id": superior if status == "disetujui" else None,
        "disetujui_pada": moment if status == "disetujui" else None,
    }


def _items(records: Records, person: Person, maker: Maker, plan: int) -> Iterator[dict[str, Any]]:
    source = maker.chance("rencana", person.nip, records.period)
    held, field = position_on(records, person, person.last), field_of(records, person)
    fitting = [
        row
        for row in maker.files["bahan_rencana"]
        if row["urusan"] in {"", field or "penunjang"} and row["jenis"] in {"", held.jenis if held else ""}
    ]
    weights = source.choice([one for one in _WEIGHTS if len(one) <= len(fitting)])
    chosen = source.sample(fitting, len(weights))
    zero = maker.marked(person, "target_nol", person.last)
    for number, (row, weight) in enumerate(zip(chosen, weights, strict=True), 1):
        low, high = int(row["target_rendah"]), int(row["target_tinggi"])
        yield {
            "region_id": maker.region,
            "rencana_id": plan,
            "nomor": number,
            "uraian": row["uraian"],
            "tujuan": row["tujuan"],
            "bobot": Decimal(weight),
            "target": Decimal(0) if zero and number == len(weights) else Decimal(source.randint(low, high)),
            "satuan": row["satuan"],
            "arah": row["arah"],
        }


def _reports(
    person: Person, maker: Maker, year: int, items: list[dict[str, Any]], known: Mapping[Any, int]
) -> Iterator[dict[str, Any]]:
    """What was reached by the end of each month; now and then a month is not reported."""
    skill = maker.traits(person).skill
    for item in items:
        source = maker.chance("capaian", person.nip, year, item["nomor"])
        reached = Decimal(0)
        for of_year, month in months():
            draw, is_silent = source.uniform(-0.08, 0.08), source.random() < 0.03
            begun = (of_year, month) >= (person.tanggal_masuk.year, person.tanggal_masuk.month)
            if of_year != year or not begun or date(of_year, month, 1) > person.last or is_silent:
                continue
            expected = float(item["target"]) * (month / 12 if item["arah"] == "naik" else 1)
            factor = skill + draw if item["arah"] == "naik" else max(0.2, 2 - skill - draw)
            now = Decimal(round(expected * factor))
            reached = max(reached, now) if item["arah"] == "naik" else now
            yield {
                "region_id": maker.region,
                "butir_rencana_id": known[item["rencana_id"], item["nomor"]],
                "bulan": month,
                "realisasi": reached,
                "bukti": f"LK/{year}/{month:02d}/{person.nip[-6:]}/{item['nomor']}",
            }


def add_ratings(bulk: Bulk, maker: Maker) -> None:
    """Ratings of each month by whoever held the superior position at its end, with the seven values."""
    for year, month in months():
        period = Period(Month(year, month))
        records = maker.records(period)
        rated = [row for one in maker.people(records) if (row := _rating(records, one, maker)) is not None]
        bulk.insert(Penilaian, (row for row, _ in rated))
        known = numbers(bulk, Penilaian, "pegawai_id", "periode")
        bulk.insert(
            PenilaianPerilaku,
            (
                {"region_id": maker.region, "penilaian_id": known[row["pegawai_id"], str(period)], **value}
                for row, values in rated
                for value in values
            ),
        )


def _rating(records: Records, person: Person, maker: Maker) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """The row of a month with its seven values; what the person said stands also where the superior said nothing."""
    superior = superior_of(records, person)
    rater = records.of(_by_number).get(superior or 0)
    if rater is None:
        return None
    character, end = maker.traits(person), records.period.end
    words = _words(maker, records, person, character)
    row = {"region_id": maker.region, "pegawai_id": person.id, "periode": str(records.period), "penilai_id": rater.id}
    if maker.marked(person, "tanpa_penilaian", person.last) or maker.marked(rater, "atasan_lalai", end):
        own = {**words, "umpan_balik": None, "hasil_kerja": None, "perilaku_kerja": None, "dinilai_pada": None}
        return (row | own, []) if words["nilai_sendiri"] is not None else None
    source = maker.chance("penilaian", person.nip, records.period)
    row |= words | {
        "hasil_kerja": _expectation(character.skill + source.uniform(-0.06, 0.06), 0.87, 1.12),
        "perilaku_kerja": _expectation(character.manner + source.uniform(-4, 4), 74, 91),
        "dinilai_pada": datetime(end.year, end.month, end.day, 8, tzinfo=UTC),
    }
    values = [{"aspek": aspect, "nilai": _value(source, character.manner)} for aspect in ASPEK_PERILAKU]
    if maker.marked(person, "perilaku_kosong", end):
        values[3]["nilai"] = None
    return row, values


def _words(maker: Maker, records: Records, person: Person, character: Traits) -> dict[str, Any]:
    """What the person said before and the superior wrote after, where the region does so."""
    source, end = maker.chance("ucapan", person.nip, records.period), records.period.end
    is_self_rated = source.random() < maker.habit("penilaian_diri")
    has_feedback = source.random() < maker.habit("umpan_balik_atasan")
    own = _value(source, character.manner + source.uniform(-3, 8))
    is_self_rated = is_self_rated and not maker.marked(person, "tanpa_penilaian_diri", end)
    has_feedback = has_feedback and not maker.marked(person, "tanpa_umpan_balik", end)
    kind = "umpan_balik_baik" if character.manner + 10 * character.skill > _FINE + 10 else "umpan_balik_kurang"
    return {
        "nilai_sendiri": own if is_self_rated else None,
        "dinilai_sendiri_pada": datetime(end.year, end.month, end.day, 4, tzinfo=UTC) if is_self_rated else None,
        "umpan_balik": maker.phrase(source, kind) if has_feedback else None,
    }


def superior_of(records: Records, person: Person) -> int | None:
    """Who rates a person; for those at the top, whose superior is no employee, the first of the others at the top.

    The head of a region is elected and has no row among the employees: what the head says is recorded by a peer.
    """
    held = position_on(records, person, person.last)
    if held is None:
        return None
    known = records.of(holders)
    above = [one for one in known.get(held.superior, ()) if one != person.id] if held.superior else []
    return above[0] if above else next((one for one in records.of(_leaders) if one != person.id), None)


def _by_number(records: Records) -> dict[int, Person]:
    return {one.id: one for one in records.people}


def _leaders(records: Records) -> list[int]:
    """Heads by class, highest first."""
    held = [(position_on(records, one, one.last), one.id) for one in records.people]
    return [number for post, number in sorted(held, key=lambda pair: (-(pair[0].kelas if pair[0] else 0), pair[1]))]


def _expectation(measure: float, low: float, high: float) -> str:
    if measure < low:
        return "di_bawah_ekspektasi"
    return "di_atas_ekspektasi" if measure > high else "sesuai_ekspektasi"


def _value(source: Random, manner: float) -> Decimal:
    """A rating in quarters of a point, at most 100."""
    return Decimal(min(400, round(4 * (manner + source.uniform(-6, 6))))) / 4
