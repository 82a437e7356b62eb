"""Every key of the one table, by subject; the prefixes of all stand together in `prefix`."""
