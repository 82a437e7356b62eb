"""A function that was just started, for its first requests; run in a process of its own.

Reads events of API Gateway from stdin, a JSON list, and writes JSON: `statuses`, `laps` (what each
step until the first answer took, in milliseconds of processor time; the first is the start of the
interpreter) and `modules` (all that was loaded, by name).
"""

import json
import sys
import time
from importlib import import_module
from types import SimpleNamespace

STEPS = {
    "Chalice": "chalice.app",
    "pydantic": "pydantic.main",
    "boto3": "boto3",
    "Powertools": "aws_lambda_powertools",
    "our own modules": "app",
}
"""What is imported, in this order, each with all that those before it have not brought along."""


def main() -> None:
    events, laps = json.load(sys.stdin), {"interpreter": spent()}
    for step, module in STEPS.items():
        import_module(module)
        laps[step] = spent() - sum(laps.values())
    first, *others = events
    statuses = [_answered(first)]
    laps["first request"] = spent() - sum(laps.values())
    statuses += [_answered(event) for event in others]
    print(json.dumps({"statuses": statuses, "laps": laps, "modules": sorted(sys.modules)}))


def _answered(event: dict[str, object]) -> int:
    context = SimpleNamespace(aws_request_id="first", memory_limit_in_mb="1024")
    return int(sys.modules["app"].app(event, context)["statusCode"])


def spent() -> float:
    return 1000 * time.process_time()


if __name__ == "__main__":
    main()
