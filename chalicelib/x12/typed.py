"""What the engine needs of `typing`, without importing it.

Until a first claim was checked, a fifth of the work was to import `typing` and to compile the
constructors that its NamedTuple writes for each class.
"""

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Literal as Literal
    from typing import NamedTuple as NamedTuple
    from typing import Protocol as Protocol
else:
    from operator import itemgetter

    class Literal:
        """At run time one of a few texts is a text: type checkers see that it is one of them."""

        def __class_getitem__(cls, _: object) -> type[str]:
            return str

    class Protocol:
        """At run time a protocol is a class like any other: nobody asks for instances of it."""

    _new = tuple.__new__

    class NamedTuple(tuple):
        """As that of `typing`, with one constructor for all."""

        def __init_subclass__(cls) -> None:
            cls._fields = tuple(cls.__annotations__)
            cls._defaults = {each: vars(cls)[each] for each in cls._fields if each in vars(cls)}
            for at, each in enumerate(cls._fields):
                setattr(cls, each, property(itemgetter(at)))

        def __new__(cls, *values: object, **named: object) -> "NamedTuple":
            """Raises TypeError unless there is just one value for each field without a default."""
            if named or len(values) != len(cls._fields):
                values += cls._others(cls._fields[len(values) :], named)
            return _new(cls, values)

        @classmethod
        def _others(cls, fields: tuple[str, ...], named: dict[str, object]) -> tuple[object, ...]:
            given = cls._defaults | named
            found = [given[each] for each in fields if each in given]
            if not fields or len(found) < len(fields) or not named.keys() <= set(fields):
                raise TypeError(f"{cls.__name__} has other fields")
            return tuple(found)

        def _replace(self, **changes: object) -> "NamedTuple":
            return type(self)(**dict(zip(self._fields, self, strict=True)) | changes)

        def __repr__(self) -> str:
            shown = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({', '.join(shown)})"

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)
