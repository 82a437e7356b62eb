"""`python -m infra.bench`: measures, prints tables, writes build/bench.json."""

from pathlib import Path

from infra.bench import job_bench
from infra.bench.figures import Figure, print_table, write_json

REPORT = Path("build/bench.json")


def main() -> None:
    tables: dict[str, list[Figure]] = {}
    for title, bench in {"The main job, in the sandbox": job_bench.measure}.items():
        tables[title] = bench()
        print_table(title, tables[title])
    write_json(REPORT, tables)
    print(f"\nwritten to {REPORT}")


if __name__ == "__main__":
    main()
