"""Rules of rows: a form, an import and a program meet the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.policy_rules import events_broken_at
from kinerja_admin.db.scope import Scope, acting_as
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Invalid, Refused
from kinerja_admin.models.account import Account
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.hari_libur import HariLibur
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.penempatan_jadwal import PenempatanJadwal
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.policy_author import PolicyAuthor
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.result import Result
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.run import Run
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.unit_kerja import UnitKerja
from tests.cast import Cast, person


@pytest.fixture
def session(session_factory: sessionmaker[Session], cast: Cast) -> Iterator[Session]:
    """A session of Serang's HR."""
    with acting_as(cast.serang.scope), session_factory() as opened:
        yield opened


def refused(session: Session) -> str:
    """The code with which a flush is refused."""
    with pytest.raises((Refused, Invalid)) as caught:
        session.flush()
    session.rollback()
    found = caught.value
    return found.problems[0].code if isinstance(found, Invalid) else found.code


def forbidden_by_database(session: Session, row: Any) -> str:
    """The constraint that keeps a row out."""
    session.add(row)
    with pytest.raises(IntegrityError) as caught:
        session.flush()
    session.rollback()
    return str(caught.value.orig)


# People


def test_a_nip_is_stored_without_blanks_and_must_fit_the_person(session: Session) -> None:
    dewi = person("serang", "199001152015031009", "Dewi", "L")
    dewi.nip = "19900115 201503 1 009"
    session.add(dewi)
    session.commit()
    assert session.scalar(select(Pegawai.nip).where(Pegawai.nama == "Dewi")) == "199001152015031009"
    session.add(person("serang", "199001152015031010", "Salah Kelamin", "P"))
    assert refused(session) == "NIP_SEX_DIFFERS"
    session.add(person("serang", "199001152015031011", "Salah Lahir", "L", tanggal_lahir=date(1990, 1, 16)))
    assert refused(session) == "NIP_BIRTH_DIFFERS"


def test_an_old_wrong_nip_does_not_stop_other_edits(session: Session, cast: Cast) -> None:
    rina = session.get_one(Pegawai, cast.rina)
    rina.gelar_belakang = "S.E."
    session.commit()
    rina.jenis_kelamin = "L"
    assert refused(session) == "NIP_SEX_DIFFERS"


def test_a_nip_is_unique_in_its_region_only(session_factory: sessionmaker[Session], cast: Cast) -> None:
    with acting_as(cast.national), session_factory() as session:
        session.add(person("pangkalpinang", "199001152015031002", "Budi Santoso", "L"))
        session.flush()
        session.add(person("serang", "199001152015031002", "Budi Kembar", "L"))
        with pytest.raises(IntegrityError):
            session.flush()


def test_all_findings_of_a_flush_come_together(session: Session, cast: Cast) -> None:
    session.add(person("serang", "199001152015031010", "Satu", "P"))
    session.add(Penilaian(pegawai_id=cast.rina, penilai_id=cast.serang.kepala, periode="2026-13"))
    with pytest.raises(Invalid) as caught:
        session.flush()
    assert {problem.code for problem in caught.value.problems} == {"NIP_SEX_DIFFERS", "PERIOD_INVALID"}


# Spans


def test_definitive_positions_of_a_person_never_overlap(session: Session, cast: Cast) -> None:
    def position(start: date, end: date | None, kind: str = "definitif") -> RiwayatJabatan:
        town = cast.serang
        return RiwayatJabatan(
            pegawai_id=town.operator,
            jabatan_id=town.kepala_jabatan,
            unit_kerja_id=town.dukcapil,
            mulai=start,
            selesai=end,
            penugasan=kind,
        )

    session.add(position(date(2026, 2, 1), None))
    assert refused(session) == "POSITION_OVERLAPS"
    session.add(position(date(2026, 2, 1), None, "plt"))
    session.add(position(date(2020, 1, 1), date(2023, 12, 31)))
    session.commit()
    session.add(position(date(2023, 12, 31), date(2023, 12, 31)))
    assert refused(session) == "POSITION_OVERLAPS"
    held = session.scalars(select(RiwayatJabatan).where(RiwayatJabatan.selesai.is_not(None))).one()
    held.selesai = date(2024, 1, 1)
    assert refused(session) == "POSITION_OVERLAPS"


