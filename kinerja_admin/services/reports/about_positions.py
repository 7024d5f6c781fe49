"""Reports on positions: who holds which and which are vacant, who fits, and who is a candidate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from kinerja_admin.db.session import Session
from kinerja_admin.locale import mark
from kinerja_admin.models.calon_jabatan import CalonJabatan
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.lowongan_jabatan import LowonganJabatan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.pendidikan import Pendidikan
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.riwayat_pangkat import RiwayatPangkat
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.models.words import ESELON, HASIL_CALON, JENIS_JABATAN, JENJANG_PENDIDIKAN
from kinerja_admin.services.reports.people import on_day
from kinerja_admin.services.reports.shape import Cell, Column, Line, Question, Report, Role

_GROUP = mark("Positions")
_LEVELS = {level: place for place, level in enumerate(JENJANG_PENDIDIKAN)}
_ANSWERS = {"yes": mark("Yes"), "no": mark("No"), "": mark("Not recorded")}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the latest vacancy of a position asked for; ranks by their code and place."""

    vacancy: int
    number: str
    lowest: tuple[str, int] | None
    highest: tuple[str, int] | None
    education: str | None
    more: str

    @property
    def ranks(self) -> str:
        """The ranks as they are read."""
        ends = [end[0] if end else "…" for end in (self.lowest, self.highest)]
        return " – ".join(ends) if self.lowest or self.highest else ""


def _wanted(session: Session, question: Question) -> Mapping[int, _Wanted]:
    """By position."""
    low, high = aliased(Golongan), aliased(Golongan)
    rows = session.execute(
        select(LowonganJabatan, low, high)
        .outerjoin(low, low.id == LowonganJabatan.golongan_min_id)
        .outerjoin(high, high.id == LowonganJabatan.golongan_maks_id)
        .where(LowonganJabatan.region_id == question.region, LowonganJabatan.dibuka <= question.day)
        .order_by(LowonganJabatan.dibuka, LowonganJabatan.id)
    )
    return {
        row.jabatan_id: _Wanted(
            row.id,
            row.nomor,
            _place(lowest),
            _place(highest),
            row.pendidikan_min,
            row.syarat or "",
        )
        for row, lowest, highest in rows
    }


def _place(rank: Golongan | None) -> tuple[str, int] | None:
    return (rank.kode, rank.urutan) if rank is not None else None


def _positions(session: Session, question: Question) -> Iterator[Line]:
    wanted = _wanted(session, question)
    holders: dict[int, list[tuple[str, str]]] = {}
    held = session.execute(
        select(RiwayatJabatan.jabatan_id, Pegawai.nama, RiwayatJabatan.penugasan)
        .join(Pegawai, Pegawai.id == RiwayatJabatan.pegawai_id)
        .where(
            RiwayatJabatan.region_id == question.region,
            RiwayatJabatan.mulai <= question.day,
            or_(RiwayatJabatan.selesai.is_(None), RiwayatJabatan.selesai >= question.day),
            or_(Pegawai.tanggal_keluar.is_(None), Pegawai.tanggal_keluar >= question.day),
        )
        .order_by(RiwayatJabatan.penugasan, Pegawai.nama)
    )
    for position, name, kind in held:
        holders.setdefault(position, []).append((name, kind))
    candidates = _candidates(session, question)
    rows = session.execute(
        select(Jabatan, UnitKerja.id, UnitKerja.nama)
        .join(UnitKerja, UnitKerja.id == Jabatan.unit_kerja_id)
        .where(Jabatan.region_id == question.region)
        .order_by(UnitKerja.nama, Jabatan.kelas.desc(), Jabatan.nama)
    )
    for post, unit, name in rows:
        there = holders.get(post.id, [])
        definitive = sum(kind == "definitif" for _, kind in there)
        names = _names(there) if question.sees_people else ""
        asks = wanted.get(post.id)
        vacant = max(post.kebutuhan - definitive, 0)
        found = (names, asks.ranks, asks.education, asks.more) if asks else (names, "", None, "")
        number = candidates.get(asks.vacancy, 0) if asks else None
        numbers = (post.kebutuhan, definitive, len(there) - definitive, vacant)
        yield Line((name, post.kode, post.nama, post.jenis, post.kelas, post.eselon, *numbers, *found, number), unit)


