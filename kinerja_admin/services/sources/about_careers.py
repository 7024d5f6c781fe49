"""Sources about careers: credit points, assessments, awards, candidatures and past sanctions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import GOLONGAN, JENJANG_PENDIDIKAN, TINGKAT_HUKUMAN

if TYPE_CHECKING:
    from kinerja_admin.engine.columns.typed import Given
    from kinerja_admin.services.sources import careers, histories, rows
    from kinerja_admin.services.sources.records import Records
else:
    careers = Later("careers")
    histories = Later("histories")
    rows = Later("rows")


def _vacancy(name: str) -> Deliver:
    return lambda records: records.of(careers.vacancies)[name]


def _assessed(kind: str) -> Deliver:
    return lambda records: careers.assessed(records, kind)


def _hardest(records: Records) -> Given:
    return rows.filled(records.of(histories.hardest_sanctions)["tingkat"], "tidak_ada")


ENTRIES: tuple[Entry, ...] = (
    entry(
        "hukuman.terberat_lima_tahun",
        TINGKAT_HUKUMAN,
        _hardest,
        id="Hukuman disiplin terberat yang dijatuhkan dalam lima tahun sampai akhir periode",
        en="Hardest disciplinary sanction given in the five years up to the period's end",
    ),
    entry(
        "penghargaan.jumlah_tahun",
        "integer",
        lambda records: records.of(careers.awards_of_year),
        unit="kali",
        id="Penghargaan yang diterima sejak 1 Januari sampai akhir periode",
        en="Awards received since 1 January up to the period's end",
    ),
    entry(
        "penghargaan.jumlah_lima_tahun",
        "integer",
        lambda records: records.of(careers.awards).count(),
        unit="kali",
        id="Penghargaan yang diterima dalam lima tahun sampai akhir periode",
        en="Awards received in the five years up to the period's end",
    ),
    entry(
        "angka_kredit.bulan_dinilai",
        "integer",
        lambda records: records.of(careers.months_at_level),
        unit="bulan",
        id="Bulan tahun ini yang pada akhirnya jenjang sekarang dipangku; kosong di luar jabatan fungsional",
        en="Months of the year at whose end the present level was held; missing outside functional positions",
    ),
    entry(
        "angka_kredit.saldo_jenjang",
        "decimal",
        lambda records: records.of(careers.balance_at_level),
        id="Angka kredit pada jenjang sekarang sampai akhir tahun sebelumnya, tiga desimal; kosong di luar "
        "jabatan fungsional",
        en="Credit points at the present level up to the end of the year before, three decimals; missing "
        "outside functional positions",
    ),
    entry(
        "angka_kredit.saldo_pangkat",
        "decimal",
        lambda records: records.of(careers.balance_in_rank),
        id="Angka kredit pada pangkat sekarang sampai akhir tahun sebelumnya, tiga desimal; kosong di luar "
        "jabatan fungsional",
        en="Credit points in the present rank up to the end of the year before, three decimals; missing outside "
        "functional positions",
    ),
    entry(
        "talenta.nilai_asesmen",
        "decimal",
        _assessed("asesmen"),
        unit="skor",
        id="Nilai asesmen kompetensi yang masih berlaku, 0 sampai 100, dua desimal; kosong bila tidak ada",
        en="Score of the competence assessment that is still valid, 0 to 100, two decimals; missing when there is none",
    ),
    entry(
        "talenta.nilai_catatan_kerja",
        "decimal",
        _assessed("catatan_kerja"),
        unit="skor",
        id="Nilai catatan kerja harian, 0 sampai 100, dua desimal; kosong bila tidak ada",
        en="Score of the daily work log, 0 to 100, two decimals; missing when there is none",
    ),
    entry(
        "talenta.nilai_kehadiran",
        "decimal",
        _assessed("kehadiran"),
        unit="skor",
        id="Nilai kehadiran, 0 sampai 100, dua desimal; kosong bila tidak ada",
        en="Score of attendance, 0 to 100, two decimals; missing when there is none",
    ),
    entry(
        "talenta.nilai_pendidikan",
        "decimal",
        _assessed("pendidikan"),
        unit="skor",
        id="Nilai pendidikan, 0 sampai 100, dua desimal; kosong bila tidak ada",
        en="Score of education, 0 to 100, two decimals; missing when there is none",
    ),
    entry(
        "talenta.nilai_rekam_jejak",
        "decimal",
        _assessed("rekam_jejak"),
        unit="skor",
        id="Nilai rekam jejak jabatan, 0 sampai 100, dua desimal; kosong bila tidak ada",
        en="Score of the track record, 0 to 100, two decimals; missing when there is none",
    ),
    entry(
        "promosi.jabatan_tujuan",
        "text",
        _vacancy("kode"),
        id="Kode jabatan lowong yang calonnya adalah pegawai ini pada akhir periode; kosong bila bukan calon",
        en="Code of the vacant position for which the person is a candidate at the period's end; missing when none",
    ),
    entry(
        "promosi.kelas_tujuan",
        "integer",
        _vacancy("kelas"),
        id="Kelas jabatan lowong itu; kosong bila bukan calon",
        en="Class of that position; missing when no candidate",
    ),
    entry(
        "promosi.pendidikan_min",
        JENJANG_PENDIDIKAN,
        _vacancy("pendidikan_min"),
        id="Pendidikan terendah yang diminta lowongan itu; kosong bila bukan calon atau tidak dibatasi",
        en="Lowest education that the vacancy asks for; missing when no candidate or not limited",
    ),
    entry(
        "promosi.golongan_min",
        GOLONGAN,
        _vacancy("lowest_rank"),
        id="Golongan terendah yang diminta lowongan itu; kosong bila bukan calon atau tidak dibatasi",
        en="Lowest rank that the vacancy asks for; missing when no candidate or not limited",
    ),
    entry(
        "promosi.golongan_maks",
        GOLONGAN,
        _vacancy("highest_rank"),
        id="Golongan tertinggi yang diminta lowongan itu; kosong bila bukan calon atau tidak dibatasi",
        en="Highest rank that the vacancy asks for; missing when no candidate or not limited",
    ),
)