def test_leaves_overlap_neither_stored_nor_in_the_same_flush(session: Session, cast: Cast) -> None:
    def leave(start: int, end: int) -> Cuti:
        return Cuti(
            pegawai_id=cast.rina, jenis="tahunan", mulai=date(2026, 3, start), selesai=date(2026, 3, end), dasar="x"
        )

    session.add_all([leave(2, 4), leave(4, 6)])
    assert refused(session) == "LEAVE_OVERLAPS"
    session.add_all([leave(2, 4), leave(5, 6)])
    session.commit()
    session.add(leave(6, 9))
    assert refused(session) == "LEAVE_OVERLAPS"


def test_a_replaced_leave_is_no_overlap(session: Session, cast: Cast) -> None:
    old = Cuti(pegawai_id=cast.rina, jenis="tahunan", mulai=date(2026, 3, 2), selesai=date(2026, 3, 4))
    session.add(old)
    session.commit()
    session.delete(old)
    session.add(Cuti(pegawai_id=cast.rina, jenis="sakit", mulai=date(2026, 3, 3), selesai=date(2026, 3, 3)))
    session.commit()
    assert session.scalars(select(Cuti.jenis)).all() == ["sakit"]


def test_schedules_of_a_unit_never_overlap(session: Session, cast: Cast) -> None:
    schedule = JadwalKerja(nama="Enam hari", jam_masuk=time(7, 30), jam_pulang=time(14, 0), sabtu=True)
    assert [schedule.is_working_day(date(2026, 3, day)) for day in (6, 7, 8)] == [None, True, None]
    session.add(schedule)
    session.flush()
    assert [schedule.is_working_day(date(2026, 3, day)) for day in (6, 7, 8)] == [True, True, False]
    for start in (date(2026, 1, 1), date(2026, 6, 1)):
        session.add(PenempatanJadwal(jadwal_kerja=schedule, unit_kerja_id=cast.serang.dukcapil, mulai=start))
    assert refused(session) == "SCHEDULE_OVERLAPS"


def test_one_spouse_is_covered_at_a_time(session: Session, cast: Cast) -> None:
    def spouse(name: str, since: date | None, until: date | None = None, **given: Any) -> Keluarga:
        usual = {"hubungan": "pasangan", "dasar": "KP4" if since else None}
        span = {"ditanggung_sejak": since, "ditanggung_sampai": until}
        return Keluarga(pegawai_id=cast.rina, nama=name, **{**usual, **span, **given})

    first = spouse("Tono", date(2020, 6, 1))
    session.add_all([first, spouse("Joko", None)])
    session.add(spouse("Ani", date(2021, 1, 1), hubungan="anak", tanggal_lahir=date(2020, 12, 1)))
    session.commit()
    session.add(spouse("Beni", date(2026, 3, 1)))
    assert refused(session) == "SPOUSE_COVERED"
    first.ditanggung_sampai = date(2026, 2, 28)
    session.add(spouse("Beni", date(2026, 3, 1)))
    session.commit()
    first.ditanggung_sampai = None
    assert refused(session) == "SPOUSE_COVERED"


# Trees


def test_units_and_positions_form_no_circle(session: Session, cast: Cast) -> None:
    section = UnitKerja(kode="SEKSI", nama="Seksi Akta", jenis="seksi", induk_id=cast.serang.dukcapil)
    session.add(section)
    session.commit()
    session.get_one(UnitKerja, cast.serang.dukcapil).induk = section
    assert refused(session) == "TREE_CIRCLE"
    session.get_one(Jabatan, cast.serang.kepala_jabatan).atasan_id = cast.serang.operator_jabatan
    assert refused(session) == "TREE_CIRCLE"


# Policies


@pytest.fixture
def file(session: Session) -> PolicyFile:
    """A draft of Serang."""
    made = PolicyFile(region_id="serang", policy="tpp", version="2026.1", text="schema: kinerja-policy/1\n")
    session.add(made)
    session.commit()
    return made


def test_a_draft_may_change_and_what_was_submitted_may_not(session: Session, file: PolicyFile) -> None:
    file.text = "schema: kinerja-policy/1\ntitle: x\n"
    file.digest = "d" * 64
    session.commit()
    file.status = "in_review"
    session.commit()
    for name, value in (("text", "y"), ("tables", {"a.csv": "x"}), ("digest", "e" * 64), ("version", "2026.2")):
        setattr(file, name, value)
        assert refused(session) == "POLICY_CLOSED"
    session.delete(file)
    assert refused(session) == "POLICY_CLOSED"
    file.status = "draft"
    session.commit()
    file.text = "z"
    session.commit()


