"""``kinerja run --region … --period …``: compute a month for everybody, scoring before pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kinerja_admin.cli._arguments import Whole
from kinerja_admin.cli._console import FINDINGS, FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark

if TYPE_CHECKING:
    from kinerja_admin.db.session import Session
    from kinerja_admin.engine.population_checks import Judgement
    from kinerja_admin.models.run import Run


@click.command("run", cls=Command, help=mark("Compute the results of a period for everybody."))
@click.option("--region", metavar="REGION", required=True, help=mark("Code of the region, such as serang."))
@click.option("--period", metavar="2026-03", required=True, help=mark("The period, such as 2026-03."))
@click.option("--policy", metavar="POLICY", help=mark("One policy with what it takes from, instead of all."))
@click.option("--corrects", type=Whole(), help=mark("Number of a locked run to correct, instead of an official run."))
@click.option("--verify", is_flag=True, help=mark("Work it out in both ways; store nothing where they differ"))
@click.pass_obj
def command(
    console: Console, region: str, period: str, policy: str | None, corrects: int | None, *, verify: bool
) -> int:  # fmt: skip
    """Store one official run for each policy, or one correction; 1 where anybody's result is in error."""
    from kinerja_admin.cli._database import open_database
    from kinerja_admin.db.scope import acting_as, system
    from kinerja_admin.engine.judgement_report import as_json
    from kinerja_admin.engine.population_checks import failing
    from kinerja_admin.services import results, runs

    database = open_database()
    with acting_as(system("cli")):
        if corrects is None:
            numbers = list(runs.run_month(database.sessions, region, period, policy, verify=verify).values())
        else:
            numbers = [runs.correct(database.sessions, region, period, corrects, verify=verify)]
        with database.sessions() as session:
            done = [runs.find(session, number) for number in numbers]
            for name in runs.locked_among(session, region, period, policy) if corrects is None else ():
                said = {"policy": name, "period": console.words.period(period)}
                console.tell(console.words.say("{policy}, {period}: locked already; it was not computed again", **said))
            checks = {run.id: results.judged(session, run) for run in done}
            if console.is_json:
                console.print_json({"runs": [_as_json(run) | {"checks": as_json(checks[run.id])} for run in done]})
            else:
                for run in done:
                    _print(console, session, run, checks[run.id])
    return FINDINGS if any(run.errors or failing(checks[run.id]) for run in done) else FINE


def _as_json(run: Run) -> dict[str, object]:
    return {
        "run": run.id,
        "policy": f"{run.policy}@{run.version}",
        "period": run.periode,
        "people": run.people,
        "errors": run.errors,
        "totals": run.totals,
        "results_sha256": run.results_sha256,
    }


def _print(console: Console, session: Session, run: Run, checks: tuple[Judgement, ...]) -> None:
    from kinerja_admin.engine.judgement_report import as_lines
    from kinerja_admin.models.policy_file import PolicyFile
    from kinerja_admin.services.registry import load_version
    from kinerja_admin.services.results import results_in_error

    words = console.words
    heading = {"policy": f"{run.policy}@{run.version}", "period": words.period(run.periode)}
    counts = {"people": words.number(run.people), "errors": words.number(run.errors)}
    console.print(words.say("{policy}, {period}: {people} people, {errors} in error", **heading, **counts))
    policy = load_version(session, session.get_one(PolicyFile, run.policy_file_id)).policy
    for name, amount in run.totals.items():
        label = policy.outputs[name].label if policy and name in policy.outputs else name
        console.print(f"    {label}: {words.rupiah(int(amount))}")
    for line in as_lines(checks, policy, words) if policy else ():
        console.print(f"    {line}")
    for result in results_in_error(session, run):
        console.print(f"    {result.nip} {result.nama}: {result.error_code} {result.error_step}")
