"""What starts functions. The template puts the real queues and bucket in the place of these
(infra/cloud/*.yaml)."""

_ANY = "arn:aws:sqs:us-east-1:123456789012:"

VISIT_QUEUE = f"{_ANY}visit"
RESPONSE_QUEUE = f"{_ANY}response"
EVENT_QUEUE = f"{_ANY}event"
WEBHOOK_QUEUE = f"{_ANY}webhook"
DROPPED = {
    "source": ["aws.s3"],
    "detail-type": ["Object Created"],
    "detail": {
        "bucket": {"name": ["intake"]},
        "object": {
            "key": [{"prefix": "drop/"}, {"prefix": "drop-era/"}, {"prefix": "uploads/"}],
        },
    },
}
