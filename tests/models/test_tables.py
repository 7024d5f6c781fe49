"""What every table must have: its own file, words for people, exact columns, and a declared reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Float, ForeignKeyConstraint, Numeric, inspect

import kinerja_admin.models
from kinerja_admin.db.rows import columns_of
from kinerja_admin.models import base
from kinerja_admin.models.base import Base
from kinerja_admin.models.region import Region
from kinerja_admin.models.types import Word

MODELS: list[Any] = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: model.__tablename__)
NOT_TABLES = {"__init__", "base", "nip", "types", "words"}
GROUPS = {
    *("Organisasi", "Kepegawaian", "Tunjangan dan pajak", "Kehadiran", "Kinerja", "Tahapan dan keberatan"),
    *("Umpan balik dan survei", "Inovasi dan program", "Pengembangan", "Penilaian lama"),
    *("Kebijakan", "Perhitungan", "Akun dan jejak"),
}
REACHES = (
    base.RegionScoped,
    base.RegionPublic,
    base.RegionOrNational,
    base.RegionOrCentral,
    base.RegionOrOwn,
    base.AccountOwned,
    base.NationalReference,
    base.SystemOnly,
    Region,
)

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__tablename__)


def test_every_file_is_a_table_and_every_table_a_file() -> None:
    folder = Path(kinerja_admin.models.__file__).parent
    files = {file.stem for file in folder.glob("*.py")} - NOT_TABLES
    assert {model.__tablename__ for model in MODELS} == files
    assert all(model.__module__ == f"kinerja_admin.models.{model.__tablename__}" for model in MODELS)


@each_model
def test_the_class_is_named_as_the_table(model) -> None:
    assert model.__name__ == "".join(part.title() for part in model.__tablename__.split("_"))


@each_model
def test_a_table_has_indonesian_names_and_a_place_in_the_menu(model) -> None:
    assert model.__label__[0].isupper()
    assert model.__plural__[0].isupper()
    assert model.__group__ in GROUPS
    assert model.__str__ is not object.__str__


@each_model
def test_every_column_says_what_it_is(model) -> None:
    for name, column in columns_of(model).items():
        assert column.info.get("label"), f"{model.__tablename__}.{name} has no label"
        assert name == column.name
        if "words" in column.info:
            assert isinstance(column.type, Word)
            assert tuple(column.info["words"]) == column.type.words
    assert any(column.info["list"] for column in columns_of(model).values())


@each_model
def test_no_column_holds_binary_fractions(model) -> None:
    kept_inexactly = [column for column in model.__table__.columns if isinstance(column.type, Numeric | Float)]
    assert kept_inexactly == []


@each_model
def test_a_table_declares_who_sees_it_once(model) -> None:
    assert len([reach for reach in REACHES if issubclass(model, reach)]) == 1


@each_model
def test_references_never_cross_regions_where_both_ends_have_one(model) -> None:
    """A reference that leaves the region out says so with ``same_region=False``, and only these tables are its aims."""
    for constraint in model.__table__.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            columns = [column.name for column in constraint.columns]
            target = constraint.referred_table.name
            if columns[0] == "region_id":
                assert (
                    target == "region"
                    if len(columns) == 1
                    else [key.column.name for key in constraint.elements]
                    == [
                        "region_id",
                        "id",
                    ]
                )
            else:
                assert target in {"account", "golongan", "policy_file"}


@each_model
def test_every_reference_has_its_relation(model) -> None:
    """Without one, rows written together could come in the wrong order, and forms could not offer a choice."""
    related = {next(iter(relation.local_columns)).name for relation in inspect(model).relationships}
    references = {name for name, column in columns_of(model).items() if "refers" in column.info}
    assert references <= related


@each_model
def test_keys_are_numbers_of_the_system(model) -> None:
    (key,) = model.__table__.primary_key
    assert key.name == ("code" if model is Region else "id")


def test_secrets_are_marked() -> None:
    suspicious = {"password", "secret", "sid", "token"}
    for model in MODELS:
        for name, column in columns_of(model).items():
            if suspicious & set(name.split("_")) and not isinstance(column.type, Boolean):
                assert column.info["secret"], f"{model.__tablename__}.{name}"
                assert not column.info["list"]
                assert not column.info["search"]
