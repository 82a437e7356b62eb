"""The clearinghouses that can be simulated."""
