"""The only place that knows SQLite and sqlite-utils."""