def test_effective_text_cannot_be_edited_in_the_same_step_as_its_status(session: Session, file: PolicyFile) -> None:
    file.status = "effective"
    session.commit()
    file.status = "draft"
    file.text = "anders"
    assert refused(session) == "POLICY_CLOSED"


def test_writers_are_remembered_once_each(
    session_factory: sessionmaker[Session], session: Session, file: PolicyFile, cast: Cast
) -> None:
    file.text = "a"
    session.commit()
    file.text = "b"
    session.commit()
    other = Scope("nasional", cast.national.account_id, ("serang",))
    with acting_as(other), session_factory.begin() as second:
        second.get_one(PolicyFile, file.id).title = "Judul"
    authors = select(PolicyAuthor.account_id).where(PolicyAuthor.policy_file_id == file.id)
    assert session.scalars(authors).all() == [cast.serang.hr]
    with acting_as(other), session_factory.begin() as second:
        second.get_one(PolicyFile, file.id).tables = {"gaji.csv": "a,b"}
    assert set(session.scalars(authors)) == {cast.serang.hr, cast.national.account_id}


def test_events_are_completed_sealed_and_never_changed(session: Session, file: PolicyFile, cast: Cast) -> None:
    session.add(PolicyEvent(policy_file=file, action="created", to_status="draft"))
    session.commit()
    session.add(PolicyEvent(policy_file=file, action="submitted", from_status="draft", to_status="in_review"))
    session.add(PolicyEvent(policy_file=file, action="approved", from_status="in_review", to_status="approved"))
    session.commit()
    events = session.scalars(select(PolicyEvent).order_by(PolicyEvent.id)).all()
    assert [event.action for event in events] == ["created", "submitted", "approved"]
    assert {(event.actor, event.account_id, event.region_id) for event in events} == {
        ("hr.serang", cast.serang.hr, "serang")
    }
    assert [event.previous_hash for event in events] == ["", events[0].hash, events[1].hash]
    assert events_broken_at(session, "serang") is None
    events[1].reason = "lain"
    assert refused(session) == "APPEND_ONLY"


# Runs


@pytest.fixture
def run(session: Session, file: PolicyFile, cast: Cast) -> Run:
    """A run of Serang with one result, computed."""
    snapshot = Snapshot(periode="2026-03", people=1, sha256="a" * 64, content=b"PAR1")
    made = Run(
        periode="2026-03",
        policy="tpp",
        version="2026.1",
        digest="d" * 64,
        policy_file=file,
        snapshot=snapshot,
        kind="official",
    )
    result = Result(run=made, pegawai_id=cast.rina, nip="199512302020122003", nama="Rina", outputs={"tpp": "1250000"})
    session.add_all([snapshot, made, result])
    session.commit()
    made.state = "computed"
    session.commit()
    return made


def test_results_change_only_while_they_are_computed(session: Session, run: Run, cast: Cast) -> None:
    session.scalars(select(Result)).one().outputs = {"tpp": "9999999"}
    assert refused(session) == "RUN_LOCKED"
    session.delete(session.scalars(select(Result)).one())
    assert refused(session) == "RUN_LOCKED"
    session.add(Result(run=run, pegawai_id=cast.serang.kepala, nip="197504122000032001", nama="Siti"))
    assert refused(session) == "RUN_LOCKED"
    assert session.scalars(select(Result)).one().outputs == {"tpp": "1250000"}


def test_a_locked_run_is_locked_for_ever(session: Session, run: Run) -> None:
    run.state = "approved"
    session.commit()
    run.totals = {"tpp": "1"}
    assert refused(session) == "RUN_LOCKED"
    run.state, run.locked_at = "locked", datetime(2026, 4, 2, 8, tzinfo=UTC)
    session.commit()
    for name, value in (("state", "computed"), ("totals", {"tpp": "2"}), ("name", "lain")):
        setattr(run, name, value)
        assert refused(session) == "RUN_LOCKED"
    session.delete(run)
    assert refused(session) == "RUN_LOCKED"


def test_snapshots_are_written_once(session: Session, run: Run) -> None:
    run.snapshot.people = 2
    assert refused(session) == "APPEND_ONLY"
    session.delete(run.snapshot)
    assert refused(session) == "APPEND_ONLY"


