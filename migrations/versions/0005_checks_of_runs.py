"""What the checks over everybody came to is kept with each run; earlier runs have it worked out again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: SQLite rebuilds nothing, so that checks and triggers stay as they are.
    op.add_column("run", sa.Column("judgements", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("run", "judgements")
