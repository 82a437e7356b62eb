"""The X12 protocol: bytes in, typed frozen values out. Knows nothing of the rest of the product."""
