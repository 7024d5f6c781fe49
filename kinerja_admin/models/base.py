"""What every table has: names for its constraints, labels for its readers, and a declared reach across regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Table,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import (
    ColumnProperty,
    DeclarativeBase,
    Mapped,
    MappedColumn,
    Mapper,
    declared_attr,
    mapped_column,
    relationship,
)

from kinerja_admin.models.types import Key, Word

if TYPE_CHECKING:
    from kinerja_admin.models.region import Region

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Root of all tables; completes each with the constraints that its columns ask for.

    Attributes:
        __label__: one row, in Indonesian.
        __plural__: many rows, in Indonesian.
        __group__: heading of the menu under which the table stands.
        __append_only__: rows are written once and never changed or removed.
        __audited__: changes of rows are noted in the audit.
        __told_apart_by__: relation that tells rows of one name apart where people choose among them.
        __confidential__: rows are for those alone who keep a region's records, and their changes too.
    """

    metadata = MetaData(naming_convention=NAMING)

    __label__: ClassVar[str]
    __plural__: ClassVar[str]
    __group__: ClassVar[str]
    __append_only__: ClassVar[bool] = False
    __audited__: ClassVar[bool] = True
    __told_apart_by__: ClassVar[str] = ""
    __confidential__: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Map the class, then add what follows from its columns."""
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if isinstance(table, Table):
            _complete(table, is_regional=issubclass(cls, InRegion))


@event.listens_for(Base, "before_mapper_configured", propagate=True)
def _remember_old_values(mapper: Mapper[Any], _class: type[Any]) -> None:
    """Fetch what stood in a column before it is overwritten: the guard and the audit compare both."""
    for prop in mapper._props.values():  # noqa: SLF001 - the public view configures mappers, which is going on
        if isinstance(prop, ColumnProperty):
            prop.active_history = True


def about(
    label: str,
    help: str = "",  # noqa: A002 - the key under which readers of column.info look
    *,
    unit: str = "",
    shown: bool = False,
    search: bool = False,
    secret: bool = False,
) -> dict[str, Any]:
    """What a column says of itself: label, help and unit in Indonesian, and where it is worth showing."""
    return {"label": label, "help": help, "unit": unit, "list": shown, "search": search, "secret": secret}


def key() -> MappedColumn[Any]:
    """A surrogate key; nothing that people write is ever one."""
    return mapped_column(Key, primary_key=True, info=about("Nomor", "Nomor urut dari sistem."))


def word(
    words: dict[str, str],
    label: str,
    help: str = "",  # noqa: A002
    *,
    shown: bool = False,
    **options: Any,
) -> MappedColumn[Any]:
    """A column that holds one word of a closed list; ``info["words"]`` has the labels."""
    return mapped_column(Word(words), info={**about(label, help, shown=shown), "words": words}, **options)


def reference(
    table: str,
    label: str,
    help: str = "",  # noqa: A002
    *,
    same_region: bool = True,
    shown: bool = False,
    index: bool = True,
    **options: Any,
) -> MappedColumn[Any]:
    """A column that points to a row of another table, in the same region unless said otherwise."""
    info = {**about(label, help, shown=shown), "refers": table, "same_region": same_region}
    return mapped_column(Key, index=index, info=info, **options)


def related(column: str, target: str, **options: Any) -> Mapped[Any]:
    """The object behind a reference, e.g. ``related("Cuti.pegawai_id", "Pegawai")``.

    Joined over the key alone: the region belongs to the row and is never written through a relation.
    """
    return relationship(target, primaryjoin=f"foreign({column}) == remote({target}.id)", **options)


class InRegion:
    """Rows that belong to a region (or, where the column may be empty, to the nation); written only from inside it."""

    if TYPE_CHECKING:
        region_id: Mapped[Any]

    @declared_attr
    def region(cls) -> Mapped[Region]:  # noqa: N805
        """The region itself."""
        return relationship("Region")


class RegionScoped(InRegion):
    """Rows of one region that nobody outside sees; the usual case."""

    @declared_attr
    def region_id(cls) -> Mapped[str]:  # noqa: N805
        """Code of the region."""
        return mapped_column(ForeignKey("region.code"), info=about("Daerah"))


class RegionPublic(InRegion):
    """Rows of one region that everyone may read once they are published, such as its policies.

    What is not published yet, and every row about it, is its policy staff's alone (``db/criteria.py``).
    """

    @declared_attr
    def region_id(cls) -> Mapped[str]:  # noqa: N805
        """Code of the region."""
        return mapped_column(ForeignKey("region.code"), info=about("Daerah", shown=True))


class RegionOrNational(InRegion):
    """Rows of one region, or of the nation (empty), which every region reads, such as holidays."""

    @declared_attr
    def region_id(cls) -> Mapped[str | None]:  # noqa: N805
        """Code of the region, empty for the nation."""
        return mapped_column(ForeignKey("region.code"), info=about("Daerah", "Kosong: berlaku nasional.", shown=True))


class RegionOrCentral(InRegion):
    """Rows of one region, or of the centre (empty), which only national administrators see, such as jobs."""

    @declared_attr
    def region_id(cls) -> Mapped[str | None]:  # noqa: N805
        """Code of the region, empty for the centre."""
        return mapped_column(ForeignKey("region.code"), info=about("Daerah", "Kosong: tingkat nasional.", shown=True))


class RegionOrOwn(InRegion):
    """Rows about accounts: seen by the region that looks after them, by the centre, and by the account itself."""

    @declared_attr
    def region_id(cls) -> Mapped[str | None]:  # noqa: N805
        """Code of the region, empty for the centre."""
        return mapped_column(ForeignKey("region.code"), info=about("Daerah", "Kosong: tingkat nasional.", shown=True))


class AccountOwned:
    """Rows that only their account sees, and those who see everything."""

    @declared_attr
    def account_id(cls) -> Mapped[int]:  # noqa: N805
        """The account whose row it is."""
        return reference("account", "Akun", same_region=False, shown=True)


class NationalReference:
    """Rows that everyone may read and only national administrators write."""


class SystemOnly:
    """Rows of the machinery itself, seen and written only by those who see everything."""


def _complete(table: Table, *, is_regional: bool) -> None:
    """Close word columns, tie references to the region, and make rows referable together with their region."""
    for column in table.columns:
        if isinstance(column.type, Word):
            words = ", ".join(f"'{item}'" for item in column.type.words)
            table.append_constraint(CheckConstraint(f"{column.name} IN ({words})", name=column.name))
        if "refers" in column.info:
            table.append_constraint(_foreign_key(column))
    if is_regional:
        table.append_constraint(UniqueConstraint("region_id", "id"))


def _foreign_key(column: Column[Any]) -> ForeignKeyConstraint:
    target = column.info["refers"]
    if column.info["same_region"]:
        return ForeignKeyConstraint(["region_id", column.name], [f"{target}.region_id", f"{target}.id"])
    return ForeignKeyConstraint([column.name], [f"{target}.id"])
