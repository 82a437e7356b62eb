"""Rules beyond the guides' tables: balancing, situational rules, and what profiles ask for."""
