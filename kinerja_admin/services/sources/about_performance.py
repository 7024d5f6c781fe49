"""Sources about plans, ratings and projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import ARAH_CAPAIAN, EKSPEKTASI, PERAN_PROYEK, STATUS_RENCANA

if TYPE_CHECKING:
    from kinerja_admin.services.sources import performance, rows
else:
    rows = Later("rows")
    performance = Later("performance")


def _items(name: str) -> Deliver:
    return lambda records: records.of(performance.approved_items).series(name)


def _projects(name: str) -> Deliver:
    return lambda records: records.of(performance.projects).series(name)


def _rating(name: str) -> Deliver:
    return lambda records: records.of(performance.ratings)[name]


ENTRIES: tuple[Entry, ...] = (
    entry(
        "rencana.status",
        STATUS_RENCANA,
        lambda records: records.of(performance.plan_statuses),
        id="Status rencana kinerja tahun periode ini",
        en="Status of the annual plan of the period's year",
    ),
    entry(
        "rencana.jumlah_butir",
        "integer",
        lambda records: records.of(performance.items).count(),
        id="Banyaknya butir rencana tahun ini, disetujui atau belum",
        en="Number of items in the year's plan, approved or not",
    ),
    entry(
        "rencana.bobot",
        "decimal",
        _items("bobot"),
        unit="persen",
        each="butir_rencana",
        id="Bobot tiap butir rencana yang disetujui, dua desimal",
        en="Weight of each item of the approved plan, two decimals",
    ),
    entry(
        "rencana.target",
        "decimal",
        _items("target"),
        each="butir_rencana",
        id="Target setahun tiap butir rencana, dua desimal",
        en="Target for the year of each item, two decimals",
    ),
    entry(
        "rencana.realisasi",
        "decimal",
        _items("reached"),
        each="butir_rencana",
        id="Realisasi tiap butir sejak Januari sampai akhir periode, dua desimal; kosong bila belum dilaporkan",
        en="Reached on each item from January to the period's end, two decimals; missing when nothing is reported",
    ),
    entry(
        "rencana.arah",
        ARAH_CAPAIAN,
        _items("arah"),
        each="butir_rencana",
        id="Arah tiap butir: naik, atau turun bila makin rendah makin baik",
        en="Direction of each item: naik (higher is better) or turun (lower is better)",
    ),
    entry(
        "penilaian.hasil_kerja",
        EKSPEKTASI,
        _rating("hasil_kerja"),
        id="Penilaian atasan atas hasil kerja periode ini; kosong bila belum dinilai",
        en="The superior's rating of results in this period; missing when not rated",
    ),
    entry(
        "penilaian.perilaku_kerja",
        EKSPEKTASI,
        _rating("perilaku_kerja"),
        id="Penilaian atasan atas perilaku kerja periode ini; kosong bila belum dinilai",
        en="The superior's rating of behaviour in this period; missing when not rated",
    ),
    entry(
        "penilaian.nilai_sendiri",
        "decimal",
        _rating("nilai_sendiri"),
        unit="skor",
        id="Penilaian diri pegawai untuk periode ini, 0 sampai 100, dua desimal; kosong bila tidak ada",
        en="The person's self-assessment of the period, 0 to 100, two decimals; missing when none",
    ),
    entry(
        "penilaian.ada_umpan_balik",
        "condition",
        lambda records: rows.filled(records.of(performance.ratings)["has_words"], 0),
        id="Apakah atasan menulis umpan balik pada penilaian periode ini",
        en="Whether the superior wrote feedback with the rating of the period",
    ),
    entry(
        "capaian.bulan_dilaporkan",
        "integer",
        lambda records: records.of(performance.months_reported),
        unit="bulan",
        id="Bulan sejak Januari sampai akhir periode yang laporannya lengkap untuk semua butir rencana",
        en="Months since January up to the period's end for which every item of the plan has a report",
    ),
    entry(
        "capaian.butir_tanpa_bukti",
        "integer",
        lambda records: records.of(performance.items_without_evidence),
        unit="butir",
        id="Butir rencana yang laporan terakhirnya tidak disertai bukti",
        en="Items of the plan whose latest report has no evidence",
    ),
    entry(
        "penilaian.bawahan_belum_dinilai",
        "integer",
        lambda records: records.of(performance.unrated_subordinates),
        unit="orang",
        id="Banyaknya bawahan yang penilaian periodenya belum lengkap",
        en="Number of subordinates whose rating of the period is not complete",
    ),
    entry(
        "penilaian.nilai_perilaku",
        "decimal",
        lambda records: records.of(performance.behaviours),
        unit="skor",
        each="aspek_perilaku",
        id="Nilai tiap nilai dasar BerAKHLAK, 0 sampai 100, dua desimal; kosong bila belum dinilai",
        en="Rating of each of the seven BerAKHLAK values, 0 to 100, two decimals; missing when not rated",
    ),
    entry(
        "proyek.jatuh_tempo",
        "date",
        _projects("jatuh_tempo"),
        each="proyek",
        id="Jatuh tempo tiap proyek yang jatuh tempo atau selesai tahun ini sampai akhir periode",
        en="Due date of each project that fell due or was finished this year up to the period's end",
    ),
    entry(
        "proyek.selesai",
        "date",
        _projects("selesai"),
        each="proyek",
        id="Tanggal selesai tiap proyek; kosong bila belum selesai pada akhir periode",
        en="Day on which each project was finished; missing when unfinished at the period's end",
    ),
    entry(
        "proyek.pagu",
        "integer",
        _projects("pagu"),
        unit="rupiah",
        each="proyek",
        id="Pagu tiap proyek",
        en="Budget of each project",
    ),
    entry(
        "proyek.realisasi",
        "integer",
        _projects("realisasi"),
        unit="rupiah",
        each="proyek",
        id="Belanja tiap proyek; kosong bila belum diketahui",
        en="Spending of each project; missing when not known",
    ),
    entry(
        "proyek.peran",
        PERAN_PROYEK,
        _projects("peran"),
        each="proyek",
        id="Peran pegawai dalam tiap proyek",
        en="The person's part in each project",
    ),
)
