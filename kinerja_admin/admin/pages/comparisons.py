"""Two versions over the whole staff: rules in words first, then people and rupiah; the address reopens the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_language, current_words
from kinerja_admin.admin.pages.access import RESULT_STAFF, reads_all
from kinerja_admin.admin.pages.addresses import VERSION, asked, parts, place_of, trail, written
from kinerja_admin.admin.pages.breakdown import breakdowns
from kinerja_admin.admin.pages.charts import histogram
from kinerja_admin.admin.pages.formulas import as_words
from kinerja_admin.admin.pages.spreadsheets import Cell, csv_file, xlsx_file
from kinerja_admin.admin.safety.failures import status_of
from kinerja_admin.admin.screens import Screen, current, door, flash, form, page, redirect, require, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.comparison import Comparison, OutputComparison, PersonDelta
from kinerja_admin.engine.difference import change_in_words
from kinerja_admin.engine.explanation import Line, explain
from kinerja_admin.engine.numbers import to_decimal
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import Invalid, KinerjaError, NotFound
from kinerja_admin.locale import Words, mark
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services import comparisons, registry
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.comparisons import Population, Report
from kinerja_admin.services.disclosure import note_export

COMPARISON = "/p/perbandingan"
READERS = RESULT_STAFF | {"pimpinan"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: two versions and a snapshot."""

    old: Policy
    new: Policy
    everybody: Population


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with everything that its page says."""

    report: Report
    comparison: Comparison
    words: Words
    sees_people: bool

    @property
    def rules(self) -> list[Any]:
        """What changed in the rules, in words; what may change results comes first."""
        ordered = sorted(self.comparison.changes, key=lambda change: not change.may_change_results)
        return [(change_in_words(change, self.words), change.may_change_results) for change in ordered]

    @property
    def reasons(self) -> list[str]:
        """Why nothing changed."""
        return [self.words.phrase(f"unchanged.{key}") for key in self.comparison.reasons]

    def chart(self, output: OutputComparison) -> Any:
        """The distribution of the changes."""
        title = say("How many people gain or lose how much: {output}", output=self.label(output))
        return histogram(output.buckets, title, lambda edge: self.amount(edge, output))

    def label(self, output: OutputComparison) -> str:
        """What people call an output."""
        return output.label or as_words(output.name)

    def amount(self, value: Fraction | None, output: OutputComparison, *, signed: bool = False) -> str:
        """A value of an output, with a sign where it is a change."""
        if value is None:
            return "–"
        text = self.words.value(value, output.unit, output.decimals)
        return f"+{text}" if signed and value > 0 else text

    def result(self, value: object, output: OutputComparison) -> str:
        """What came out for a person."""
        if isinstance(value, str):
            return as_words(value)
        return self.words.value(value, output.unit, output.decimals) if value is not None else "–"  # type: ignore[arg-type]

    def name(self, person: str) -> str:
        """Whom a number means."""
        found = self.report.people.get(person)
        return found.nama if found else person

    def nip(self, person: str) -> str:
        """The NIP of a person."""
        found = self.report.people.get(person)
        return found.nip if found else ""

    def movers(self, output: OutputComparison) -> list[tuple[str, Sequence[PersonDelta]]]:
        """Who gains and who loses most."""
        return [(say("Largest gains"), output.gainers), (say("Largest losses"), output.losers)]

    def groups(self, output: OutputComparison) -> Any:
        """The report by unit, class, status and sex."""
        return breakdowns(self.comparison, output, self.report.people, shows_small=self.sees_people)


def show(request: Request) -> Response:
    """The form, and the report where two versions are named."""
    given = {name: request.query_params.get(name, "") for name in ("lama", "baru", "potret")}
    error, status = "", 200
    with session(request) as db:
        shown, asked_for = None, None
        if given["lama"] and given["baru"]:
            try:
                asked_for = _asked(db, current(request), given)
                shown = _shown(db, current(request), asked_for)
            except KinerjaError as refusal:
                error, status = _said(refusal), status_of(refusal)
        return page(
            request,
            "pages/comparison.html",
            status_code=status,
            title=_title(asked_for) if asked_for else say("Compare two versions"),
            trail=trail(),
            given=given,
            error=error,
            shown=shown,
            asked=asked_for,
            link=_link(asked_for) if asked_for else "",
            moved=_moved(request, asked_for),
            versions=_choices(db, current(request)),
            snapshots=_snapshots(db, current(request)),
            confirm=None,
        )


def impact(request: Request) -> Response:
    """What a version does to the latest population, against the version in force."""
    with session(request) as db:
        row = asked(request, db)
        require(request, *READERS, region=row.region_id)
        return _impact_page(request, db, row)


def _impact_page(request: Request, db: Session, row: PolicyFile) -> Response:
    who, shown, asked_for, error = current(request), None, None, ""
    try:
        asked_for = impact_of(db, row)
        shown = _shown(db, who, asked_for)
    except KinerjaError as refusal:
        error = _said(refusal)
    may_confirm = (
        row.status == "in_review" and registry.APPROVER in who.roles_in(row.region_id) and bool(row.digest)
        and not registry.has_opened_impact(db, who, row)
    )  # fmt: skip
    return page(
        request,
        "pages/comparison.html",
        title=_title(asked_for) if asked_for else say("Impact of {version}", version=str(row)),
        trail=trail((row.title or str(row), place_of(row))),
        given=None,
        error=error,
        shown=shown,
        asked=asked_for,
        link=_link(asked_for) if asked_for else "",
        moved="",
        versions=(),
        snapshots=(),
        confirm={**parts(row), "digest": row.digest} if may_confirm else None,
    )


def impact_of(db: Session, row: PolicyFile, typed: Policy | None = None) -> Asked:
    """The two sides of an impact report: a version (or what is typed of it), and what it would replace.

    Raises:
        Invalid: the version has errors.
        NotFound: NO_POPULATION where the region has no snapshot of such a period.
    """
    new = typed
    if new is None:
        loaded = registry.load_version(db, row)
        if loaded.policy is None:
            raise Invalid(loaded.errors, "POLICY_HAS_ERRORS", policy=str(row), n=str(len(loaded.errors)))
        new = loaded.policy
    snapshot = comparisons.latest_snapshot(db, row.region_id, new.period)
    if snapshot is None:
        raise NotFound("NO_POPULATION", region=row.region_id)
    everybody = comparisons.population(db, snapshot.id)
    return Asked(comparisons.baseline(db, new, everybody.period) or new, new, everybody)


def confirm_impact(request: Request) -> Response:
    """Note that the approver has read the report of exactly this content."""
    with session(request) as db:
        row = asked(request, db, for_change=True)
        who = require(request, registry.APPROVER, region=row.region_id)
        if str(form(request).get("digest", "")) != row.digest:
            flash(request, _said(_moved_away(row)), "danger")
        else:
            registry.note_impact_opened(db, who, row)
            db.commit()
            flash(request, say("Noted that you have read this report."))
        address = parts(row)
    return redirect(request, "policy-version", **address)


def _moved_away(row: PolicyFile) -> KinerjaError:
    return NotFound("POLICY_DIGEST_MOVED", policy=str(row))


def _asked(db: Session, who: SignedIn, given: Mapping[str, str]) -> Asked:
    old, new = (_policy(db, who, given[name]) for name in ("lama", "baru"))
    return Asked(old, new, _everybody(db, who, new, given["potret"]))


def _policy(db: Session, who: SignedIn, text: str) -> Policy:
    row = registry.find_named(db, who, written(text))
    loaded = registry.load_version(db, row)
    if loaded.policy is None:
        raise Invalid(loaded.errors, "POLICY_HAS_ERRORS", policy=str(row), n=str(len(loaded.errors)))
    return loaded.policy


def _everybody(db: Session, who: SignedIn, policy: Policy, given: str) -> Population:
    """The snapshot that was asked for, else the latest one of the policy's region that the reader may see."""
    if given:
        if not given.isdecimal() or len(given) > 18:
            raise NotFound("SNAPSHOT_UNKNOWN")
        found = db.get(Snapshot, int(given))
    else:
        regions = [policy.id.region, *who.regions]
        latest = (comparisons.latest_snapshot(db, region, policy.period) for region in regions)
        found = next((one for one in latest if one is not None), None)
    if found is None:
        raise NotFound("SNAPSHOT_UNKNOWN")
    if who.roles_in(found.region_id).isdisjoint(READERS):
        raise NotFound("SNAPSHOT_UNKNOWN")
    return comparisons.population(db, found.id)


