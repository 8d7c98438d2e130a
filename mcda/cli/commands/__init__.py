"""The commands, in the order in which help lists them: a file each, with its options and what it does.

Each has `add_parser(verbs)`, which declares the options, and `run(options)`, which gives the answer.
"""

from mcda.cli.commands import (
    brief,
    chain,
    check,
    compare,
    elicit,
    import_,
    lists,
    methods,
    network,
    pilots,
    rank,
    robust,
    store,
    template,
    weights,
    why,
)

COMMANDS = (
    rank,
    methods,
    weights,
    elicit,
    check,
    template,
    brief,
    compare,
    import_,
    robust,
    why,
    lists,
    pilots,
    chain,
    network,
    store,
)
