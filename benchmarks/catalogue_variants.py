"""Prints the tables of docs/catalogue.md; what they hold is computed in tests/drivers/catalogue_variants.py.

python -m benchmarks.catalogue_variants
"""

from mcda.study.factory import CHAIN
from tests.drivers.catalogue_variants import criteria, variants


def main() -> None:
    for key in CHAIN:
        print(f"## {key}\n")
        print("\n".join(criteria(key)), end="\n\n")
        print("\n".join(variants(key)), end="\n\n")


if __name__ == "__main__":
    main()
