"""AWS::SNS::Topic and AWS::SNS::Subscription."""

from collections.abc import Mapping
from typing import Any

from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.provisioner.provisioned import Resource

TOPIC_PROPERTIES = frozenset({"DisplayName"})
SUBSCRIPTION_PROPERTIES = frozenset({"Endpoint", "Protocol", "TopicArn"})


def make_topic(clients: Clients, name: str, properties: Mapping[str, Any]) -> Resource:
    """A topic. Ref: its ARN."""
    topic = clients.sns.create_topic(
        Name=name, Attributes={"DisplayName": properties["DisplayName"]}
    )
    return Resource(topic["TopicArn"])


def make_subscription(clients: Clients, _name: str, properties: Mapping[str, Any]) -> Resource:
    """A subscription. Ref: its ARN."""
    subscription = clients.sns.subscribe(
        TopicArn=properties["TopicArn"],
        Protocol=properties["Protocol"],
        Endpoint=properties["Endpoint"],
        ReturnSubscriptionArn=True,
    )
    return Resource(subscription["SubscriptionArn"])
