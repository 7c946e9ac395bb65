"""What the server keeps: tables, engine, migrations, and two files outside the database."""
