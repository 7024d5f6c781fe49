"""Sources about training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later

if TYPE_CHECKING:
    from kinerja_admin.services.sources import learning
else:
    learning = Later("learning")


_YEAR, _TWO_YEARS = 1, 2


def _this_year(measure: str, *kinds: str) -> Deliver:
    """What was passed since January, of some kinds or (none named) of all."""
    return lambda records: getattr(learning, measure)(records, records.year_start, *kinds)


def _lately(measure: str, years: int, *kinds: str) -> Deliver:
    """What was passed in the years up to the period's end, of some kinds or (none named) of all."""
    return lambda records: getattr(learning, measure)(records, records.last_years(years), *kinds)


ENTRIES: tuple[Entry, ...] = (
    entry(
        "pelatihan.diklat_jabatan",
        "condition",
        lambda records: records.of(learning.is_trained),
        id="Pernah lulus pelatihan kepemimpinan bagi jabatan struktural, atau pelatihan fungsional bagi jabatan "
        "fungsional",
        en="Whether leadership training was ever passed by a structural position, or functional training by a "
        "functional one",
    ),
    entry(
        "pelatihan.jp_tahun",
        "integer",
        _this_year("hours"),
        unit="JP",
        id="Jam pelajaran yang diselesaikan sejak 1 Januari sampai akhir periode",
        en="Learning hours completed since 1 January up to the period's end",
    ),
    entry(
        "pelatihan.jp_etika_tahun",
        "integer",
        _this_year("hours", "integritas_etika"),
        unit="JP",
        id="Jam pelajaran integritas dan etika yang diselesaikan sejak 1 Januari",
        en="Learning hours in integrity and ethics completed since 1 January",
    ),
    entry(
        "pelatihan.jumlah_etika_tahun",
        "integer",
        _this_year("times", "integritas_etika"),
        unit="kali",
        id="Pelatihan integritas dan etika yang diselesaikan sejak 1 Januari",
        en="Courses in integrity and ethics completed since 1 January",
    ),
    entry(
        "pelatihan.undangan_ditolak_tahun",
        "integer",
        lambda records: records.of(learning.declined),
        unit="kali",
        id="Undangan pelatihan sejak 1 Januari yang tidak diikuti, dengan atau tanpa alasan",
        en="Invitations to courses since 1 January that were not taken up, with or without a reason",
    ),
    entry(
        "pelatihan.jp_dua_tahun",
        "integer",
        _lately("hours", _TWO_YEARS),
        unit="JP",
        id="Jam pelajaran semua pelatihan dalam dua tahun sampai akhir periode",
        en="Learning hours of all training in the two years up to the period's end",
    ),
    entry(
        "pelatihan.jp_teknis_setahun",
        "integer",
        _lately("hours", _YEAR, "teknis"),
        unit="JP",
        id="Jam pelajaran pelatihan teknis dalam setahun sampai akhir periode",
        en="Learning hours of technical training in the year up to the period's end",
    ),
    entry(
        "pelatihan.seminar_dua_tahun",
        "integer",
        _lately("times", _TWO_YEARS, "seminar"),
        unit="kali",
        id="Seminar, lokakarya, atau sejenisnya dalam dua tahun sampai akhir periode",
        en="Seminars, workshops and the like in the two years up to the period's end",
    ),
)
