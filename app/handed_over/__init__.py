"""Answers that the scan never asks for and only reads when somebody hands them over (design §7). Pure readers, one protocol a file."""
