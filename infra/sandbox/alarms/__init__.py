"""CloudWatch's alarms: the embedded AWS stores them, but never looks at a metric."""
