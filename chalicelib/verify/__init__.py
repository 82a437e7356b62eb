"""Checking an exported archive, anywhere: nothing but Python's own library is needed here.

Nothing of this package is shared with what draws the statements, so that a mistake there shows
here. The format is described in docs/statements.md.
"""
