"""What others say: colleagues and subordinates of a person, citizens of a service, respondents of a survey."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Month, Period, parse_month
from kinerja_admin.models.jawaban_survei import JawabanSurvei
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.penilaian_masyarakat import PenilaianMasyarakat
from kinerja_admin.models.survei import Survei
from kinerja_admin.models.umpan_balik import UmpanBalik
from kinerja_admin.models.words import KANAL_PENILAIAN, UNSUR_SURVEI
from kinerja_admin.services.seeding.chance import day_between
from kinerja_admin.services.seeding.files import Row
from kinerja_admin.services.seeding.maker import Maker
from kinerja_admin.services.seeding.tables import drawn
from kinerja_admin.services.seeding.traits import months
from kinerja_admin.services.seeding.write import numbers
from kinerja_admin.services.sources.histories import position_on
from kinerja_admin.services.sources.records import Person, Records

_TOO_FEW = 2
"""How many colleagues rate a person who is marked as having too few raters."""
_STARS, _ANSWERS = 5, 4
_DISPLEASED = 2


def add_feedback(bulk: Bulk, maker: Maker) -> None:
    """Colleagues and subordinates month by month, as many as the region's habit says."""
    bulk.insert(UmpanBalik, (row for month in months() for row in _said(maker, Period(Month(*month)))))


def _said(maker: Maker, period: Period) -> Iterator[dict[str, Any]]:
    least, most, below = (int(maker.habit(name)) for name in ("rekan_min", "rekan_maks", "bawahan_maks"))
    if not most and not below:
        return
    records = maker.records(period)
    for person in maker.people(records):
        source = maker.chance("umpan_balik", person.nip, period)
        wanted = source.randint(least, most)
        if maker.marked(person, "tanpa_rekan", period.end):
            wanted = 0
        elif maker.marked(person, "sedikit_rekan", period.end):
            wanted = _TOO_FEW
        raters = {"rekan": (_colleagues(records, person), wanted), "bawahan": (_subordinates(records, person), below)}
        for kind, (known, count) in raters.items():
            for rater in source.sample(known, min(count, len(known))):
                yield _opinion(maker, source, person, rater, kind, period)


def _opinion(maker: Maker, source: Random, person: Person, rater: int, kind: str, period: Period) -> dict[str, Any]:
    manner = maker.traits(person).manner + source.uniform(-8, 5)
    end = period.end
    tone = "rekan_baik" if manner > 82 else "rekan_kurang"
    return {
        "region_id": maker.region,
        "dinilai_id": person.id,
        "penilai_id": rater,
        "jenis": kind,
        "periode": str(period),
        "nilai": Decimal(min(200, round(2 * manner))) / 2,
        "catatan": maker.phrase(source, tone) if source.random() < 0.2 else None,
        "diberikan_pada": datetime(end.year, end.month, end.day, 5, tzinfo=UTC),
    }


def _by_superior(records: Records) -> dict[int | None, list[int]]:
    """The people under each position, by the position's number."""
    found: dict[int | None, list[int]] = {}
    for person in records.people:
        held = position_on(records, person, person.last)
        if held:
            found.setdefault(held.superior, []).append(person.id)
    return found


def _colleagues(records: Records, person: Person) -> list[int]:
    held = position_on(records, person, person.last)
    return [one for one in records.of(_by_superior).get(held.superior, ()) if one != person.id] if held else []


def _subordinates(records: Records, person: Person) -> list[int]:
    held = position_on(records, person, person.last)
    return records.of(_by_superior).get(held.position, []) if held else []


def add_citizens(bulk: Bulk, maker: Maker) -> None:
    """Citizens' ratings of services, as many and as good as ``pola_masyarakat.csv`` says."""
    services = numbers(bulk, Layanan, "region_id", "kode")
    rated = {row[0] for row in bulk.rows(select(PenilaianMasyarakat.layanan_id).distinct())}
    for row in maker.rows("pola_masyarakat"):
        number = services[maker.region, row["layanan"]]
        if number not in rated:
            bulk.insert(PenilaianMasyarakat, _ratings(maker, row, number))


def _ratings(maker: Maker, row: Row, service: int) -> Iterator[dict[str, Any]]:
    first, last = parse_month(row["dari"]), parse_month(row["sampai"])
    wanted = [one for one in (Month(*month) for month in months()) if first and last and first <= one <= last]
    for place, month in enumerate(wanted):
        source = maker.chance("masyarakat", row["layanan"], month)
        begin, end = float(row["mutu_awal"]), float(row["mutu_akhir"])
        mean = begin + (end - begin) * place / max(1, len(wanted) - 1)
        for _ in range(source.randint(int(row["paling_sedikit"]), int(row["paling_banyak"]))):
            yield _rating(maker, source, service, day_between(source, month.start, month.end), mean)


def _rating(maker: Maker, source: Random, service: int, day: date, mean: float) -> dict[str, Any]:
    stars = _drawn_mark(source, mean, _STARS, spread=0.9)
    is_angry = stars <= _DISPLEASED
    says = source.random() < (0.6 if is_angry else 0.12)
    is_abuse = source.random() < 0.01
    answered = is_angry and says and source.random() < 0.7
    return {
        "region_id": maker.region,
        "layanan_id": service,
        "tanggal": day,
        "nilai": stars,
        "komentar": maker.phrase(source, "warga_kurang" if is_angry else "warga_baik") if says else None,
        "kanal": source.choice(list(KANAL_PENILAIAN)),
        "dihitung": not is_abuse,
        "alasan_tidak_dihitung": "Penilaian berulang dari peranti yang sama" if is_abuse else None,
        "tindak_lanjut": maker.phrase(source, "tindak_lanjut") if answered else None,
        "ditindaklanjuti_pada": day if answered else None,
    }


def add_answers(bulk: Bulk, maker: Maker) -> None:
    """Answers to the surveys that have none: nine elements, now and then one left empty."""
    surveys = numbers(bulk, Survei, "region_id", "kode")
    answered = {row[0] for row in bulk.rows(select(JawabanSurvei.survei_id).distinct())}
    for row in drawn(maker.rows("survei")):
        number = surveys[maker.region, row["kode"]]
        if number not in answered:
            bulk.insert(JawabanSurvei, _answers(maker, row, number))


def _answers(maker: Maker, row: Row, survey: int) -> Iterator[dict[str, Any]]:
    source = maker.chance("survei", row["kode"])
    mean, silence = float(row["acak_mutu"]), float(row["acak_kosong"] or 0)
    leanings = {element: source.uniform(-0.25, 0.25) for element in UNSUR_SURVEI}
    for number in range(1, int(row["acak_responden"]) + 1):
        mood = source.gauss(0, 0.3)
        answers = {
            element: None if source.random() < silence else _drawn_mark(source, mean + lean + mood, _ANSWERS, 0.45)
            for element, lean in leanings.items()
        }
        says = maker.phrase(source, "warga_saran") if source.random() < 0.08 else None
        yield {"region_id": maker.region, "survei_id": survey, "nomor": number, **answers, "saran": says}


def _drawn_mark(source: Random, mean: float, best: int, spread: float) -> int:
    return min(best, max(1, round(source.gauss(mean, spread))))