def _shown(db: Session, who: SignedIn, asked_for: Asked) -> Shown:
    report = comparisons.report(db, asked_for.everybody, asked_for.old, asked_for.new)
    return Shown(report, report.comparison, current_words(), reads_all(who, asked_for.everybody.region))


def _title(asked_for: Asked) -> str:
    return say(
        "{old} against {new} in {period}",
        old=str(asked_for.old.id),
        new=str(asked_for.new.id),
        period=current_words().period(asked_for.everybody.period),
    )


def _link(asked_for: Asked) -> str:
    """The address that reopens the report, with marks of what it was about."""
    marks = f"{asked_for.old.digest[:12]}-{asked_for.new.digest[:12]}"
    return (
        f"{COMPARISON}?lama={asked_for.old.id}&baru={asked_for.new.id}"
        f"&potret={asked_for.everybody.snapshot_id}&sidik={marks}"
    )


def _moved(request: Request, asked_for: Asked | None) -> str:
    """What to say where a version has changed since the link was made."""
    noted = request.query_params.get("sidik", "")
    if not noted or asked_for is None:
        return ""
    now = f"{asked_for.old.digest[:12]}-{asked_for.new.digest[:12]}"
    return "" if noted == now else say("A version has been edited since this link was made; these are its new figures.")


