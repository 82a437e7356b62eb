"""The files that the clearinghouse puts into `outbound`, a module for each kind."""
