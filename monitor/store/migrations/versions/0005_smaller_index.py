"""The index of shingles with stories as numbers, and its days as ranges where the database can."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table anew, with what the old one held."""
    op.drop_index(op.f("ix_shingles_hash"), "shingles")
    op.drop_index(op.f("ix_shingles_day"), "shingles")
    op.rename_table("shingles", "shingles_before")
    shingles = op.create_table(
        "shingles",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
    )
    numbers = op.create_table(
        "story_numbers", sa.Column("id", sa.Text(), primary_key=True), sa.Column("number", sa.BigInteger())
    )
    before = sa.table("shingles_before", sa.column("hash"), sa.column("story"), sa.column("day"))
    held = op.get_bind().scalars(sa.select(before.c.story).distinct()).all()
    op.bulk_insert(numbers, [{"id": each, "number": int(each[-16:], 16) - (1 << 63)} for each in held])
    told = sa.select(before.c.hash, numbers.c.number, before.c.day).join(numbers, numbers.c.id == before.c.story)
    op.execute(shingles.insert().from_select(["hash", "story", "day"], told))
    op.drop_table("story_numbers")
    op.drop_table("shingles_before")
    op.create_index(op.f("ix_shingles_hash"), "shingles", ["hash"], unique=False)
    op.create_index(
        op.f("ix_shingles_day"),
        "shingles",
        ["day"],
        unique=False,
        postgresql_using="brin",
        postgresql_with={"autosummarize": True},
    )
