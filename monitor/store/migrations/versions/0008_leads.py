"""Stories are found with their leads, and not by their titles."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the one column with its index, add the other and fill it."""
    op.drop_index(op.f("ix_stories_title_key"), "stories")
    op.drop_column("stories", "title_key")
    op.add_column("stories", sa.Column("lead", sa.Text(), nullable=False, server_default=""))
    stories = sa.table("stories", sa.column("id"), sa.column("body"), sa.column("lead"))
    filled = sa.update(stories).where(stories.c.id == sa.bindparam("its")).values(lead=sa.bindparam("read"))
    held = op.get_bind().execute(sa.select(stories.c.id, stories.c.body)).all()
    if held:
        op.get_bind().execute(filled, [{"its": row.id, "read": json.loads(row.body)["lead"]} for row in held])
