"""The registers (领导、地名、机构、用语、放行词句): kept in tables, read as `articles.proofing.registers.Registers`."""
