"""Signatures of webhooks, by the specification's own vector."""

import base64

from chalicelib.domain.webhooks.signature import secret_text, signature, signed_headers
from tests.builders import MORNING

# Standard Webhooks 1.0, the reference libraries' test vector.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIMESTAMP = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_specification_s_vector() -> None:
    secret = base64.b64decode(SECRET.removeprefix("whsec_"))
    assert signature(secret, MESSAGE, TIMESTAMP, BODY) == SIGNATURE
    assert secret_text(secret) == SECRET


def test_while_a_secret_follows_another_both_sign() -> None:
    headers = signed_headers([b"new" * 8, b"old" * 8], "evt_1", MORNING, b"{}")
    new, old = headers["webhook-signature"].split(" ")
    at = int(headers["webhook-timestamp"])
    assert at == int(MORNING.timestamp())
    assert new == signature(b"new" * 8, "evt_1", at, b"{}")
    assert old == signature(b"old" * 8, "evt_1", at, b"{}")
    assert new != old
