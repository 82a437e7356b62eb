"""What the commands at a terminal are made of."""
