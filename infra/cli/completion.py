"""`courier completion bash|zsh|fish`: what a shell offers after Tab, drawn from the parser."""

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from infra.cli.command import Command
from infra.cli.exit_code import ExitCode
from infra.cli.parser import PROGRAM, build_parser
from infra.cli.session import Session

Known = Callable[[], tuple[Sequence[Command], Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Words:
    """What may follow on the words `before`: commands with what they do, options, files."""

    before: tuple[str, ...]
    commands: Mapping[str, str]
    options: tuple[str, ...]
    choices: tuple[str, ...]
    takes_files: bool

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.commands, *self.choices, *self.options)


def completion_command(known: Known) -> Command:
    def print_script(session: Session) -> ExitCode:
        script = _SCRIPTS[session.options.shell]
        session.terminal.lines(script(list(words_of(build_parser(*known())))))
        return ExitCode.DONE

    return Command("completion", "", "Completion for a shell.", print_script, _arguments)


def words_of(parser: ArgumentParser, before: tuple[str, ...] = ()) -> Iterator[Words]:
    """For the parser and for each below it."""
    commands: dict[str, str] = {}
    below: dict[str, ArgumentParser] = {}
    choices: list[str] = []
    files = False
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            below |= action.choices
            commands |= {each.dest: each.help or "" for each in action._choices_actions}
        elif not action.option_strings:
            choices += action.choices or ()
            files = files or action.metavar in ("FILE", "DIR")
    options = tuple(sorted(parser._option_string_actions))
    yield Words(before, commands, options, tuple(choices), files)
    for name, inner in below.items():
        yield from words_of(inner, (*before, name))


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(_SCRIPTS), help="load it as docs/cli.md says")


def _bash(places: Sequence[Words]) -> Iterator[str]:
    yield f"_{PROGRAM}() {{"
    yield '  local word="${COMP_WORDS[COMP_CWORD]}" place="" each'
    yield '  for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield '    case "$each" in -*) ;; *) place="$place $each" ;; esac'
    yield "  done"
    yield '  while :; do case "${place# }" in'
    yield from _cases(places)
    yield "    esac"
    yield '    case "$place" in *" "*) place="${place% *}" ;; *) return ;; esac'
    yield "  done"
    yield "}"
    yield f"complete -F _{PROGRAM} {PROGRAM}"


def _cases(places: Sequence[Words]) -> Iterator[str]:
    for words in places:
        offer = f'COMPREPLY=($(compgen -W "{" ".join(words.all)}" -- "$word"))'
        files = ' COMPREPLY+=($(compgen -f -- "$word"));' if words.takes_files else ""
        yield f'    "{" ".join(words.before)}") {offer};{files} return ;;'


def _zsh(places: Sequence[Words]) -> Iterator[str]:
    """zsh runs bash's completions."""
    yield f"#compdef {PROGRAM}"
    yield "autoload -U +X bashcompinit && bashcompinit"
    yield from _bash(places)


def _fish(places: Sequence[Words]) -> Iterator[str]:
    yield f"complete -c {PROGRAM} -f"
    for words in places:
        begin = f"complete -c {PROGRAM} -n {_quoted(_place(words))}"
        yield from (
            f"{begin} -a {name} -d {_quoted(does)}" for name, does in words.commands.items()
        )
        yield from (f"{begin} -a {choice}" for choice in words.choices)
        yield from (f"{begin} -l {name[2:]}" for name in words.options if name.startswith("--"))
        if words.takes_files:
            yield f"{begin} -F"


def _place(words: Words) -> str:
    """When these words come next, as fish asks it."""
    if not words.before:
        return "__fish_use_subcommand"
    seen = [f"__fish_seen_subcommand_from {word}" for word in words.before]
    if words.commands:
        seen.append(f"not __fish_seen_subcommand_from {' '.join(words.commands)}")
    return "; and ".join(seen)


def _quoted(words: str) -> str:
    return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"


_SCRIPTS: Mapping[str, Callable[[Sequence[Words]], Iterator[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
