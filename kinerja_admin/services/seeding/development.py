"""Who was invited to trainings and socialisations, who came, and why others did not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.peserta_pelatihan import PesertaPelatihan
from kinerja_admin.models.peserta_sosialisasi import PesertaSosialisasi
from kinerja_admin.models.sosialisasi import Sosialisasi
from kinerja_admin.models.words import ALASAN_TIDAK_IKUT
from kinerja_admin.services.seeding.files import Row
from kinerja_admin.services.seeding.maker import Maker
from kinerja_admin.services.seeding.selection import selects
from kinerja_admin.services.seeding.tables import drawn
from kinerja_admin.services.seeding.traits import LAST
from kinerja_admin.services.seeding.write import numbers
from kinerja_admin.services.sources.records import Person

_NOTICE = timedelta(days=10)
_FAILING = 0.04
_BY_THEMSELVES = 0.15


def add_participants(bulk: Bulk, maker: Maker) -> None:
    """Participants of trainings, drawn among whom each training means."""
    trainings = numbers(bulk, Pelatihan, "region_id", "kode")
    for row in drawn(maker.rows("pelatihan")):
        number = trainings[maker.region, row["kode"]]
        bulk.insert(PesertaPelatihan, (_participant(maker, row, number, *one) for one in _invited(maker, row)))


def _invited(maker: Maker, row: Row) -> Iterator[tuple[Person, Random]]:
    """Those whom a training or meeting means, each with a share of chance; people come as of its first day's month."""
    begun = date.fromisoformat(row["mulai"] if "mulai" in row else row["tanggal"])
    records = maker.records(Period(Month(begun.year, begun.month)))
    for person in maker.people(records):
        source = maker.chance("peserta", row["kode"], person.nip)
        is_there = person.first <= begun <= person.last
        if is_there and selects(records, person, row["acak_sasaran"]) and source.random() < float(row["acak_bagian"]):
            yield person, source


def _participant(maker: Maker, row: Row, training: int, person: Person, source: Random) -> dict[str, Any]:
    begun, ended = date.fromisoformat(row["mulai"]), date.fromisoformat(row["selesai"])
    is_over = ended <= LAST
    comes = source.random() < float(row["acak_ikut"]) and not maker.marked(person, "enggan_pelatihan", begun)
    by_themselves = comes and source.random() < _BY_THEMSELVES
    status = _status(source, is_over=is_over, comes=comes)
    return {
        "region_id": maker.region,
        "pelatihan_id": training,
        "pegawai_id": person.id,
        "diundang_pada": None if by_themselves else begun - _NOTICE,
        "status": status,
        "selesai_pada": ended if status == "lulus" else None,
        "jp_diakui": None,
        "nomor_sertifikat": f"SERT/{row['kode']}/{person.nip[-6:]}" if status == "lulus" else None,
        "alasan": source.choice(list(ALASAN_TIDAK_IKUT)) if status == "tidak_ikut" and source.random() < 0.8 else None,
        "catatan": None,
    }


def _status(source: Random, *, is_over: bool, comes: bool) -> str:
    if not is_over:
        return "terdaftar" if comes else "diundang"
    if not comes:
        return "tidak_ikut" if source.random() < 0.85 else "diundang"
    return "tidak_lulus" if source.random() < _FAILING else "lulus"


def add_listeners(bulk: Bulk, maker: Maker) -> None:
    """Who came to the socialisations, what they understood, and what worries them."""
    meetings = numbers(bulk, Sosialisasi, "region_id", "kode")
    for row in drawn(maker.rows("sosialisasi")):
        number = meetings[maker.region, row["kode"]]
        bulk.insert(PesertaSosialisasi, (_listener(maker, row, number, *one) for one in _invited(maker, row)))


def _listener(maker: Maker, row: Row, meeting: int, person: Person, source: Random) -> dict[str, Any]:
    came = source.random() < float(row["acak_hadir"])
    worries = came and source.random() < 0.1
    is_answered = worries and source.random() < 0.7
    understood = Decimal(round(source.uniform(55, 100)))
    return {
        "region_id": maker.region,
        "sosialisasi_id": meeting,
        "pegawai_id": person.id,
        "hadir": came,
        "pemahaman": understood if came and row["acak_kuis"] == "ya" else None,
        "kekhawatiran": maker.phrase(source, "kekhawatiran") if worries else None,
        "tanggapan": maker.phrase(source, "tanggapan") if is_answered else None,
        "ditanggapi_pada": date.fromisoformat(row["tanggal"]) + timedelta(days=7) if is_answered else None,
    }