def _names(holders: Sequence[tuple[str, str]]) -> str:
    return ", ".join(name if kind == "definitif" else f"{name} ({kind.capitalize()})" for name, kind in holders)


def _candidates(session: Session, question: Question) -> Mapping[int, int]:
    rows = session.execute(
        select(CalonJabatan.lowongan_jabatan_id, func.count(CalonJabatan.id))
        .where(CalonJabatan.region_id == question.region, CalonJabatan.ditarik_pada.is_(None))
        .group_by(CalonJabatan.lowongan_jabatan_id)
    )
    return {row[0]: row[1] for row in rows}


def _ranks(session: Session, question: Question) -> Mapping[int, tuple[str, int]]:
    """The rank of everybody on the day."""
    rows = session.execute(
        select(RiwayatPangkat.pegawai_id, Golongan.kode, Golongan.urutan)
        .join(Golongan, Golongan.id == RiwayatPangkat.golongan_id)
        .where(RiwayatPangkat.region_id == question.region, RiwayatPangkat.mulai <= question.day)
        .order_by(RiwayatPangkat.mulai)
    )
    return {person: (code, place) for person, code, place in rows}


def _schooling(session: Session, question: Question) -> Mapping[int, str]:
    """The highest education of everybody that counts on the day."""
    rows = session.execute(
        select(Pendidikan.pegawai_id, Pendidikan.jenjang).where(
            Pendidikan.region_id == question.region,
            or_(Pendidikan.diakui_sejak.is_(None), Pendidikan.diakui_sejak <= question.day),
        )
    )
    best: dict[int, str] = {}
    for person, level in rows:
        best[person] = max(best.get(person, level), level, key=_LEVELS.__getitem__)
    return best


class _Fit:
    """How people fit positions, by what is recorded of both."""

    def __init__(self, session: Session, question: Question) -> None:
        self._wanted = _wanted(session, question)
        self._ranks = _ranks(session, question)
        self._schooling = _schooling(session, question)

    def asks(self, position: int) -> bool:
        """Whether something is recorded that a position asks for."""
        return position in self._wanted

    def cells(self, person: int, position: int) -> tuple[Cell, ...]:
        """Rank asked for, own rank, whether it fits; and the same of education."""
        asks, rank, level = self._wanted[position], self._ranks.get(person), self._schooling.get(person)
        return (
            asks.ranks, rank[0] if rank else None, _said(_fits_rank(asks, rank)),
            asks.education, level, _said(_fits_level(asks, level)),
        )  # fmt: skip


def _fits_rank(asks: _Wanted, rank: tuple[str, int] | None) -> bool | None:
    if rank is None or (asks.lowest is None and asks.highest is None):
        return None
    return (asks.lowest is None or rank[1] >= asks.lowest[1]) and (asks.highest is None or rank[1] <= asks.highest[1])


def _fits_level(asks: _Wanted, level: str | None) -> bool | None:
    if level is None or asks.education is None:
        return None
    return _LEVELS[level] >= _LEVELS[asks.education]


def _said(answer: object) -> str:
    return "" if answer is None else "yes" if answer else "no"


def _fit(session: Session, question: Question) -> Iterator[Line]:
    """Holders of the positions of which something is recorded that they ask for."""
    fit = _Fit(session, question)
    who = on_day(question.region, question.day)
    rows: Any = session.execute(
        select(who.c.unit, who.c.person, who.c.position, who.c.nama, who.c.unit_name, who.c.position_name, who.c.kelas)
        .where(who.c.position.is_not(None))
        .order_by(who.c.unit_name, who.c.kelas.desc(), who.c.nama)
    )
    for unit, person, position, *cells in rows:
        if fit.asks(position):
            yield Line((*cells, *fit.cells(person, position)), unit)


