"""The index of shingles in half the space: no key, days instead of moments."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew, with what the old one held."""
    op.rename_table("shingles", "shingles_before")
    op.create_table(
        "shingles",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
    )
    op.execute(
        "INSERT INTO shingles (hash, story, day)"
        " SELECT hash, story, published_at / 86400000000 FROM shingles_before"  # microseconds of a day
    )
    op.drop_table("shingles_before")
    op.create_index(op.f("ix_shingles_hash"), "shingles", ["hash"], unique=False)
    op.create_index(op.f("ix_shingles_day"), "shingles", ["day"], unique=False)
