"""Achievements belong to an item of a plan; the list says whose plan it is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from kinerja_admin.admin.columns import title_of
from kinerja_admin.admin.tweaks import Beside, Tweaks
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.rencana import Rencana


def _whose(db: Session, keys: Sequence[int]) -> dict[int, Sequence[str]]:
    found = (
        select(Capaian.id, Pegawai)
        .join(ButirRencana, ButirRencana.id == Capaian.butir_rencana_id)
        .join(Rencana, Rencana.id == ButirRencana.rencana_id)
        .join(Pegawai, Pegawai.id == Rencana.pegawai_id)
        .where(Capaian.id.in_(keys))
    )
    return {number: (title_of(person),) for number, person in db.execute(found)}


TWEAKS = Tweaks(beside=Beside(("Pegawai",), _whose))
