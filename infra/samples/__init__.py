"""Synthetic 837 claim files: invented people, invented payers, real structure."""
