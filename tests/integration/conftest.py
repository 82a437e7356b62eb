"""The same embedded AWS as in the contract tests."""

from tests.contract.conftest import aws, bucket, name, table

__all__ = ["aws", "bucket", "name", "table"]
