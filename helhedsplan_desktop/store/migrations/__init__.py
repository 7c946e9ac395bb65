"""The vault's tables through time, one revision a change; run by `store/migrating.py`.

A released revision is never edited: it holds literal SQL, so that it makes the same tables however
the code moves on. A new table's statement is printed by `tests/support/documented_ddl.py`.
"""
