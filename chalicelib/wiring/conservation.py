"""Statements that account for everything that came in."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.conservation.draw_due_statements import DrawDueStatements
    from chalicelib.services.conservation.draw_statement import DrawStatement
    from chalicelib.services.conservation.request_statement import RequestStatement


class Conservation(Wired):
    @cached_property
    def draw_statement(self) -> "DrawStatement":
        from chalicelib.services.conservation.draw_statement import DrawStatement
        from chalicelib.services.conservation.take_stock import TakeStock
        from chalicelib.services.conservation.take_stock_of_answers import TakeStockOfAnswers

        p = self._ports
        return DrawStatement(
            accounts=p.accounts,
            archive=p.archive,
            clock=p.clock,
            statements=p.statements,
            take_stock=TakeStock(p.batches, p.claims, p.tallies, p.transmissions),
            take_stock_of_answers=TakeStockOfAnswers(p.responses),
        )

    @cached_property
    def draw_due_statements(self) -> "DrawDueStatements":
        from chalicelib.services.conservation.draw_due_statements import DrawDueStatements

        p = self._ports
        return DrawDueStatements(p.accounts, p.clock, self.draw_statement, p.meter, p.statements)

    @cached_property
    def request_statement(self) -> "RequestStatement":
        from chalicelib.services.conservation.request_statement import RequestStatement

        p = self._ports
        return RequestStatement(p.accounts, p.clock, p.statements)
