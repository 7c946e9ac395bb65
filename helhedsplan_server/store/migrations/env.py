"""Alembic's entry: runs the steps on the connection that `store.schema` hands over."""

from alembic import context

from helhedsplan_server.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
