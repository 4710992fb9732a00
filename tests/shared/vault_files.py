"""A small Obsidian vault as people keep one: folders, links, tags, properties, attachments, a board, and a bin."""

import json
from pathlib import Path

SHED = """---
aliases: [Shed, the hut]
tags:
  - garden/shed
created: 2024-03-05
---
The shed stands on [[Plot 7#North side|the north side of plot 7]]. ^intro

## Costs

It cost ==1,240 euros== in all, as [[Ledger 2024]] says. %%check this%%
![[shed.png|300]]

> [!warning]- Mind the roof
> The roof leaks at the **east** corner. #repair ^roof
"""
PLOT = "# Soil and sun\nPlot 7 measures 300 square metres.\n\n## North side\n\nIt is sunny from noon.\n"
BOARD = {
    "nodes": [
        {"id": "b", "type": "text", "text": "A **greenhouse** stands at the fence. #idea", "x": 0, "y": 90},
        {"id": "a", "type": "file", "file": "Plot 7.md", "x": 0, "y": 10},
        {"id": "g", "type": "group", "label": "Next year", "x": -5, "y": 80, "width": 400, "height": 300},
    ],
    "edges": [{"fromNode": "b", "toNode": "a", "label": "needs light from"}],
}


def make_vault(folder: Path) -> Path:
    """Writes the vault into a folder that is not there yet, and returns it."""
    for name in (".obsidian", ".trash", "Projects", "attachments"):
        (folder / name).mkdir(parents=True)
    (folder / ".obsidian" / "app.json").write_text("{}")
    (folder / ".trash" / "Old plan.md").write_text("The old plan was a pond.\n")
    (folder / "Projects" / "Garden shed (2024).md").write_text(SHED)
    (folder / "Plot 7.md").write_text(PLOT)
    (folder / "202403051200.md").write_text("# On hinges\n\nHinges of brass do not rust.\n")
    (folder / "Board.canvas").write_text(json.dumps(BOARD))
    (folder / "attachments" / "prices.csv").write_text("Part,Price\nRoof,440\nDoor,90\n")
    return folder
