"""The deployed functions' names and triggers, without the product behind them."""

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

app = Chalice(app_name="claim-courier", configure_logs=False)


@app.route("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.on_cw_event(
    {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {
            "bucket": {"name": ["intake"]},
            "object": {"key": [{"prefix": "drop/"}]},
        },
    }
)
def receive_dropped_file(event: CloudWatchEvent) -> None:
    pass


@app.on_sqs_message(
    queue_arn="arn:aws:sqs:us-east-1:123456789012:visits", batch_size=1, maximum_concurrency=10
)
def visit_clearinghouse(event: SQSEvent) -> None:
    pass


@app.on_sqs_message(queue_arn="arn:aws:sqs:us-east-1:123456789012:responses", batch_size=1)
def apply_response(event: SQSEvent) -> None:
    pass


@app.on_sqs_message(queue_arn="arn:aws:sqs:us-east-1:123456789012:events", batch_size=10)
def publish_events(event: SQSEvent) -> None:
    pass


@app.on_sqs_message(queue_arn="arn:aws:sqs:us-east-1:123456789012:webhooks", batch_size=1)
def deliver_webhook(event: SQSEvent) -> None:
    pass


@app.schedule("rate(5 minutes)")
def sweep(event: CloudWatchEvent) -> None:
    pass


@app.schedule("rate(5 minutes)")
def watch_stalls(event: CloudWatchEvent) -> None:
    pass


@app.schedule("rate(5 minutes)")
def draw_statements(event: CloudWatchEvent) -> None:
    pass


@app.schedule("rate(15 minutes)")
def drill_archive(event: CloudWatchEvent) -> None:
    pass
