"""Ratios that say whether mmtui is quick: every figure against a bare reference measured in the same run."""
