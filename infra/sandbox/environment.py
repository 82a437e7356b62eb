"""The process's environment while a sandbox runs."""

import os
from collections.abc import Mapping

from infra.sandbox.embedded_aws.clients import REGION


def aws_environment(endpoint_url: str) -> dict[str, str]:
    """What leads every AWS client of the process to `endpoint_url`, and none to a real AWS."""
    return {
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


class Environment:
    """Changes variables, and puts back what was there before."""

    def __init__(self) -> None:
        self._before: dict[str, str | None] = {}

    def isolate_from_aws(self) -> None:
        """Takes every setting of AWS away: a profile or an endpoint of the user's could win."""
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            self._set(name, None)

    def update(self, variables: Mapping[str, str]) -> None:
        for name, value in variables.items():
            self._set(name, value)

    def restore(self) -> None:
        for name, value in list(self._before.items()):
            self._set(name, value)
        self._before.clear()

    def _set(self, name: str, value: str | None) -> None:
        self._before.setdefault(name, os.environ.get(name))
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
