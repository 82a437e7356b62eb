"""The parts of a remittance as text."""
