"""What comes in and goes out, as models that cost nothing until they are used."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """pydantic builds its validator and serializer with the first use, not at import: a request
    needs a few of the models, and a cold start should not wait for all (ADR 49)."""

    model_config = ConfigDict(defer_build=True)


def build_all() -> None:
    """For a server with threads: pydantic takes no lock while it builds."""
    for model in set(_below(Model)):
        model.model_rebuild()


def _below(model: type[Model]) -> Iterator[type[Model]]:
    for below in model.__subclasses__():
        yield below
        yield from _below(below)
