"""Frozen data that every other room passes on. Imports nothing of ours."""
