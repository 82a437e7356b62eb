"""Applies the deployed template to the embedded AWS, so that the two cannot drift apart."""
