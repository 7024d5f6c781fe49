"""Sources about training."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kinerja_admin.engine.facts import Cell
from kinerja_admin.services.sources.entry import Deliver, Entry, entry, per_person
from kinerja_admin.services.sources.later import Later

if TYPE_CHECKING:
    from kinerja_admin.services.sources import learning
    from kinerja_admin.services.sources.records import Person, Records
else:
    learning = Later("learning")


_YEAR, _TWO_YEARS = 1, 2


def _hours(passed: Iterable[learning.Finished]) -> int:
    return sum(one.hours for one in passed)


def _times(passed: Iterable[learning.Finished]) -> int:
    return sum(1 for _ in passed)


def _this_year(measure: Callable[[Iterable[learning.Finished]], int], *kinds: str) -> Deliver:
    """What was passed since January, of some kinds or (none named) of all."""

    def give(records: Records, person: Person) -> Cell:
        return measure(learning.since(records, person, records.year_start, kinds or None))

    return per_person(give)


def _lately(measure: Callable[[Iterable[learning.Finished]], int], years: int, *kinds: str) -> Deliver:
    """What was passed in the years up to the period's end, of some kinds or (none named) of all."""

    def give(records: Records, person: Person) -> Cell:
        start = records.last_years(years)
        return measure(learning.since(records, person, start, kinds or None))

    return per_person(give)


ENTRIES: tuple[Entry, ...] = (
    entry(
        "pelatihan.diklat_jabatan",
        "condition",
        per_person(lambda records, person: learning.is_trained(records, person)),  # noqa: PLW0108 - the room is imported when it is used
        id="Pernah lulus pelatihan kepemimpinan bagi jabatan struktural, atau pelatihan fungsional bagi jabatan "
        "fungsional",
        en="Whether leadership training was ever passed by a structural position, or functional training by a "
        "functional one",
    ),
    entry(
        "pelatihan.jp_tahun",
        "integer",
        _this_year(_hours),
        unit="JP",
        id="Jam pelajaran yang diselesaikan sejak 1 Januari sampai akhir periode",
        en="Learning hours completed since 1 January up to the period's end",
    ),
    entry(
        "pelatihan.jp_etika_tahun",
        "integer",
        _this_year(_hours, "integritas_etika"),
        unit="JP",
        id="Jam pelajaran integritas dan etika yang diselesaikan sejak 1 Januari",
        en="Learning hours in integrity and ethics completed since 1 January",
    ),
    entry(
        "pelatihan.jumlah_etika_tahun",
        "integer",
        _this_year(_times, "integritas_etika"),
        unit="kali",
        id="Pelatihan integritas dan etika yang diselesaikan sejak 1 Januari",
        en="Courses in integrity and ethics completed since 1 January",
    ),
    entry(
        "pelatihan.undangan_ditolak_tahun",
        "integer",
        per_person(lambda records, person: records.of(learning.declined)[person.id]),
        unit="kali",
        id="Undangan pelatihan sejak 1 Januari yang tidak diikuti, dengan atau tanpa alasan",
        en="Invitations to courses since 1 January that were not taken up, with or without a reason",
    ),
    entry(
        "pelatihan.jp_dua_tahun",
        "integer",
        _lately(_hours, _TWO_YEARS),
        unit="JP",
        id="Jam pelajaran semua pelatihan dalam dua tahun sampai akhir periode",
        en="Learning hours of all training in the two years up to the period's end",
    ),
    entry(
        "pelatihan.jp_teknis_setahun",
        "integer",
        _lately(_hours, _YEAR, "teknis"),
        unit="JP",
        id="Jam pelajaran pelatihan teknis dalam setahun sampai akhir periode",
        en="Learning hours of technical training in the year up to the period's end",
    ),
    entry(
        "pelatihan.seminar_dua_tahun",
        "integer",
        _lately(_times, _TWO_YEARS, "seminar"),
        unit="kali",
        id="Seminar, lokakarya, atau sejenisnya dalam dua tahun sampai akhir periode",
        en="Seminars, workshops and the like in the two years up to the period's end",
    ),
)
