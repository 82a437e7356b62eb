"""`python -m infra.cli`: see `command_line`."""

import sys

from infra.cli.command_line import main

sys.exit(main())
