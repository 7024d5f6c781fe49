"""What a month pays in all, unit by unit, on the page and as files for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_language, current_words
from kinerja_admin.admin.pages.access import RESULT_STAFF, RUN_READERS, reads_all
from kinerja_admin.admin.pages.naming import titles_of
from kinerja_admin.admin.pages.spreadsheets import Cell, csv_file, xlsx_file
from kinerja_admin.admin.pages.suppression import SMALLEST, Count, hidden_places, is_small
from kinerja_admin.admin.screens import Screen, current, door, page, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.numbers import to_decimal
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.errors import NotFound
from kinerja_admin.locale import mark
from kinerja_admin.services import slips
from kinerja_admin.services.disclosure import note_export
from kinerja_admin.services.slips import MonthTotals, Paid, UnitTotal

MONTHS = "/p/bulan"
MONTH = MONTHS + "/{region}/{period}"


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A unit as one reader is told of it; without amounts where it has too few people."""

    name: str
    people: Count
    faulty: Count
    amounts: tuple[str, ...] | None
    payable: str


def _shown(found: MonthTotals, *, sees_people: bool) -> list[UnitShown]:
    """The units and the whole; leaders are told no handful of people, nor what would give one away."""
    sizes = [len(unit.people) for unit in found.units]
    faulty = [len(unit.faulty) for unit in found.units]
    few_paid = [place for place, size in enumerate(sizes) if is_small(size - faulty[place])]
    rows = hidden_places(sizes, few_paid)
    cells = hidden_places(faulty, rows)
    if sees_people:
        rows, cells = frozenset(), frozenset()
    whole = found.whole
    hides_sum = not sees_people and is_small(len(whole.faulty))
    shown = [
        _unit_shown(
            found, unit, is_hidden=place in rows, hides_faulty=(place in cells or hides_sum) and bool(unit.faulty)
        )
        for place, unit in enumerate(found.units)
    ]
    is_tiny = not sees_people and len(whole.people) - len(whole.faulty) < SMALLEST
    return [*shown, _unit_shown(found, whole, is_hidden=is_tiny, hides_faulty=hides_sum)]


def _unit_shown(found: MonthTotals, unit: UnitTotal, *, is_hidden: bool, hides_faulty: bool) -> UnitShown:
    words = current_words()
    amounts = tuple(words.rupiah(unit.amounts.get(place, Fraction(0))) for place in range(len(found.columns)))
    return UnitShown(
        unit.name,
        Count(len(unit.people), is_hidden),
        Count(len(unit.faulty), is_hidden or hides_faulty),
        None if is_hidden else amounts,
        "" if is_hidden else words.rupiah(unit.payable),
    )


def months(request: Request) -> Response:
    """The months of every region that the reader may see whole."""
    who = current(request)
    with session(request) as db:
        regions = who.regions_as(*RUN_READERS)
        return page(
            request,
            "pages/months.html",
            title=say("Totals by unit"),
            months=[(region, slips.months_of(db, region)) for region in regions],
            names=who.region_names,
        )


def show(request: Request) -> Response:
    """One month by unit."""
    with session(request) as db:
        found = _asked(request, db, RUN_READERS)
        sees_people = reads_all(current(request), found.region)
        period = current_words().period(found.period)
        runs = list({column.run.id: column.run for column in found.columns}.values())
        return page(
            request,
            "pages/month.html",
            title=say("Totals by unit, {month}", month=period),
            trail=[(say("Totals by unit"), MONTHS)],
            totals=found,
            region_name=current(request).region_names.get(found.region, found.region),
            heads=[_head(column) for column in found.columns],
            runs=runs,
            titles=titles_of(db, runs),
            rows=_shown(found, sees_people=sees_people),
            sees_people=sees_people,
        )


def as_csv(request: Request) -> Response:
    """The units as CSV."""
    with session(request) as db:
        found = _noted(request, _asked(request, db))
        return csv_file(_name(found, "csv"), _unit_head(found), _unit_rows(found), current_language())


def as_xlsx(request: Request) -> Response:
    """A workbook: the units, and everybody."""
    with session(request) as db:
        found = _noted(request, _asked(request, db))
        people = ["NIP", say("Name"), say("Unit"), *map(_head, found.columns), say("To be paid"), say("Error")]
        return xlsx_file(
            _name(found, "xlsx"),
            [
                (say("Units"), _unit_head(found), _unit_rows(found)),
                (say("People"), people, _person_rows(found)),
            ],
        )


def _asked(request: Request, db: Session, readers: frozenset[str] = RESULT_STAFF) -> MonthTotals:
    region, period = str(request.path_params["region"]), parse_period(str(request.path_params["period"]))
    if period is None or period.kind != "month" or readers.isdisjoint(current(request).roles_in(region)):
        raise NotFound("NOT_FOUND")
    return slips.totals(db, region, period)


def _noted(request: Request, found: MonthTotals) -> MonthTotals:
    note_export(door(request).session_maker, "result", {"bulan": f"{found.region} {found.period}"})
    return found


def _name(found: MonthTotals, ending: str) -> str:
    return f"{found.region}-{found.period}-per-unit.{ending}"


def _head(column: Paid) -> str:
    return column.output.label or as_words(column.output.step)


def _unit_head(found: MonthTotals) -> list[str]:
    heads = [_head(column) for column in found.columns]
    return [say("Code"), say("Unit"), say("People"), say("In error"), *heads, say("To be paid")]


def _unit_rows(found: MonthTotals) -> Iterator[Sequence[Cell]]:
    for unit in found.units:
        yield [unit.code, unit.name, *_unit_cells(found, unit)]
    yield ["", say("All units"), *_unit_cells(found, found.whole)]


def _unit_cells(found: MonthTotals, unit: UnitTotal) -> list[Cell]:
    amounts = [to_decimal(unit.amounts.get(place, Fraction(0))) for place in range(len(found.columns))]
    return [len(unit.people), len(unit.faulty), *amounts, to_decimal(unit.payable)]


def _person_rows(found: MonthTotals) -> Iterator[Sequence[Cell]]:
    names = {unit.code: unit.name for unit in found.units}
    for one in found.people:
        amounts = [None if amount is None else to_decimal(amount) for amount in one.amounts]
        paid = sum((amount for amount in one.amounts if amount is not None), Fraction(0))
        yield [one.nip, one.nama, names[one.unit], *amounts, to_decimal(paid), "; ".join(one.faults)]


SCREENS = (
    Screen("months", MONTHS, months, roles=RUN_READERS, title=mark("Totals by unit"), group=mark("Pay runs"),
           icon="table", order=30),
    Screen("month", MONTH, show, roles=RUN_READERS),
    Screen("month-csv", MONTH + "/unit.csv", as_csv, roles=RESULT_STAFF),
    Screen("month-xlsx", MONTH + "/bulan.xlsx", as_xlsx, roles=RESULT_STAFF),
)  # fmt: skip
