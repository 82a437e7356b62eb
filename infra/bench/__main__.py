"""`python -m infra.bench`: measures, prints tables, writes build/bench.json."""

from collections.abc import Callable
from pathlib import Path

from infra.bench import (
    answers_bench,
    api_bench,
    era_bench,
    job_bench,
    statement_bench,
    visits_bench,
    x12_bench,
    x12_costs,
)
from infra.bench.figures import Figure, print_table, write_json

REPORT = Path("build/bench.json")
BENCHES: dict[str, Callable[[], list[Figure]]] = {
    "The main job, in the sandbox": job_bench.measure,
    "The API, in the sandbox": api_bench.measure,
    "Answers, over the embedded AWS": answers_bench.measure,
    "The ERA archive, over the embedded AWS": era_bench.measure,
    "Conservation statements": statement_bench.measure,
    "Visits, in the sandbox": visits_bench.measure,
    "X12: rates beside pyx12 and a plain split": x12_bench.measure,
    "X12: memory, cold start, size": x12_costs.measure,
}


def main() -> None:
    tables: dict[str, list[Figure]] = {}
    for title, bench in BENCHES.items():
        tables[title] = bench()
        print_table(title, tables[title])
    write_json(REPORT, tables)
    print(f"\nwritten to {REPORT}")


if __name__ == "__main__":
    main()
