"""What can go wrong at a clearinghouse, to order; judged here, acted out by door and box."""
