"""Drawings of evaluations, as SVG and nothing else; the same figures give the same bytes."""

from engine.evaluation.plots.cost import draw_cost
from engine.evaluation.plots.leads import draw_harm, draw_leads
from engine.evaluation.plots.turns import draw_sets, draw_turns

__all__ = ["draw_cost", "draw_harm", "draw_leads", "draw_sets", "draw_turns"]
