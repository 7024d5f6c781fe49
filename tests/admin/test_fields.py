"""What people write into a field, and what they read there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from starlette.datastructures import FormData
from wtforms import Form

from kinerja_admin.admin.columns import faces, show
from kinerja_admin.admin.fields import FlagField, Meta, MomentField, NumberField, WordField
from kinerja_admin.admin.forms import editable
from kinerja_admin.admin.language import speak
from kinerja_admin.db.rows import Kind
from kinerja_admin.models.account import Account
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.proyek import Proyek
from kinerja_admin.models.run import Run


@pytest.fixture(autouse=True, params=["id", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    yield speak(request.param)
    speak("id")


def field(kind: type, text: str | None, **options: Any) -> Any:
    made = type("Trial", (Form,), {"Meta": Meta, "value": kind("Nilai", **options)})
    form = made(FormData([("value", text)]) if text is not None else None)
    if text is not None:
        form.validate()
    return form.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5.467.891", 5467891),
        ("5,467,891", 5467891),
        ("Rp5.467.891", 5467891),
        ("5467891", 5467891),
        ("0", 0),
        ("-3", -3),
    ],
)
def test_whole_numbers_are_read_in_both_forms(text: str, value: int):
    assert field(NumberField, text).data == value


def test_three_decimals_are_shown_so_that_they_can_be_read_again():
    made = type("Trial", (Form,), {"Meta": Meta, "value": NumberField("Nilai", decimals=3)})
    for written in ("9.375", "28.125", "1234.125", "12.5", "50"):
        shown = made(data={"value": Decimal(written)}).value._value()
        assert field(NumberField, shown, decimals=3).data == Decimal(written), shown


@pytest.mark.parametrize(
    ("text", "value"),
    [("87,35", "87.35"), ("87.35", "87.35"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("0", "0")],
)
def test_decimals_are_read_in_both_forms(text: str, value: str):
    read = field(NumberField, text, decimals=2)
    assert (list(read.errors), read.data) == ([], Decimal(value))


def test_what_could_be_either_is_asked_about(language: str):
    wrong = field(NumberField, "1.234", decimals=2)
    assert (wrong.data, wrong._value()) == (None, "1.234")
    assert "1234" in wrong.errors[0]


def test_more_decimals_than_are_kept_are_refused(language: str):
    says = {"id": "Paling banyak 2 angka di belakang koma.", "en": "At most 2 decimals."}
    assert list(field(NumberField, "1,23456", decimals=2).errors) == [says[language]]


@pytest.mark.parametrize("text", ["abc", "1e5", "1..2", "--1", "٣٤", "9" * 40])
def test_what_is_no_number_stays_as_it_was_typed(text: str):
    wrong = field(NumberField, text)
    assert wrong.errors
    assert wrong._value() == text


def test_numbers_are_shown_as_they_are_read(language: str):
    assert field(NumberField, None, default=5467891)._value() == {"id": "5.467.891", "en": "5,467,891"}[language]
    assert (
        field(NumberField, None, default=Decimal("87.5"), decimals=2)._value()
        == {"id": "87,50", "en": "87.50"}[language]
    )
    assert field(NumberField, None, default=2026, grouped=False)._value() == "2026"


def test_a_moment_is_local_time():
    read = field(MomentField, "2026-02-28T14:05", format=["%Y-%m-%dT%H:%M"])
    assert read.data == datetime(2026, 2, 28, 7, 5, tzinfo=UTC)
    shown = field(MomentField, None, default=datetime(2026, 2, 28, 7, 5, tzinfo=UTC), format=["%Y-%m-%dT%H:%M"])
    assert shown._value() == "2026-02-28T14:05"


def test_a_word_is_one_of_the_list(language: str):
    words = {"a": "Satu", "b": "Dua"}
    assert field(WordField, "a", words=words, is_required=True).data == "a"
    assert field(WordField, "", words=words, is_required=False).data is None
    assert field(WordField, "z", words=words, is_required=True).errors


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False), ("", None)])
def test_a_flag_is_true_false_or_unknown(text: str, value: bool | None):
    read = field(FlagField, text, words={"true": "ya", "false": "tidak"}, is_required=False)
    assert (read.data, list(read.errors)) == (value, [])
    chosen = [choice for choice, _, is_chosen, _ in read.iter_choices() if is_chosen]
    assert chosen == [text]


def test_a_flag_is_nothing_else():
    assert field(FlagField, "mungkin", words={"true": "ya", "false": "tidak"}, is_required=False).errors


def kinds(model: type) -> dict[str, Kind]:
    return {found.key: found.kind for found in faces(model)}


def test_columns_are_what_they_hold():
    assert kinds(Presensi)["tanggal"] is Kind.DATE
    assert kinds(Presensi)["jam_masuk"] is Kind.TIME
    assert kinds(Presensi)["status"] is Kind.WORD
    assert kinds(Presensi)["apel_wajib"] is Kind.FLAG
    assert kinds(Presensi)["pegawai_id"] is Kind.REFERENCE
    assert kinds(Presensi)["region_id"] is Kind.REFERENCE
    assert kinds(Proyek)["pagu"] is Kind.RUPIAH
    assert kinds(ButirRencana)["bobot"] is Kind.EXACT
    assert kinds(Audit)["after"] is Kind.JSON
    assert kinds(Account)["created_at"] is Kind.MOMENT


def test_what_the_program_writes_is_not_asked_for():
    asked = {found.key for found in editable(Account)}
    assert {"username", "name", "is_active"} <= asked
    assert not asked & {"id", "created_at", "password_hash"}
    assert {found.key for found in editable(Pegawai)} >= {"nip", "nama", "tanggal_lahir"}


@pytest.mark.parametrize(
    ("model", "key", "value", "indonesian", "english"),
    [
        (Proyek, "pagu", 5467891, "Rp5.467.891", "Rp5,467,891"),
        (ButirRencana, "bobot", Decimal("87.35"), "87,35%", "87.35%"),
        (Pegawai, "tanggal_masuk", date(2026, 2, 28), "28 Februari 2026", "28 February 2026"),
        (Pegawai, "jenis_kelamin", "P", "Perempuan", "Female"),
        (Presensi, "jam_masuk", time(7, 30), "07.30", "07:30"),
        (Presensi, "menit_telat", 15, "15 menit", "15 minutes"),
        (Presensi, "apel_wajib", True, "ya", "yes"),
        (Run, "periode", "2026-S2", "Semester II 2026", "Second half of 2026"),
        (PolicyFile, "effective_from", "2026-03", "Maret 2026", "March 2026"),
        (Presensi, "menit_telat", None, "", ""),
        (
            Account,
            "created_at",
            datetime(2026, 2, 28, 7, 5, tzinfo=UTC),
            "28 Februari 2026 14.05",
            "28 February 2026 14:05",
        ),
    ],
)
def test_values_are_shown_as_people_write_them(
    language: str, model: type, key: str, value: object, indonesian: str, english: str
):
    found = next(item for item in faces(model) if item.key == key)
    assert show(found, value) == {"id": indonesian, "en": english}[language]
