"""Where items stand in the two sparse indexes: a module for each room of them."""
