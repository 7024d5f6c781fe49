"""The database itself refuses to change what is written once: sealed lines, snapshots, closed policies, locked runs.

SQLite drops a table's triggers when a later revision rebuilds it in a batch: such a revision creates them again.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit", "policy_event", "policy_author", "snapshot")
SEALED = "OLD.status <> 'draft'"
LOCKED = "OLD.state = 'locked'"
OF_LOCKED_RUN = "EXISTS (SELECT 1 FROM run WHERE run.id = OLD.run_id AND run.state IN ('approved', 'locked'))"

RULES = [
    *((table, action, "", "") for table in APPEND_ONLY for action in ("UPDATE", "DELETE")),
    ("policy_file", "UPDATE", "text, tables, digest, region_id, policy, version", SEALED),
    ("policy_file", "DELETE", "", SEALED),
    ("run", "UPDATE", "", LOCKED),
    ("run", "DELETE", "", "OLD.state IN ('approved', 'locked')"),
    ("result", "UPDATE", "", OF_LOCKED_RUN),
    ("result", "DELETE", "", OF_LOCKED_RUN),
]


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _upgrade_postgresql()
    else:
        _upgrade_sqlite()


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table, action, _, _ in RULES:
        op.execute(f"DROP TRIGGER {_name(table, action)}" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        for table in APPEND_ONLY:
            op.execute(f"DROP TRIGGER {_name(table, 'TRUNCATE')} ON {table}")
        op.execute("DROP FUNCTION kinerja_refuse()")
        op.execute("DROP FUNCTION kinerja_refuse_of_locked_run()")


def _upgrade_sqlite() -> None:
    for table, action, columns, condition in RULES:
        of = f" OF {columns}" if columns else ""
        when = f"WHEN {condition} " if condition else ""
        op.execute(
            f"CREATE TRIGGER {_name(table, action)} BEFORE {action}{of} ON {table} "
            f"{when}BEGIN SELECT RAISE(ABORT, '{table} is closed'); END"
        )


def _upgrade_postgresql() -> None:
    refuse = "RAISE EXCEPTION '% is closed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';"
    op.execute(f"CREATE FUNCTION kinerja_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$")
    op.execute(
        "CREATE FUNCTION kinerja_refuse_of_locked_run() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {OF_LOCKED_RUN} THEN {refuse} END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    for table, action, columns, condition in RULES:
        of = f" OF {columns}" if columns else ""
        # a trigger's own condition may not look into other tables here
        own = condition and condition != OF_LOCKED_RUN
        function = "kinerja_refuse_of_locked_run" if condition == OF_LOCKED_RUN else "kinerja_refuse"
        op.execute(
            f"CREATE TRIGGER {_name(table, action)} BEFORE {action}{of} ON {table} FOR EACH ROW "
            f"{f'WHEN ({condition}) ' if own else ''}EXECUTE FUNCTION {function}()"
        )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {_name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kinerja_refuse()"
        )


def _name(table: str, action: str) -> str:
    return f"closed_{table}_{action.lower()}"
