"""What the records show to be done in a stage: by whom or about whom, and on which day, one query each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import Select, func, select

from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.umpan_balik import UmpanBalik
from kinerja_admin.services.duties.stages import Stage

Done = dict[int, datetime | None]
"""For each person the moment, None where the records do not name it."""


def done_in(stage: Stage) -> dict[int, date | None]:
    """For each person whose duty is done, or about whom it is done, the day; None where the records do not name it."""
    found = _DONE[stage.row.tahap](stage)
    return {person: at.astimezone(stage.zone).date() if at else None for person, at in found.items()}


def _plans_written(stage: Stage) -> Done:
    return _plans(stage, "diajukan", "disetujui")


def _plans_approved(stage: Stage) -> Done:
    return _plans(stage, "disetujui")


def _plans(stage: Stage, *states: str) -> Done:
    table, is_approval = Rencana, "diajukan" not in states
    found = stage.closing.bulk.rows(
        select(table.pegawai_id, table.diajukan_pada, table.disetujui_pada).where(
            table.region_id == stage.row.region_id,
            table.tahun == stage.period.end.year,
            table.status.in_(states),
        )
    )
    return {person: approved if is_approval else handed_in or approved for person, handed_in, approved in found}


def _achievements_reported(stage: Stage) -> Done:
    """Once every item of the plan has its report for the last month of the period."""
    counts = {row[0]: row[1] for row in stage.closing.bulk.rows(_items(stage))}
    reported = stage.closing.bulk.rows(
        select(Rencana.pegawai_id, func.count(Capaian.id), func.max(Capaian.dicatat_pada))
        .join(ButirRencana, ButirRencana.rencana_id == Rencana.id)
        .join(Capaian, Capaian.butir_rencana_id == ButirRencana.id)
        .where(
            Rencana.region_id == stage.row.region_id,
            Rencana.tahun == stage.period.end.year,
            Capaian.bulan == stage.period.end.month,
        )
        .group_by(Rencana.pegawai_id)
    )
    return {person: at for person, number, at in reported if number == counts.get(person)}


def _items(stage: Stage) -> Select[int, int]:
    return (
        select(Rencana.pegawai_id, func.count(ButirRencana.id))
        .join(ButirRencana, ButirRencana.rencana_id == Rencana.id)
        .where(Rencana.region_id == stage.row.region_id, Rencana.tahun == stage.period.end.year)
        .group_by(Rencana.pegawai_id)
    )


def _self_assessed(stage: Stage) -> Done:
    table = Penilaian
    found = stage.closing.bulk.rows(
        select(table.pegawai_id, table.dinilai_sendiri_pada).where(
            table.region_id == stage.row.region_id,
            table.periode == str(stage.period),
            table.nilai_sendiri.is_not(None),
        )
    )
    return {row[0]: row[1] for row in found}


def _rated(stage: Stage) -> Done:
    table = Penilaian
    found = stage.closing.bulk.rows(
        select(table.pegawai_id, table.dinilai_pada).where(
            table.region_id == stage.row.region_id,
            table.periode == str(stage.period),
            table.hasil_kerja.is_not(None),
            table.perilaku_kerja.is_not(None),
        )
    )
    return {row[0]: row[1] for row in found}


def _feedback_given(stage: Stage) -> Done:
    """Once somebody said something about anybody; what and about whom is not read."""
    table = UmpanBalik
    found = stage.closing.bulk.rows(
        select(table.penilai_id, func.min(table.diberikan_pada))
        .where(table.region_id == stage.row.region_id, table.periode == str(stage.period))
        .group_by(table.penilai_id)
    )
    return {row[0]: row[1] for row in found}


_DONE: Mapping[str, Callable[[Stage], Done]] = {
    "penyusunan_rencana": _plans_written,
    "persetujuan_rencana": _plans_approved,
    "pelaporan_capaian": _achievements_reported,
    "penilaian_diri": _self_assessed,
    "umpan_balik": _feedback_given,
    "penilaian_atasan": _rated,
}