def _choices(db: Session, who: SignedIn) -> list[tuple[str, str]]:
    rows = db.scalars(select(PolicyFile).order_by(PolicyFile.region_id, PolicyFile.policy, PolicyFile.version.desc()))
    return [(str(row), f"{row} · {row.title}") for row in rows if row.digest and registry.may_read(who, row)]


def _snapshots(db: Session, who: SignedIn) -> list[Snapshot]:
    rows = db.scalars(select(Snapshot).order_by(Snapshot.periode.desc(), Snapshot.id.desc()).limit(200))
    return [row for row in rows if not who.roles_in(row.region_id).isdisjoint(READERS)]


def _said(refusal: KinerjaError) -> str:
    text = current_words().problem(refusal.as_problem())
    return f"{text.message} {text.hint}".strip()


def person(request: Request) -> Response:
    """One person under both versions, line beside line."""
    who = current(request)
    with session(request) as db:
        asked_for = _asked(db, who, {name: request.query_params.get(name, "") for name in ("lama", "baru", "potret")})
        if not reads_all(who, asked_for.everybody.region):
            raise NotFound("NOT_FOUND")
        number = request.query_params.get("orang", "")
        old, new = (
            explain(comparisons.trace_in(db, asked_for.everybody, one, number).content, current_words())
            for one in (asked_for.old, asked_for.new)
        )
        name = next((one.nama for one in asked_for.everybody.data.people if str(one.id) == number), "")
        return page(
            request,
            "pages/comparison_person.html",
            title=name,
            trail=trail((_title(asked_for), _link(asked_for))),
            asked=asked_for,
            pairs=[(kind, _paired(old, new, kind)) for kind in ("output", "step", "fact")],
        )


def _paired(old: Sequence[Line], new: Sequence[Line], kind: str) -> list[tuple[Line | None, Line | None, bool]]:
    """The lines of both sides by name, in the order of the new side; whether they differ."""
    before = {line.name: line for line in old if line.kind == kind}
    after = {line.name: line for line in new if line.kind == kind}
    names = [*after, *(name for name in before if name not in after)]
    pairs = [(before.get(name), after.get(name)) for name in names]
    return [(one, other, _says(one) != _says(other)) for one, other in pairs]


def _says(line: Line | None) -> Any:
    return None if line is None else (line.amount, line.text, line.detail)


def export_csv(request: Request) -> Response:
    """Everybody on both sides, as CSV."""
    with session(request) as db:
        shown, asked_for = _for_export(request, db)
        head = [text for text, _ in _columns(shown)]
        return csv_file(_file_name(asked_for, "csv"), head, list(_rows(shown)), current_language())


