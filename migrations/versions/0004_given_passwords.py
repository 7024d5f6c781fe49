"""A password that somebody else made is changed at the next sign-in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: SQLite rebuilds nothing, so that checks and triggers stay as they are.
    op.add_column("account", sa.Column("must_change_password", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE account SET must_change_password = true "
        "WHERE password_hash IS NOT NULL AND last_sign_in_at IS NULL AND NOT is_demo"
    )


def downgrade() -> None:
    op.drop_column("account", "must_change_password")
