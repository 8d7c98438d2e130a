"""The options of robust and why."""

import argparse

from mcda.robustness.participant_weights import MODES
from mcda.robustness.study_robustness import REGIONS, SAMPLES


def add_verbs(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    study: argparse.ArgumentParser,
) -> None:
    verb = verbs.add_parser(
        "robust", parents=[common, study], help="how sure each place is, over many weights"
    )
    verb.add_argument("--samples", type=int, default=SAMPLES)
    verb.add_argument("--seed", type=int, default=1)
    verb.add_argument(
        "--region",
        choices=(*REGIONS, "room"),
        help="where weights may lie: nested where criteria have groups, else simplex",
    )
    verb.add_argument(
        "--within", type=float, default=0.5, help="of box: each share more or less by this part"
    )
    verb.add_argument(
        "--concentration", type=float, default=40.0, help="of near: the higher the nearer"
    )
    verb.add_argument(
        "--participants", metavar="FILE.json", help="of room: [{weights, group}, …], one a person"
    )
    verb.add_argument(
        "--workshop",
        metavar="CODE",
        help="of room: the newest closed round, on the study it weighed; the facilitator's key in GREENHEART_KEY",
    )
    verb.add_argument(
        "--people", choices=MODES, default=MODES[0], help="of room: what is asked of them"
    )
    verb.add_argument(
        "--fixed-readings", action="store_true", help="uncertain and missing readings do not vary"
    )
    verb.add_argument("--dask", metavar="ADDRESS", help="a scheduler of a cluster, tcp://HOST:PORT")
    verb = verbs.add_parser("why", parents=[common, study], help="why A is before B")
    verb.add_argument("a", metavar="A", help="key or name")
    verb.add_argument("b", metavar="B", help="key or name")
