"""Stories that were seen to be one."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "merges",
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story", name=op.f("pk_merges")),
    )
    op.create_index(op.f("ix_merges_target"), "merges", ["target"], unique=False)