def export_xlsx(request: Request) -> Response:
    """Summary, rules, people and groups, as a workbook."""
    with session(request) as db:
        shown, asked_for = _for_export(request, db)
        comparison = shown.comparison
        sides = [
            [say("Old"), comparison.old.id, comparison.old.title, comparison.old.digest, comparison.old.period],
            [say("New"), comparison.new.id, comparison.new.title, comparison.new.digest, comparison.new.period],
        ]
        rules = [[text.title, "\n".join(text.lines)] for text, _ in shown.rules]
        return xlsx_file(
            _file_name(asked_for, "xlsx"),
            [
                (say("Versions"), ["", say("Version"), say("Title"), say("Digest"), say("Period")], sides),
                (say("Rules"), [say("What changed"), say("How")], rules),
                (say("Summary"), [say("Output"), say("Old total"), say("New total"), say("Difference"), say("Gained"),
                                  say("Same"), say("Lost")], list(_summary(shown))),
                (say("People"), [text for text, _ in _columns(shown)], list(_rows(shown))),
                (say("Groups"), [say("By"), say("Group"), say("People"), say("Gained"), say("Same"), say("Lost"),
                                 say("Old total"), say("New total")], list(_group_rows(shown))),
            ],
        )  # fmt: skip


def _for_export(request: Request, db: Session) -> tuple[Shown, Asked]:
    who = current(request)
    asked_for = _asked(db, who, {name: request.query_params.get(name, "") for name in ("lama", "baru", "potret")})
    if not reads_all(who, asked_for.everybody.region):
        raise NotFound("SNAPSHOT_UNKNOWN")
    shown = _shown(db, who, asked_for)
    note_export(door(request).session_maker, "result", {"comparison": _link(asked_for)})
    return shown, asked_for


def _file_name(asked_for: Asked, ending: str) -> str:
    old, new = asked_for.old.id, asked_for.new.id
    return f"{new.region}-{new.policy}-{old.version}-{new.version}-{asked_for.everybody.period}.{ending}"


def _columns(shown: Shown) -> list[tuple[str, OutputComparison | None]]:
    fixed = ["NIP", say("Name"), say("Unit"), say("Class"), say("Status"), say("Sex")]
    columns: list[tuple[str, OutputComparison | None]] = [(text, None) for text in fixed]
    for one in shown.comparison.outputs:
        columns += [(f"{shown.label(one)} · {text}", one) for text in (say("old"), say("new"), say("change"))]
    return [*columns, (say("Error, old"), None), (say("Error, new"), None)]


def _rows(shown: Shown) -> Iterator[list[Cell]]:
    for one in shown.comparison.people:
        who = shown.report.people[one.id]
        row: list[Cell] = [who.nip, who.nama, who.unit, who.kelas, who.status, who.jenis_kelamin]
        for output in shown.comparison.outputs:
            row += [_cell(one.old.get(output.name), output), _cell(one.new.get(output.name), output)]
            row.append(_cell(one.delta(output.name), output))
        yield [*row, str(one.old_fault or ""), str(one.new_fault or "")]


def _cell(value: object, output: OutputComparison) -> Cell:
    if isinstance(value, Fraction):
        return to_decimal(value, output.decimals)
    return None if value is None else str(value)


def _summary(shown: Shown) -> Iterator[list[Cell]]:
    for one in shown.comparison.outputs:
        totals = [_cell(value, one) for value in (one.old_total, one.new_total, one.difference)]
        yield [shown.label(one), *(totals if one.is_number else [None, None, None]), one.gained, one.same, one.lost]


def _group_rows(shown: Shown) -> Iterator[list[Cell]]:
    output = next((one for one in shown.comparison.outputs if one.is_number), None)
    if output is None:
        return
    for breakdown in shown.groups(output):
        for group in breakdown.groups:
            yield [
                say(breakdown.title), group.name, group.people, group.gained, group.same, group.lost,
                _cell(group.old_total, output), _cell(group.new_total, output),
            ]  # fmt: skip


SCREENS = (
    Screen("comparison", COMPARISON, show, title=mark("Compare two versions"), group=mark("Policies"), icon="compare",
           roles=READERS, order=20),
    Screen("comparison-person", COMPARISON + "/orang", person, roles=RESULT_STAFF),
    Screen("comparison-csv", COMPARISON + "/orang.csv", export_csv, roles=RESULT_STAFF),
    Screen("comparison-xlsx", COMPARISON + "/laporan.xlsx", export_xlsx, roles=RESULT_STAFF),
    Screen("policy-impact", VERSION + "/dampak", impact, roles=READERS),
    Screen("policy-impact-read", VERSION + "/dampak", confirm_impact, roles=frozenset({registry.APPROVER}),
           methods=("POST",)),
)  # fmt: skip
