"""Sources about innovations and outside factors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kinerja_admin.engine.facts import Atom
from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import ARAH_CAPAIAN, JENIS_FAKTOR, PERAN_INOVASI, TAHAP_INOVASI

if TYPE_CHECKING:
    from kinerja_admin.services.sources import circumstances
else:
    circumstances = Later("circumstances")


def _innovations(name: str) -> Deliver:
    return lambda records: records.of(circumstances.innovations).series(name)


def _factors(kind: str, tell: Callable[[circumstances.Factor], Atom | None]) -> Deliver:
    return lambda records: circumstances.factors_told(records, kind, tell)


ENTRIES: tuple[Entry, ...] = (
    entry(
        "inovasi.tahap",
        TAHAP_INOVASI,
        _innovations("tahap"),
        each="inovasi",
        id="Tahap tiap inovasi pegawai yang berjalan tahun ini sampai akhir periode",
        en="Stage of each of the person's innovations that ran this year up to the period's end",
    ),
    entry(
        "inovasi.percobaan",
        "condition",
        _innovations("percobaan"),
        each="inovasi",
        id="Apakah inovasi itu dinyatakan percobaan sejak awal",
        en="Whether it was declared an experiment from the start",
    ),
    entry(
        "inovasi.berhasil",
        "condition",
        _innovations("berhasil"),
        each="inovasi",
        id="Apakah inovasi itu berhasil; kosong selama belum dievaluasi pada akhir periode",
        en="Whether it succeeded; missing until evaluated by the period's end",
    ),
    entry(
        "inovasi.peran",
        PERAN_INOVASI,
        _innovations("peran"),
        each="inovasi",
        id="Peran pegawai dalam inovasi itu",
        en="The person's part in it",
    ),
    entry(
        "inovasi.program",
        "condition",
        _innovations("program"),
        each="inovasi",
        id="Apakah inovasi itu bagian dari program inovasi pemerintah daerah",
        en="Whether it is part of the government's innovation programme",
    ),
    entry(
        "inovasi.sebelum",
        "decimal",
        _innovations("sebelum"),
        each="inovasi",
        id="Keadaan sebelum inovasi, dua desimal; kosong bila tidak diukur",
        en="State before the innovation, two decimals; missing when not measured",
    ),
    entry(
        "inovasi.sesudah",
        "decimal",
        _innovations("sesudah"),
        each="inovasi",
        id="Keadaan sesudah inovasi, dua desimal; kosong bila tidak diukur",
        en="State after the innovation, two decimals; missing when not measured",
    ),
    entry(
        "inovasi.arah",
        ARAH_CAPAIAN,
        _innovations("arah"),
        each="inovasi",
        id="Arah ukurannya: naik, atau turun bila makin rendah makin baik",
        en="Direction of what is measured: naik (higher is better) or turun (lower is better)",
    ),
    entry(
        "inovasi.diakui",
        "condition",
        _innovations("diakui"),
        each="inovasi",
        id="Apakah hasilnya diakui menonjol sampai akhir periode",
        en="Whether its result was recognised as outstanding by the period's end",
    ),
    entry(
        "inovasi.tanggal_diakui",
        "date",
        _innovations("tanggal_diakui"),
        each="inovasi",
        id="Tanggal pengakuan itu; kosong bila tidak ada",
        en="Day of that recognition; missing when there is none",
    ),
    entry(
        "faktor_eksternal.jenis",
        JENIS_FAKTOR,
        _factors("text", lambda one: one.kind),
        each="faktor_eksternal",
        id="Jenis tiap faktor eksternal yang disetujui dan menyentuh periode ini, atas pegawai atau unitnya",
        en="Kind of each approved outside factor that touches the period and the person or the unit",
    ),
    entry(
        "faktor_eksternal.hari",
        "integer",
        _factors("integer", lambda one: one.days),
        unit="hari",
        each="faktor_eksternal",
        id="Hari kalender faktor itu di dalam periode",
        en="Calendar days of that factor inside the period",
    ),
    entry(
        "faktor_eksternal.penyesuaian",
        "decimal",
        _factors("decimal", lambda one: one.relief),
        unit="persen",
        each="faktor_eksternal",
        id="Keringanan target yang disetujui, dua desimal",
        en="Approved relief of the target, two decimals",
    ),
)
