"""Claims out of one file and into another, in their own bytes."""
