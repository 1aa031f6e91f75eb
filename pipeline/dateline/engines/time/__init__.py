"""Time: what an expression says, and what it means in the narrative."""
