"""Judges the provisioned alarms again and again, and tells of every change."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from infra.sandbox.alarms.notice import AlarmChange, publish
from infra.sandbox.alarms.rule import EXTRA_PERIODS, AlarmRule, AlarmState, Judgment, read_rule
from infra.sandbox.embedded_aws.clients import Clients
from infra.sandbox.metrics import MetricBoard
from infra.sandbox.provisioner.provisioned import Provisioned

# However fast the outside world runs: a busy machine needs this long to report regularly.
_SHORTEST_PERIOD = timedelta(seconds=5)


class AlarmWatch:
    """Holds the state of every alarm. `listeners` hear of each that goes off or is cleared.

    An alarm's period is divided by `speed`, like every time of the outside world. `timer` is the
    board's: seconds that only grow. Unlike CloudWatch, the first OK of a new alarm is told to
    nobody.
    """

    def __init__(
        self,
        clients: Clients,
        provisioned: Provisioned,
        board: MetricBoard,
        now: Callable[[], datetime],
        speed: float,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self.listeners: list[Callable[[AlarmChange], None]] = []
        self._clients = clients
        self._board = board
        self._now = now
        self._speed = speed
        self._timer = timer
        self._started_at = timer()
        # Read back from the embedded CloudWatch, which holds the alarms as they are deployed.
        described = clients.cloudwatch.describe_alarms(AlarmNames=list(provisioned.alarms))
        self.rules = tuple(map(read_rule, described["MetricAlarms"]))
        unknown = Judgment(AlarmState.INSUFFICIENT_DATA, "not judged yet")
        self.judgments = dict.fromkeys(provisioned.alarms, unknown)

    def turn(self) -> None:
        """Judges every alarm once."""
        for rule in self.rules:
            values = self._latest_values(rule)
            if values or not self._is_too_early(rule):
                self._note(rule, rule.judge(values))

    def _period(self, rule: AlarmRule) -> float:
        return max(rule.period / self._speed, _SHORTEST_PERIOD).total_seconds()

    def _is_too_early(self, rule: AlarmRule) -> bool:
        """Nothing can be missing before there was time to report it."""
        grace = self._period(rule) * (1 + EXTRA_PERIODS)
        return self._timer() - self._started_at < grace

    def _latest_values(self, rule: AlarmRule) -> tuple[float, ...]:
        until, period = self._timer(), self._period(rule)
        for _ in range(1 + EXTRA_PERIODS):
            if values := self._board.values(rule.series, until - period, until):
                return values
            until -= period
        return ()

    def _note(self, rule: AlarmRule, new: Judgment) -> None:
        old = self.judgments[rule.name]
        if new.state is old.state:
            return
        self.judgments[rule.name] = new
        self._clients.cloudwatch.set_alarm_state(
            AlarmName=rule.name, StateValue=new.state.value, StateReason=new.reason
        )
        if AlarmState.ALARM in {old.state, new.state}:
            self._tell(AlarmChange(rule, old.state, new, self._now()))

    def _tell(self, change: AlarmChange) -> None:
        for topic in change.actions:
            publish(self._clients.sns, topic, change)
        for listener in self.listeners:
            listener(change)
