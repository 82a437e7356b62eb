"""Claim Courier: the entry points. Each is one line; what it does lives in chalicelib."""

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

from chalicelib.entry import garbage
from chalicelib.entry.http import api
from chalicelib.entry.triggers import drop_folder, queues, schedules, sources

app = Chalice(app_name="claim-courier", configure_logs=False)  # the log is Powertools'
api.serve(app)


@app.on_cw_event(sources.DROPPED)
def receive_dropped_file(event: CloudWatchEvent) -> None:
    drop_folder.receive_dropped_file(event.to_dict())


@app.on_sqs_message(queue_arn=sources.VISIT_QUEUE, batch_size=1)
def visit_clearinghouse(event: SQSEvent) -> None:
    queues.visit_clearinghouse(record.body for record in event)


@app.on_sqs_message(queue_arn=sources.RESPONSE_QUEUE, batch_size=1)
def apply_response(event: SQSEvent) -> None:
    queues.apply_response(record.body for record in event)


@app.on_sqs_message(queue_arn=sources.EVENT_QUEUE, batch_size=10)
def publish_events(event: SQSEvent) -> None:
    queues.publish_events(record.body for record in event)


@app.on_sqs_message(queue_arn=sources.WEBHOOK_QUEUE, batch_size=1)
def deliver_webhook(event: SQSEvent) -> None:
    queues.deliver_webhook(record.body for record in event)


@app.schedule("rate(5 minutes)")
def sweep(_event: CloudWatchEvent) -> None:
    schedules.sweep()


@app.schedule("rate(3 minutes)")
def watch_stalls(_event: CloudWatchEvent) -> None:
    schedules.watch_stalls()


@app.schedule("rate(5 minutes)")
def draw_statements(_event: CloudWatchEvent) -> None:
    schedules.draw_statements()


@app.schedule("rate(15 minutes)")
def drill_archive(_event: CloudWatchEvent) -> None:
    schedules.drill_archive()


garbage.collect_from_now_on()
