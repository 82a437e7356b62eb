"""What a page of claims tells: few writes for many claims, once however many reports repeat it."""

from collections import Counter

from chalicelib.domain.events.event import EventKind
from chalicelib.domain.identifiers import CLAIMS_PER_PAGE
from tests.faults.recorder import Recorder, recorded_courier
from tests.functional.counterpart import answers_to
from tests.functional.courier import House, a_claim_file

CLAIMS = 250
PAGES = -(-CLAIMS // CLAIMS_PER_PAGE)


def reported(house: House) -> Counter[str]:
    """All answers to a batch of many claims are applied and published; the calls that it took."""
    house.hand_in(a_claim_file(*(f"PAY{number:05d}" for number in range(CLAIMS))))
    house.courier.publish_events()
    house.visit()
    recorder = Recorder([], {})
    for name, content in answers_to(house.server.inbound):
        house.server.put_out(name, content, house.clock.now())
        house.visit()
        recorded_courier(house.ports, recorder).apply_response(house.hints.responses[-1])
    recorded_courier(house.ports, recorder).publish_events()
    return Counter(recorder.calls)


def told(house: House) -> Counter[EventKind]:
    return Counter(event.kind for event in house.feed.events)


def test_each_piece_of_news_is_told_once_for_each_claim(house: House) -> None:
    reported(house)
    kinds = told(house)
    for kind in (
        EventKind.CLAIM_ACCEPTED_BY_CLEARINGHOUSE,
        EventKind.CLAIM_ACCEPTED_BY_PAYER,
        EventKind.CLAIM_PAID,
    ):
        assert kinds[kind] == CLAIMS
    assert len({event.event_id for event in house.feed.events}) == len(house.feed.events)


def test_it_takes_a_notice_a_page_and_not_one_a_claim(house: House) -> None:
    """Accepted, accepted by the payer, paid: three notices for each page, and a handful about the
    batch and its payments; some of them together in each part of the feed."""
    calls = reported(house)
    about_claims = [notice for notice in house.notices.rows.all() if "#" in notice.series]
    assert len(about_claims) == 3 * PAGES
    assert calls["notices.add"] <= 3 * PAGES + 12
    assert calls["feed.append"] <= 3 * PAGES


def test_reports_again_tell_nothing_and_write_nothing(house: House) -> None:
    reported(house)
    before = len(house.notices.rows.all()), told(house)
    for response in house.responses.rows.all():
        house.process_again(response.response_id)
    house.courier.publish_events()
    assert (len(house.notices.rows.all()), told(house)) == before


def test_what_a_process_left_untold_the_next_report_tells(house: House) -> None:
    """As if every process had died after the facts and before what they tell."""
    reported(house)
    complete = told(house)
    for place in [p for p in house.notices.rows.by_key if "#" in p[0]]:
        del house.notices.rows.by_key[place]
    house.notices.told.clear()
    house.feed.events.clear()
    last = max(house.responses.rows.all(), key=lambda row: (row.kind == "835", row.response_id))
    house.process_again(last.response_id)
    house.courier.publish_events()
    assert {kind: n for kind, n in told(house).items() if kind.startswith("claim.")} == {
        kind: n for kind, n in complete.items() if kind.startswith("claim.")
    }
