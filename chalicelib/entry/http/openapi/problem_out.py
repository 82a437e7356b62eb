"""A problem document as it leaves (RFC 9457)."""

from pydantic import BaseModel, Field


class FieldErrorOut(BaseModel):
    """`pointer` is a JSON pointer into the body; empty for the whole of it."""

    pointer: str
    message: str


class ProblemOut(BaseModel):
    """What is wrong with a request. What is wrong with a claim file is in its findings."""

    type: str = Field(description="A stable URI of this kind of problem.")
    title: str
    status: int
    detail: str = Field(description="What to do about this occurrence. Never quotes a file.")
    code: str = Field(description="The last part of `type`.")
    errors: tuple[FieldErrorOut, ...] = Field(description="What is wrong in the body, all of it.")
    retryable: bool = Field(description="Whether the same request may succeed later.")
    doc_url: str = Field(description="The page about this kind of problem.")
    request_id: str
