"""How the tables change from one release to the next (Alembic)."""
