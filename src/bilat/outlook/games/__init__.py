"""Scenario games: small files that say who may do what and what each gains, played on a day of the record."""

from bilat.outlook.games.faults import ScenarioError
from bilat.outlook.games.model import Scenario
from bilat.outlook.games.playing import Played, play
from bilat.outlook.games.scenario import load, read, shipped

__all__ = ["Played", "Scenario", "ScenarioError", "load", "play", "read", "shipped"]
