"""Alembic runs on the connection, and in the transaction, that `schema.bring_up_to_date` holds."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
