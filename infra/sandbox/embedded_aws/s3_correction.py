"""Makes the embedded S3's conditional put atomic, as the real one is.

moto looks whether an object is there and stores it in two steps, so that now and then two of
several writers with `If-None-Match: *` both win. The contract of the archive guards this.
"""

from functools import cache
from threading import Lock
from typing import Any

from moto.s3.responses import S3Response


@cache
def apply() -> None:
    """Corrects moto in this process, once."""
    put: Any = S3Response._key_response_put
    lock = Lock()

    def exclusively(*arguments: object) -> object:
        with lock:
            return put(*arguments)

    owner: Any = S3Response
    owner._key_response_put = exclusively
