import pytest

from infra.sandbox.provisioner.intrinsics import NO_VALUE, Node, Resolver, UnknownIntrinsicError


class Names:
    """Two resources, a parameter and two conditions."""

    def ref(self, name: str) -> Node:
        return {
            "Bucket": "bucket-1",
            "Days": 7,
            "Zones": ["a", "b"],
            "AWS::NoValue": NO_VALUE,
            "AWS::Region": "us-east-1",
        }[name]

    def attribute(self, logical_id: str, name: str) -> str:
        return {("Bucket", "Arn"): "arn:bucket-1", ("Site", "Domain.Name"): "x.test"}[
            (logical_id, name)
        ]

    def condition(self, name: str) -> Node:
        return {
            "Yes": {"Fn::Equals": ["a", "a"]},
            "No": {"Fn::Not": [{"Condition": "Yes"}]},
        }[name]


RESOLVER = Resolver(Names())


@pytest.mark.parametrize(
    ("node", "value"),
    [
        ("text", "text"),
        (5, 5),
        ({"Ref": "Bucket"}, "bucket-1"),
        ({"Ref": "Days"}, 7),
        ({"Fn::GetAtt": ["Bucket", "Arn"]}, "arn:bucket-1"),
        ({"Fn::GetAtt": "Bucket.Arn"}, "arn:bucket-1"),
        ({"Fn::GetAtt": ["Site", "Domain.Name"]}, "x.test"),
        ({"Fn::Sub": "${Bucket.Arn}/*"}, "arn:bucket-1/*"),
        ({"Fn::Sub": "${AWS::Region}:${Bucket}"}, "us-east-1:bucket-1"),
        ({"Fn::Sub": "${!Literal}"}, "${Literal}"),
        ({"Fn::Sub": ["${Here}", {"Here": {"Ref": "Bucket"}}]}, "bucket-1"),
        ({"Fn::Join": ["-", ["a", {"Ref": "Bucket"}]]}, "a-bucket-1"),
        ({"Fn::Join": [",", {"Ref": "Zones"}]}, "a,b"),
        ({"Fn::If": ["Yes", 1, 2]}, 1),
        ({"Fn::If": ["No", 1, {"Ref": "Bucket"}]}, "bucket-1"),
        ({"Fn::And": [{"Condition": "Yes"}, {"Condition": "No"}]}, False),
        ({"Fn::Contains": [["7", "8"], {"Ref": "Days"}]}, True),
        ({"Fn::Contains": [["8"], {"Ref": "Days"}]}, False),
        ({"Fn::Or": [{"Condition": "Yes"}, {"Condition": "No"}]}, True),
        ([1, {"Ref": "AWS::NoValue"}], [1]),
        ({"a": {"Fn::If": ["No", 1, {"Ref": "AWS::NoValue"}]}, "b": 2}, {"b": 2}),
        ({"deep": [{"er": {"Ref": "Days"}}]}, {"deep": [{"er": 7}]}),
        ({"Condition": {"Bool": {"x": "y"}}}, {"Condition": {"Bool": {"x": "y"}}}),
    ],
)
def test_a_node_resolves_to_what_it_stands_for(node: Node, value: Node) -> None:
    assert RESOLVER.resolve(node) == value


def test_an_unknown_function_is_refused() -> None:
    with pytest.raises(UnknownIntrinsicError, match="Fn::Cidr"):
        RESOLVER.resolve({"a": [{"Fn::Cidr": []}]})


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError, match="Nobody"):
        RESOLVER.resolve({"Fn::Sub": "x ${Nobody}"})


@pytest.mark.parametrize(("name", "holds"), [("Yes", True), ("No", False)])
def test_a_condition_holds_or_not(name: str, holds: bool) -> None:
    assert RESOLVER.condition_holds(name) is holds
