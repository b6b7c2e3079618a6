"""What the schema is called, without the steps that make it: those are read when one is missing."""

APPLICATION_ID = 0x494E4656
"""Marks a file as ours ("INFV"), so that another program's database is never written to."""

MIGRATIONS = ("m001_first", "m002_meeting", "m003_written_on", "m004_prepare", "m005_forward")
"""The steps in the order in which they are applied; `storage.migrations` has them."""

NEWEST = len(MIGRATIONS)
"""The schema of this infoview."""
