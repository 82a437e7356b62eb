"""The client factory."""

from chalicelib.adapters import aws_clients


def test_a_call_says_shortly_who_calls(aws: None) -> None:
    """Botocore's own words, found anew for every call, are a fifth of what a call costs us."""
    told: list[bytes] = []
    client = aws_clients.sqs()
    client.meta.events.register(
        "before-send.sqs", lambda request, **_: told.append(request.headers["User-Agent"])
    )
    client.list_queues()
    (said,) = told
    assert said.startswith(b"claim-courier Botocore/")


def test_a_client_is_made_once_until_clients_are_forgotten(aws: None) -> None:
    first = aws_clients.sqs()
    assert aws_clients.sqs() is first
    aws_clients.forget_clients()
    assert aws_clients.sqs() is not first