def test_the_database_itself_keeps_closed_rows(engine, session: Session, run: Run) -> None:
    run.state = "approved"
    run.policy_file.status = "effective"
    session.commit()
    run.state = "locked"
    session.add(PolicyEvent(policy_file=run.policy_file, action="published"))
    session.commit()
    session.close()
    for statement in (
        "UPDATE run SET state = 'computed'",
        "DELETE FROM run",
        "UPDATE result SET outputs = '{}'",
        "DELETE FROM result",
        "UPDATE policy_file SET text = 'x'",
        "DELETE FROM policy_file",
        "UPDATE snapshot SET people = 2",
        "DELETE FROM policy_author",
        "DELETE FROM policy_event",
    ):
        with engine.connect() as connection, pytest.raises(IntegrityError, match="is closed"):
            connection.exec_driver_sql(statement)


# Constraints of the database


def test_words_outside_the_list_are_kept_out(session: Session, cast: Cast) -> None:
    row = Cuti(pegawai_id=cast.rina, jenis="liburan", mulai=date(2026, 3, 2), selesai=date(2026, 3, 2))
    assert "ck_cuti_jenis" in forbidden_by_database(session, row)


def test_ends_before_starts_are_kept_out(session: Session, cast: Cast) -> None:
    row = Cuti(pegawai_id=cast.rina, jenis="besar", mulai=date(2026, 3, 2), selesai=date(2026, 3, 1))
    assert "ck_cuti_selesai_setelah_mulai" in forbidden_by_database(session, row)


def test_a_person_has_one_day_of_attendance(session: Session, cast: Cast) -> None:
    def day() -> Presensi:
        return Presensi(pegawai_id=cast.rina, tanggal=date(2026, 3, 2), status="hadir", menit_telat=0)

    session.add(day())
    session.flush()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(day())
    assert session.scalar(select(func.count(Presensi.id))) == 1


def test_only_one_schedule_of_a_region_is_the_usual_one(session: Session) -> None:
    hours = {"jam_masuk": time(7, 30), "jam_pulang": time(16, 0)}
    session.add(JadwalKerja(nama="Lima hari", baku=True, **hours))
    session.add(JadwalKerja(nama="Piket", **hours))
    session.commit()
    assert "jadwal_kerja" in forbidden_by_database(session, JadwalKerja(nama="Enam hari", baku=True, **hours))


def test_a_measure_has_exactly_one_subject_and_is_recorded_once(session: Session, cast: Cast) -> None:
    def measure(**subject: Any) -> Ukuran:
        return Ukuran(
            policy="penilaian", indicator="waktu_akta", periode="2026-03", target=Decimal(3), realisasi=2, **subject
        )

    unit, rina = cast.serang.dukcapil, cast.rina
    session.add_all([measure(unit_kerja_id=unit), measure(pegawai_id=rina)])
    session.commit()
    assert "satu_subjek" in forbidden_by_database(session, measure(unit_kerja_id=unit, pegawai_id=rina))
    assert "satu_subjek" in forbidden_by_database(session, measure())
    assert "nit" in forbidden_by_database(session, measure(unit_kerja_id=unit))


def test_amounts_are_kept_exactly_or_refused(session: Session, cast: Cast) -> None:
    plan = Rencana(pegawai_id=cast.rina, tahun=2026)
    item = ButirRencana(rencana=plan, nomor=1, uraian="x", bobot=Decimal("33.33"), target=Decimal("0.1"), satuan="hari")
    session.add(item)
    session.commit()
    assert (item.bobot, item.target) == (Decimal("33.33"), Decimal("0.10"))
    assert session.scalar(select(func.sum(ButirRencana.bobot))) == Decimal("33.33")
    assert session.scalars(select(ButirRencana.nomor).where(ButirRencana.bobot > Decimal("33.32"))).all() == [1]
    item.bobot = Decimal("33.333")
    assert refused(session) == "NOT_EXACT"


def test_regional_holidays_name_their_region(session_factory: sessionmaker[Session], cast: Cast) -> None:
    with acting_as(cast.national), session_factory() as session:
        row = HariLibur(tanggal=date(2026, 1, 1), nama="Tahun Baru", jenis="libur_daerah")
        assert "jenis_dan_daerah" in forbidden_by_database(session, row)


def test_account_names_are_kept_in_lower_case(session: Session) -> None:
    session.add(Account(username=" Dewi@Example.id ", name="Dewi"))
    session.commit()
    assert session.scalars(select(Account.username).where(Account.name == "Dewi")).one() == "dewi@example.id"
    session.add(Account(username=" ", name="Tanpa"))
    assert refused(session) == "USERNAME_MISSING"
