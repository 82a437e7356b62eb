"""Claim Courier: the entry points. Each is one line; what it does lives in chalicelib."""

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

from chalicelib.entry import garbage
from chalicelib.entry.http import api
from chalicelib.entry.http.guard import guard
from chalicelib.entry.triggers import drop_folder, queues, schedules

# Placeholders: the template puts the real queues in their place (infra/cloud/resources.yaml).
VISIT_QUEUE = "arn:aws:sqs:us-east-1:123456789012:visit"
RESPONSE_QUEUE = "arn:aws:sqs:us-east-1:123456789012:response"
DROPPED = {
    "source": ["aws.s3"],
    "detail-type": ["Object Created"],
    "detail": {"bucket": {"name": ["intake"]}, "object": {"key": [{"prefix": "drop/"}]}},
}

app = Chalice(app_name="claim-courier")
app.api.binary_types += api.BINARY_TYPES
app.register_middleware(guard, "http")
app.register_blueprint(api.blueprint())


@app.on_cw_event(DROPPED)
def receive_dropped_file(event: CloudWatchEvent) -> None:
    drop_folder.receive_dropped_file(event.to_dict())


@app.on_sqs_message(queue_arn=VISIT_QUEUE, batch_size=1)
def visit_clearinghouse(event: SQSEvent) -> None:
    queues.visit_clearinghouse(record.body for record in event)


@app.on_sqs_message(queue_arn=RESPONSE_QUEUE, batch_size=1)
def apply_response(event: SQSEvent) -> None:
    queues.apply_response(record.body for record in event)


@app.schedule("rate(5 minutes)")
def sweep(_event: CloudWatchEvent) -> None:
    schedules.sweep()


@app.schedule("rate(5 minutes)")
def watch_stalls(_event: CloudWatchEvent) -> None:
    schedules.watch_stalls()


@app.schedule("rate(5 minutes)")
def draw_statements(_event: CloudWatchEvent) -> None:
    schedules.draw_statements()


garbage.collect_from_now_on()
