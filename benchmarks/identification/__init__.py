"""How often captured answers of real devices are read right: the data, the arithmetic and the tables."""
