"""Learning how long a payer usually takes."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.identifiers import BatchId
from chalicelib.domain.lateness import ENOUGH, REMEMBERED, Lateness, Sample
from tests.builders import ACCOUNT, later

SAMPLES = st.lists(
    st.builds(
        lambda number, hours: a_sample(number, hours), st.integers(1, 150), st.integers(0, 500)
    ),
    max_size=160,
    unique_by=lambda sample: sample.batch_id,
)
NOTHING = Lateness(ACCOUNT, "62308")


def a_sample(number: int, hours: int) -> Sample:
    return Sample(later(hours=number), BatchId(f"bat_{number:04d}"), hours)


@given(SAMPLES, st.randoms(use_true_random=False))
def test_what_is_learned_depends_on_the_samples_alone(
    samples: list[Sample], random: st.DataObject
) -> None:
    """In any order, one by one or together, and again: the same."""
    together = NOTHING.learn(samples)
    shuffled = [*samples, *samples]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one_by_one = NOTHING
    for sample in shuffled:
        one_by_one = one_by_one.learn([sample])
    assert one_by_one.samples == together.samples
    assert together.learn(samples) is together
    assert len(together.samples) <= REMEMBERED


def test_nothing_is_said_before_enough_is_known() -> None:
    few = NOTHING.learn(a_sample(n, 100) for n in range(ENOUGH - 1))
    assert few.usual is None
    assert few.learn([a_sample(ENOUGH, 100)]).usual == timedelta(hours=100)


def test_the_usual_time_is_that_within_which_nineteen_of_twenty_were_answered() -> None:
    twenty = NOTHING.learn(a_sample(n, 100 + n) for n in range(1, 21))
    assert twenty.usual == timedelta(hours=119)


def test_a_payer_is_never_expected_within_less_than_a_day() -> None:
    assert NOTHING.learn(a_sample(n, 2) for n in range(20)).usual == timedelta(hours=24)


def test_the_oldest_batch_is_forgotten_first() -> None:
    full = NOTHING.learn(a_sample(n, 30) for n in range(1, REMEMBERED + 1))
    later_one = full.learn([a_sample(REMEMBERED + 1, 30)])
    assert later_one.samples[0] == a_sample(2, 30)
    assert later_one.learn([a_sample(1, 30)]) is later_one
