"""Language-independent machinery that the stages run on: calendar, numbers, phrases, syntax."""
