"""All use cases."""

from chalicelib.wiring.access import Access
from chalicelib.wiring.acts import Acts
from chalicelib.wiring.answers import Answers
from chalicelib.wiring.closing import Closing
from chalicelib.wiring.conservation import Conservation
from chalicelib.wiring.drill import Drilling
from chalicelib.wiring.era import Era
from chalicelib.wiring.events import Events
from chalicelib.wiring.requests import Requests
from chalicelib.wiring.show import Show
from chalicelib.wiring.sweep import Sweeping
from chalicelib.wiring.visit import Visit
from chalicelib.wiring.watch import Watch
from chalicelib.wiring.webhooks import Webhooks


class Courier(
    Access,
    Acts,
    Answers,
    Closing,
    Conservation,
    Drilling,
    Era,
    Events,
    Requests,
    Show,
    Sweeping,
    Visit,
    Watch,
    Webhooks,
):
    """The use cases, each built when it is first asked for."""
