"""Implementation guides as data: which loops, segments and elements may stand where."""
