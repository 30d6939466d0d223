"""How places stand: their scoreboards, their sectors, and what came of their targets."""
