"""What happened: triggers, who plays which part, when and where."""
