"""Signing in: who tries (`locks`), with which password (`passwords`), what is still to be done before one is in
(`entering`), how long it holds and where (`sessions`)."""
