"""`python -m chalicelib.verify`: see `command_line`."""

import sys

from chalicelib.verify.command_line import main

sys.exit(main())
