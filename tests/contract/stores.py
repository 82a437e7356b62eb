"""Tables and buckets as the deployed template has them, as far as the adapters see."""

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.table import Table

KEYS = ("pk", "sk", "work", "work_order", "listing", "listing_order")


def create_table(name: str) -> Table:
    client = aws_clients.dynamodb()
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in KEYS],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": index,
                "KeySchema": [
                    {"AttributeName": index, "KeyType": "HASH"},
                    {"AttributeName": f"{index}_order", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in ("work", "listing")
        ],
    )
    return Table(client, name)


def create_bucket(name: str) -> str:
    """Versioned and with Object Lock, as the archive is."""
    aws_clients.s3().create_bucket(Bucket=name, ObjectLockEnabledForBucket=True)
    return name
