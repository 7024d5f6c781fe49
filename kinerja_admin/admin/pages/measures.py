"""The indicators that policies ask this person to record or confirm, period by period, and what pages say of one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_language, current_words
from kinerja_admin.admin.pages.own_staff import last_complete_month
from kinerja_admin.admin.pages.spreadsheets import csv_file
from kinerja_admin.admin.screens import Screen, current, door, page, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.errors import NotFound, Problem
from kinerja_admin.locale import mark
from kinerja_admin.models.words import PERAN
from kinerja_admin.services import measures
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.disclosure import note_export
from kinerja_admin.services.measures import RECORDERS, Asked

MEASURES = "/p/ukuran"
ONE = MEASURES + "/{region}/{policy}/{period}/{indicator}"
MONTHS_BACK = 24

OF = {"pegawai": mark("each employee"), "unit_kerja": mark("each unit"), "layanan": mark("each service")}


def overview(request: Request) -> Response:
    """The indicators that the policies in force ask this person to record or confirm, with how far that is."""
    who = current(request)
    regions = who.regions_as(*RECORDERS)
    region = request.query_params.get("daerah", "") or (regions[0] if regions else "")
    if region not in regions:
        raise NotFound("NOT_FOUND")
    with session(request) as db:
        month = read_period(request.query_params.get("periode", "") or last_complete_month())
        asked = [(one, progress) for one in _mine(db, who, region, month) if (progress := _progress(db, who, one))[0]]
        return page(
            request,
            "pages/measures.html",
            title=say("Record measures"),
            asked=asked,
            periods=_periods(month),
            period=str(month),
            regions=[(code, who.region_names.get(code, code)) for code in regions],
            region=region,
            of=OF,
            roles=PERAN,
            range_of=range_of,
            unit_of=unit_of,
        )


def _mine(db: Session, who: SignedIn, region: str, period: Period) -> list[Asked]:
    found = measures.asked_for(db, region, period)
    return [one for one in found if measures.may_record(who, one) or measures.may_verify(who, one)]


def together(request: Request) -> Response:
    """Every indicator of a period as a column of one list: what was achieved by each employee, unit or service."""
    who = current(request)
    region, period = request.path_params["region"], read_period(request.path_params["period"])
    of = request.path_params["of"]
    if region not in who.regions_as(*RECORDERS) or of not in OF:
        raise NotFound("NOT_FOUND")
    with session(request) as db:
        columns, names, cells = [], {}, {}
        for one in _mine(db, who, region, period):
            found = measures.subjects(db, who, one) if one.indicator.of == of else ()
            if not found:
                continue
            columns.append(one)
            names.update({subject.id: subject for subject in found})
            rows = measures.recorded(db, one, [subject.id for subject in found])
            for subject in found:
                row = rows.get(subject.id)
                cells[subject.id, one.indicator.name] = None if row is None else row.realisasi
        lines = sorted(names.values(), key=lambda subject: (subject.name, subject.code))
        if request.query_params.get("berkas") == "csv":
            head = [say("Name"), say("Code"), *(f"{one.label} ({unit_of(one)})" for one in columns)]
            table = [
                [line.name, line.code, *(cells.get((line.id, one.indicator.name)) for one in columns)] for line in lines
            ]
            note_export(door(request).session_maker, "ukuran", {"periode": str(period), "rows": len(table)})
            return csv_file(f"ukuran-{region}-{period}.csv", head, table, current_language())
        return page(
            request,
            "pages/measures_together.html",
            title=say("Measures of {of}, {period}", of=say(OF[of]), period=current_words().period(period)),
            trail=[(say("Record measures"), f"{MEASURES}?daerah={region}&periode={period}")],
            columns=columns,
            lines=lines,
            cells=cells,
            address={"region": region, "period": str(period)},
            of=of,
            kinds=OF,
            unit_of=unit_of,
        )


def _progress(db: Session, who: SignedIn, asked: Asked) -> tuple[int, int, int]:
    """How many subjects there are, how many are recorded, and how many of those confirmed."""
    numbers = [one.id for one in measures.subjects(db, who, asked)]
    rows = measures.recorded(db, asked, numbers).values()
    return len(numbers), len(rows), sum(row.diverifikasi_pada is not None for row in rows)


def _periods(chosen: Period) -> list[str]:
    """The months back from the present one, and their years, for targets of a year."""
    latest = parse_period(last_complete_month())
    if latest is None:
        return [str(chosen)]
    months = [str(Period(latest.first.plus(1 - step))) for step in range(MONTHS_BACK)]
    return list(dict.fromkeys((*months, *sorted({one[:4] for one in months}, reverse=True), str(chosen))))


def range_of(asked: Asked) -> str:
    """Between what a measure may lie, in words; empty where the policy does not say."""
    low, high = asked.indicator.low, asked.indicator.high
    words = current_words()
    if low is None and high is None:
        return ""
    bounds = [words.number(one) if one is not None else "…" for one in (low, high)]
    return say("{first} to {last}", first=bounds[0], last=bounds[1])


def unit_of(asked: Asked) -> str:
    """In what it is measured."""
    return "%" if asked.indicator.unit == "persen" else current_words().unit(asked.indicator.unit)


def said(problem: Problem) -> str:
    """A finding with what to do about it."""
    text = current_words().problem(problem)
    return f"{text.message} {text.hint}".strip()


def asked_in(request: Request, db: Session) -> Asked:
    """The indicator of the address, if the person has a part in it."""
    given = request.path_params
    who = current(request)
    if given["region"] not in who.regions_as(*RECORDERS):
        raise NotFound("NOT_FOUND")
    return measures.find_asked(db, given["region"], given["policy"], read_period(given["period"]), given["indicator"])


def read_period(text: str) -> Period:
    """The period of an address; NotFound where it is none."""
    period = parse_period(text)
    if period is None:
        raise NotFound("PERIOD_INVALID", value=text)
    return period


def address_of(asked: Asked) -> dict[str, str]:
    """What the address of an indicator is made of."""
    return {
        "region": asked.region,
        "policy": asked.policy.id.policy,
        "period": str(asked.period),
        "indicator": asked.indicator.name,
    }


SCREENS = (
    Screen("measures", MEASURES, overview, title=mark("Record measures"), group=mark("Performance"), icon="target",
           roles=RECORDERS, order=10),
    Screen("measures-together", MEASURES + "/{region}/{period}/{of}", together, roles=RECORDERS),
)  # fmt: skip
