"""`courier`: Claim Courier from a terminal.

A client like any other: all that it knows, it reads from the API, over HTTP. It imports nothing of
what is deployed, except that `courier verify` hands over to the offline check. Nothing but
Python's own library is needed.
"""