def _applicants(session: Session, question: Question) -> Iterator[Line]:
    fit = _Fit(session, question)
    who = on_day(question.region, question.day)
    rows = session.execute(
        select(
            UnitKerja.id, CalonJabatan.pegawai_id, Jabatan.id, LowonganJabatan.nomor, Jabatan.nama, UnitKerja.nama,
            Pegawai.nama, who.c.position_name, CalonJabatan.diusulkan_pada, CalonJabatan.hasil, CalonJabatan.alasan,
        )
        .select_from(CalonJabatan)
        .join(LowonganJabatan, LowonganJabatan.id == CalonJabatan.lowongan_jabatan_id)
        .join(Jabatan, Jabatan.id == LowonganJabatan.jabatan_id)
        .join(UnitKerja, UnitKerja.id == Jabatan.unit_kerja_id)
        .join(Pegawai, Pegawai.id == CalonJabatan.pegawai_id)
        .outerjoin(who, who.c.person == CalonJabatan.pegawai_id)
        .where(
            and_(CalonJabatan.region_id == question.region, CalonJabatan.ditarik_pada.is_(None)),
            LowonganJabatan.dibuka <= question.day,
            or_(LowonganJabatan.ditutup.is_(None), LowonganJabatan.ditutup >= question.period.start),
        )
        .order_by(LowonganJabatan.dibuka, LowonganJabatan.id, Pegawai.nama)
    )  # fmt: skip
    for unit, person, position, *cells in rows:
        yield Line((*cells, *fit.cells(person, position)), unit)


_FIT = (
    Column("ranks", mark("Rank asked for")),
    Column("rank", mark("Own rank")),
    Column("fits_rank", mark("Rank fits"), words=_ANSWERS),
    Column("wanted", mark("Education asked for"), words=JENJANG_PENDIDIKAN),
    Column("level", mark("Own education"), words=JENJANG_PENDIDIKAN),
    Column("fits_level", mark("Education fits"), words=_ANSWERS),
)

POSITIONS = (
    Report(
        "jabatan",
        mark("Positions and vacancies"),
        mark("Every position with class, holders, vacancies, what the latest vacancy asked for, and its candidates."),
        _GROUP,
        (
            Column("unit", mark("Unit")),
            Column("code", mark("Code")),
            Column("position", mark("Position")),
            Column("kind", mark("Kind"), words=JENIS_JABATAN),
            Column("class", mark("Class")),
            Column("echelon", mark("Echelon"), words=ESELON),
            Column("needed", mark("Needed"), Role.SUM, "orang"),
            Column("held", mark("Filled"), Role.SUM, "orang"),
            Column("acting", mark("Acting"), Role.SUM, "orang"),
            Column("vacant", mark("Vacant"), Role.SUM, "orang"),
            Column("holders", mark("Holders")),
            *_FIT[:1],
            Column("education", mark("Education asked for"), words=JENJANG_PENDIDIKAN),
            Column("more", mark("Other requirements")),
            Column("candidates", mark("Candidates"), Role.FIGURE, "orang"),
        ),
        _positions,
        "jabatan",
    ),
    Report(
        "kesesuaian",
        mark("Fit of person and position"),
        mark("Rank and education of the holders beside what the latest vacancy of their position asked for."),
        _GROUP,
        (
            Column("name", mark("Name")),
            Column("unit", mark("Unit")),
            Column("position", mark("Position")),
            Column("class", mark("Class")),
            *_FIT,
        ),
        _fit,
        "jabatan",
        names_people=True,
    ),
    Report(
        "calon",
        mark("Candidates for vacancies"),
        mark("Who was proposed for which position, how rank and education fit, and what was decided."),
        _GROUP,
        (
            Column("number", mark("Vacancy")),
            Column("position", mark("Position")),
            Column("unit", mark("Unit")),
            Column("name", mark("Name")),
            Column("present", mark("Present position")),
            Column("day", mark("Proposed on")),
            Column("outcome", mark("Decision"), words=HASIL_CALON),
            Column("reason", mark("Reason")),
            *_FIT,
        ),
        _applicants,
        "calon_jabatan",
        names_people=True,
    ),
)
