"""Series and articles are found by their terms: the words of owner and place, the names spoken of, the whole key."""

import sqlalchemy as sa
from alembic import op

from monitor.model.change import Series
from monitor.store.tables import micros

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, index the series there are, drop what they were found by before."""
    terms = op.create_table(
        "series_terms",
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "kind", "term", "series", name=op.f("pk_series_terms")),
    )
    op.create_index(op.f("ix_series_terms_series"), "series_terms", ["series"], unique=False)
    op.create_table(
        "article_terms",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("term", "published_at", "article", name=op.f("pk_article_terms")),
    )
    op.create_index(op.f("ix_article_terms_article"), "article_terms", ["article"], unique=False)
    op.create_index(op.f("ix_article_terms_published_at"), "article_terms", ["published_at"], unique=False)
    op.create_table(
        "pins",
        sa.Column("observation", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("observation", name=op.f("pk_pins")),
    )
    for body in op.get_bind().scalars(sa.text("SELECT body FROM series")).all():
        series = Series.model_validate_json(body)
        of = {"dimension": series.key.dimension, "kind": series.key.kind.value, "series": series.id}
        opened = micros(series.opened_at)
        op.bulk_insert(terms, [{**of, "opened_at": opened, "term": term} for term in series.terms])
    op.add_column("series", sa.Column("opened_in", sa.Text()))
    op.create_index(op.f("ix_series_opened_in"), "series", ["opened_in"], unique=False)
    op.add_column("series", sa.Column("merged_into", sa.Text()))
    op.create_index(op.f("ix_series_merged_into"), "series", ["merged_into"], unique=False)
    op.drop_index(op.f("ix_series_dimension_kind_head"), "series")
    op.drop_column("series", "dimension")
    op.drop_column("series", "kind")
    op.drop_column("series", "head")
