"""What a cold start takes before any code of ours; run in a process of its own.

Imports what a function stands on, makes DynamoDB's client and waits for its first answer. Writes
JSON as first_request does.
"""

import json
import os
import sys
from importlib import import_module

from infra.bench.first_request import STEPS, spent


def main() -> None:
    laps = {"interpreter": spent()}
    for step in ("Chalice", "pydantic", "boto3", "Powertools"):
        import_module(STEPS[step])
        laps[step] = spent() - sum(laps.values())
    status = _answered()
    laps["first call of DynamoDB"] = spent() - sum(laps.values())
    print(json.dumps({"statuses": [status], "laps": laps, "modules": sorted(sys.modules)}))


def _answered() -> int:
    import boto3
    from botocore.config import Config

    # As in chalicelib/adapters/aws_clients.py: a name spares botocore a look at the system.
    client = boto3.client("dynamodb", config=Config(user_agent="bare"))
    key = {"pk": {"S": "nobody"}, "sk": {"S": "nobody"}}
    answer = client.get_item(TableName=os.environ["TABLE_NAME"], Key=key)
    return answer["ResponseMetadata"]["HTTPStatusCode"]


if __name__ == "__main__":
    main()
