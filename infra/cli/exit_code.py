"""What a command's exit code tells a script."""

from enum import IntEnum


class ExitCode(IntEnum):
    """`WORDS` says what each means."""

    DONE = 0
    NOT_SO = 1
    USAGE = 2
    NOT_LET_IN = 3
    NOT_FOUND = 4
    UNREACHABLE = 5
    STILL_WAITING = 6
    INTERRUPTED = 130


WORDS = {
    ExitCode.DONE: "done, and the answer is good",
    ExitCode.NOT_SO: "the answer is not good: refused, rejected, denied, or something was found",
    ExitCode.USAGE: "the command line or the settings are wrong; nothing was sent",
    ExitCode.NOT_LET_IN: "no key, a key that is not good, or one that may not do this",
    ExitCode.NOT_FOUND: "there is no such thing, or none of yours",
    ExitCode.UNREACHABLE: "the API can't be reached, failed, or has too much to do",
    ExitCode.STILL_WAITING: "the time was up before what was watched came true",
    ExitCode.INTERRUPTED: "Ctrl-C",
}
