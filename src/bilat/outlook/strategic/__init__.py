"""Strategic estimation: what states value, from sequences of choices in which each looks ahead to the next."""

from bilat.outlook.strategic.estimate import Estimate, estimate
from bilat.outlook.strategic.game import ChainGame, probabilities, simulate

__all__ = ["ChainGame", "Estimate", "estimate", "probabilities", "simulate"]
