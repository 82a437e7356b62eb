"""What clients may see."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.wired import Wired

if TYPE_CHECKING:
    from chalicelib.services.show.list_accounts import ListAccounts
    from chalicelib.services.show.show_account import ShowAccount
    from chalicelib.services.show.show_batch import ShowBatch
    from chalicelib.services.show.show_catch_up import ShowCatchUp
    from chalicelib.services.show.show_claim import ShowClaim
    from chalicelib.services.show.show_content import ShowContent
    from chalicelib.services.show.show_remittances import ShowRemittances
    from chalicelib.services.show.show_responses import ShowResponses
    from chalicelib.services.show.show_statements import ShowStatements
    from chalicelib.services.show.show_worklist import ShowWorklist


class Show(Wired):
    @cached_property
    def list_accounts(self) -> "ListAccounts":
        from chalicelib.services.show.list_accounts import ListAccounts

        return ListAccounts(self._ports.accounts)

    @cached_property
    def show_account(self) -> "ShowAccount":
        from chalicelib.services.show.show_account import ShowAccount

        p = self._ports
        return ShowAccount(p.accounts, p.clock, p.responses, p.transmissions, p.account_watches)

    @cached_property
    def show_batch(self) -> "ShowBatch":
        from chalicelib.services.show.show_batch import ShowBatch

        p = self._ports
        return ShowBatch(p.accounts, p.batches, p.tallies, p.transmissions)

    @cached_property
    def show_catch_up(self) -> "ShowCatchUp":
        from chalicelib.services.show.show_catch_up import ShowCatchUp

        p = self._ports
        return ShowCatchUp(p.accounts, p.clock, p.transmissions)

    @cached_property
    def show_claim(self) -> "ShowClaim":
        from chalicelib.services.show.show_claim import ShowClaim

        p = self._ports
        return ShowClaim(p.accounts, p.claims, p.clock, p.facts, p.links, p.transmissions)

    @cached_property
    def show_content(self) -> "ShowContent":
        from chalicelib.services.show.show_content import ShowContent

        p = self._ports
        return ShowContent(p.accounts, p.archive, p.batches, p.transmissions)

    @cached_property
    def show_remittances(self) -> "ShowRemittances":
        from chalicelib.services.show.show_remittances import ShowRemittances

        p = self._ports
        return ShowRemittances(p.accounts, p.downloads, p.era_files, p.remittances)

    @cached_property
    def show_responses(self) -> "ShowResponses":
        from chalicelib.services.show.show_responses import ShowResponses

        p = self._ports
        return ShowResponses(p.accounts, p.archive, p.responses)

    @cached_property
    def show_statements(self) -> "ShowStatements":
        from chalicelib.services.show.show_statements import ShowStatements

        p = self._ports
        return ShowStatements(p.accounts, p.archive, p.statements)

    @cached_property
    def show_worklist(self) -> "ShowWorklist":
        from chalicelib.services.show.show_worklist import ShowWorklist

        p = self._ports
        return ShowWorklist(p.accounts, p.worklist)
