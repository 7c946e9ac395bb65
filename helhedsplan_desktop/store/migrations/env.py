"""Runs the due revisions on the connection that `store/migrating.py` hands over.

The transaction is the caller's: a vault is upgraded whole or stays as it was.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
