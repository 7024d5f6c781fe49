"""Sources about what colleagues, subordinates and the public say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Deliver, Entry, entry, in_confidence
from kinerja_admin.services.sources.later import Later

if TYPE_CHECKING:
    from kinerja_admin.services.sources import feedback
else:
    feedback = Later("feedback")


def _voices(kind: str) -> Deliver:
    return lambda records: feedback.voices_of(records, kind)


def _element(place: int, name: str, subject: str, subject_en: str) -> Entry:
    return entry(
        f"survei.{name}",
        "integer",
        lambda records: feedback.answers_on(records, place),
        each="responden",
        id=f"Jawaban 1 sampai 4 tiap responden atas unsur {subject}; kosong bila tidak dijawab",
        en=f"Each respondent's answer from 1 to 4 about {subject_en}; missing when not answered",
    )


_ELEMENTS = (
    ("persyaratan", "persyaratan", "the requirements"),
    ("prosedur", "sistem, mekanisme, dan prosedur", "system, mechanism and procedure"),
    ("waktu", "waktu penyelesaian", "the time to completion"),
    ("biaya", "biaya atau tarif", "the cost or fee"),
    ("produk", "produk layanan", "what the service gives"),
    ("kompetensi", "kompetensi pelaksana", "the competence of the staff"),
    ("perilaku", "perilaku pelaksana", "the behaviour of the staff"),
    ("pengaduan", "penanganan pengaduan, saran, dan masukan", "the handling of complaints and suggestions"),
    ("sarana", "sarana dan prasarana", "the facilities"),
)
"""Of the latest survey closed this year: of the services that the person staffs, else of the unit or the one above."""

ENTRIES = in_confidence(
    entry(
        "umpan_balik.rekan",
        "decimal",
        _voices("rekan"),
        unit="skor",
        each="penilai_rekan",
        id="Nilai dari tiap rekan kerja dalam periode ini, 0 sampai 100, dua desimal, urut dari rendah",
        en="Score from each colleague in the period, 0 to 100, two decimals, low to high",
    ),
    entry(
        "umpan_balik.bawahan",
        "decimal",
        _voices("bawahan"),
        unit="skor",
        each="penilai_bawahan",
        id="Nilai dari tiap bawahan dalam periode ini, 0 sampai 100, dua desimal, urut dari rendah",
        en="Score from each subordinate in the period, 0 to 100, two decimals, low to high",
    ),
    entry(
        "umpan_balik.masyarakat",
        "integer",
        lambda records: records.of(feedback.rated_by_public),
        each="penilai_masyarakat",
        id="Nilai 1 sampai 5 dari tiap warga dalam periode ini atas layanan yang dilayani pegawai, atau atas "
        "layanan unitnya bila ia tidak ditugaskan",
        en="Each citizen's rating from 1 to 5 in the period, of the services that the person staffs, or of the "
        "unit's where the person staffs none",
    ),
    *(_element(place, *element) for place, element in enumerate(_ELEMENTS)),
)
