"""Makes the guide tables that the X12 engine reads: `python -m infra.guides` (see README.md)."""
