"""The client factory."""

from chalicelib.adapters import aws_clients


def test_a_client_is_made_once_until_clients_are_forgotten(aws: None) -> None:
    first = aws_clients.sqs()
    assert aws_clients.sqs() is first
    aws_clients.forget_clients()
    assert aws_clients.sqs() is not first
