"""Pretend devices that speak the real protocols on loopback: the demonstration and the test bench."""
