"""Settings: the only place that reads the environment."""

import os
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class Settings(BaseModel):
    """What the template tells the functions (infra/cloud/resources.yaml, Globals)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    table_name: str = Field(alias="TABLE_NAME", min_length=1)
    intake_bucket: str = Field(alias="INTAKE_BUCKET", min_length=1)
    archive_bucket: str = Field(alias="ARCHIVE_BUCKET", min_length=1)
    visit_queue_url: str = Field(alias="VISIT_QUEUE_URL", min_length=1)
    response_queue_url: str = Field(alias="RESPONSE_QUEUE_URL", min_length=1)
    event_queue_url: str = Field(alias="EVENT_QUEUE_URL", min_length=1)
    webhook_queue_url: str = Field(alias="WEBHOOK_QUEUE_URL", min_length=1)
    data_key_arn: str = Field(alias="DATA_KEY_ARN", min_length=1)
    webhook_targets: Literal["public", "loopback"] = Field(alias="WEBHOOK_TARGETS")
    secret_prefix: str = Field(alias="SECRET_PREFIX", min_length=1)
    stage: str = Field(alias="STAGE", min_length=1)
    alarm_topic_arn: str = Field(alias="ALARM_TOPIC_ARN", min_length=1)
    event_topic_arn: str = Field(alias="EVENT_TOPIC_ARN", min_length=1)
    token_issuer: str = Field(alias="TOKEN_ISSUER", min_length=1)
    token_client_id: str = Field(alias="TOKEN_CLIENT_ID", min_length=1)
    requests_per_minute: int = Field(alias="REQUESTS_PER_MINUTE", default=600, ge=1)
    service: str = Field(alias="POWERTOOLS_SERVICE_NAME", default="claim-courier")
    metrics_namespace: str = Field(alias="POWERTOOLS_METRICS_NAMESPACE", default="ClaimCourier")


class IncompleteSettingsError(Exception):
    """The function was deployed without a variable that it needs."""


def load_settings() -> Settings:
    """The settings of this function. Raises IncompleteSettingsError naming what is missing."""
    try:
        return Settings.model_validate(dict(os.environ))
    except ValidationError as error:
        names = ", ".join(str(detail["loc"][0]) for detail in error.errors())
        raise IncompleteSettingsError(f"Missing or empty in the environment: {names}") from None
