"""Method: a ranking method as a value, with what describes it, what it needs and the two functions that score."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from criteria.errors import Finding, MethodError
from criteria.text import Text
from mcda.model.decision_matrix import Array, DecisionMatrix
from mcda.model.parameter import Parameter

Need = Callable[[DecisionMatrix, Mapping[str, Any]], Finding | None]
Rule = Callable[[dict[str, Any], Mapping[str, Any], DecisionMatrix], None]


def no_rule(_: dict[str, Any], __: Mapping[str, Any], ___: DecisionMatrix) -> None:
    """Of a method whose parameters cannot contradict each other."""


@dataclass(frozen=True)
class Method:
    """A ranking method, described; pure, callable any number of times.

    `score` takes a matrix, m weights and every parameter, and returns n scores; `kernel` takes a matrix and every
    parameter, and returns the function of S × m weights that returns S × n scores. `consistent` raises
    MethodError where two parameters contradict each other. `limitations` says what to beware of; `clones` names the
    methods that must rank alike with some setting; `most` is the largest number of alternatives it is offered for;
    `ours` on which tables the kernel answers for pymcdm, and why. `reference` is its publication.

    >>> from mcda import METHODS
    >>> METHODS["topsis"].name.en, METHODS["topsis"].higher_is_better
    ('TOPSIS (nearness to the ideal)', True)
    """

    key: str
    name: Text
    gloss: Text
    family: str
    formula: str
    reference: str
    higher_is_better: bool
    parameters: tuple[Parameter, ...]
    needs: tuple[Need, ...]
    score: Callable[..., Array]
    kernel: Callable[..., Callable[[Array], Array]]
    limitations: Text
    consistent: Rule = no_rule
    in_default_menu: bool = False
    clones: tuple[str, ...] = ()
    most: int | None = None
    ours: Text | None = None

    def settings(self, matrix: DecisionMatrix, given: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter with its checked value, the default where none is given; raises MethodError."""
        known = {parameter.key: parameter for parameter in self.parameters}
        strangers = sorted(set(given) - set(known))
        if strangers:
            raise MethodError.of(
                "parameter.unknown", method=self.key, keys=strangers, known=sorted(known) or "—"
            )
        found = {
            key: parameter.setting(self.key, given.get(key, parameter.default), matrix)
            for key, parameter in known.items()
        }
        self.consistent(found, given, matrix)
        return found

    def unmet(
        self, matrix: DecisionMatrix, settings: Mapping[str, Any] | None = None
    ) -> tuple[Finding, ...]:
        """Why this method cannot rank this table: a finding for each need that is not met."""
        settings = self.settings(matrix, {}) if settings is None else settings
        answers = (need(matrix, settings) for need in self.needs)
        found = tuple(finding for finding in answers if finding is not None)
        if self.most is not None and len(matrix.alternatives) > self.most:
            found += (Finding.of("need.few", found=len(matrix.alternatives), expected=self.most),)
        return found
