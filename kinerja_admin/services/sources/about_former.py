"""Sources about plans and ratings of the years before 2022, for the policies of those years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import ARAH_CAPAIAN

if TYPE_CHECKING:
    from kinerja_admin.services.sources import former
else:
    former = Later("former")


def _plan(name: str) -> Deliver:
    return lambda records: records.of(former.former_plans)[name]


def _activities(name: str) -> Deliver:
    return lambda records: records.of(former.activities).series(name)


def _indicators(name: str) -> Deliver:
    return lambda records: records.of(former.indicators).series(name)


def _behaviour(name: str) -> Deliver:
    return lambda records: records.of(former.former_behaviours)[name]


def _aspect(name: str) -> Entry:
    return entry(
        f"perilaku_pp46.{name}",
        "decimal",
        _behaviour(name),
        unit="skor",
        id=f"Nilai {name.replace('_', ' ')} dalam penilaian lama, 0 sampai 100, dua desimal; kosong bila tidak dinilai",
        en=f"Rating of {name.replace('_', ' ')} under the older rules, 0 to 100, two decimals; missing when not rated",
    )


_ASPECTS = ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama", "kepemimpinan")

ENTRIES: tuple[Entry, ...] = (
    entry(
        "skp.tugas_tambahan",
        "integer",
        _plan("tugas_tambahan"),
        unit="skor",
        id="Nilai tugas tambahan menurut SKP lama; kosong bila tidak dicatat",
        en="Score of additional tasks in the older plan; missing when not recorded",
    ),
    entry(
        "skp.kreativitas",
        "integer",
        _plan("kreativitas"),
        unit="skor",
        id="Nilai kreativitas menurut SKP lama; kosong bila tidak dicatat",
        en="Score of creativity in the older plan; missing when not recorded",
    ),
    entry(
        "skp.kinerja_tambahan",
        "decimal",
        _plan("kinerja_tambahan"),
        unit="skor",
        id="Nilai kinerja tambahan 2021, dua desimal; kosong bila tidak dicatat",
        en="Score of additional performance in 2021, two decimals; missing when not recorded",
    ),
    entry(
        "skp.target_kuantitas",
        "decimal",
        _activities("target_kuantitas"),
        each="kegiatan_skp",
        id="Target kuantitas tiap kegiatan SKP lama, dua desimal",
        en="Target quantity of each activity of the older plan, two decimals",
    ),
    entry(
        "skp.realisasi_kuantitas",
        "decimal",
        _activities("realisasi_kuantitas"),
        each="kegiatan_skp",
        id="Realisasi kuantitas tiap kegiatan SKP lama, dua desimal",
        en="Actual quantity of each activity of the older plan, two decimals",
    ),
    entry(
        "skp.target_kualitas",
        "decimal",
        _activities("target_kualitas"),
        each="kegiatan_skp",
        id="Target kualitas tiap kegiatan SKP lama, dua desimal",
        en="Target quality of each activity of the older plan, two decimals",
    ),
    entry(
        "skp.realisasi_kualitas",
        "decimal",
        _activities("realisasi_kualitas"),
        each="kegiatan_skp",
        id="Realisasi kualitas tiap kegiatan SKP lama, dua desimal",
        en="Actual quality of each activity of the older plan, two decimals",
    ),
    entry(
        "skp.target_waktu",
        "decimal",
        _activities("target_waktu"),
        unit="bulan",
        each="kegiatan_skp",
        id="Target waktu tiap kegiatan SKP lama, dua desimal",
        en="Target time of each activity of the older plan, two decimals",
    ),
    entry(
        "skp.realisasi_waktu",
        "decimal",
        _activities("realisasi_waktu"),
        unit="bulan",
        each="kegiatan_skp",
        id="Realisasi waktu tiap kegiatan SKP lama, dua desimal",
        en="Actual time of each activity of the older plan, two decimals",
    ),
    entry(
        "skp.target_biaya",
        "integer",
        _activities("target_biaya"),
        unit="rupiah",
        each="kegiatan_skp",
        id="Target biaya tiap kegiatan SKP lama; kosong bila biaya tidak dinilai",
        en="Target cost of each activity of the older plan; missing when cost is not rated",
    ),
    entry(
        "skp.realisasi_biaya",
        "integer",
        _activities("realisasi_biaya"),
        unit="rupiah",
        each="kegiatan_skp",
        id="Realisasi biaya tiap kegiatan SKP lama; kosong bila biaya tidak dinilai",
        en="Actual cost of each activity of the older plan; missing when cost is not rated",
    ),
    entry(
        "skp.arah",
        ARAH_CAPAIAN,
        _indicators("arah"),
        each="indikator_skp",
        id="Arah tiap indikator 2021: naik, atau turun bila makin rendah makin baik",
        en="Direction of each indicator of 2021: naik (higher is better) or turun (lower is better)",
    ),
    entry(
        "skp.bobot",
        "decimal",
        _indicators("bobot"),
        unit="persen",
        each="indikator_skp",
        id="Bobot tiap indikator 2021, dua desimal",
        en="Weight of each indicator of 2021, two decimals",
    ),
    entry(
        "skp.target",
        "decimal",
        _indicators("target"),
        each="indikator_skp",
        id="Target tiap indikator 2021, atau batas bawah rentangnya, dua desimal",
        en="Target of each indicator of 2021, or the lower end of its range, two decimals",
    ),
    entry(
        "skp.target_atas",
        "decimal",
        _indicators("target_atas"),
        each="indikator_skp",
        id="Batas atas rentang target, dua desimal; kosong bila targetnya satu angka",
        en="Upper end of the range, two decimals; missing when the target is one number",
    ),
    entry(
        "skp.realisasi",
        "decimal",
        _indicators("realisasi"),
        each="indikator_skp",
        id="Realisasi tiap indikator 2021, dua desimal; kosong bila tidak dicatat",
        en="Actual value of each indicator of 2021, two decimals; missing when not recorded",
    ),
    entry(
        "skp.target_terbesar",
        "condition",
        _indicators("target_terbesar"),
        each="indikator_skp",
        id="Apakah target itu sudah nilai terbesar yang mungkin",
        en="Whether the target is the largest possible value already",
    ),
    *map(_aspect, _ASPECTS),
    entry(
        "perilaku_pp30.nilai",
        "decimal",
        _behaviour("nilai"),
        unit="skor",
        id="Nilai perilaku kerja 2021 sesudah semua penilai digabung, 0 sampai 120, dua desimal; kosong bila "
        "tidak dinilai",
        en="Rated behaviour of 2021 after all raters were joined, 0 to 120, two decimals; missing when not rated",
    ),
    entry(
        "perilaku_pp30.dinilai_rekan_dan_bawahan",
        "condition",
        _behaviour("dinilai_rekan_dan_bawahan"),
        id="Apakah rekan dan bawahan ikut memberi nilai; kosong bila tidak dicatat",
        en="Whether colleagues and subordinates rated as well; missing when not recorded",
    ),
    entry(
        "perilaku_pp30.ide_baru",
        "condition",
        _behaviour("ide_baru"),
        id="Apakah pejabat penilai mengakui ide atau cara baru yang bermanfaat; kosong bila tidak dicatat",
        en="Whether the rating official recognised a new and useful idea or way; missing when not recorded",
    ),
)
