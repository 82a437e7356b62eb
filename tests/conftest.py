"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# A busy machine is no bug, and a run must say the same tomorrow: the seeds are fixed.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
