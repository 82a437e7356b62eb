"""Follows a transaction set through its guide, segment by segment."""
