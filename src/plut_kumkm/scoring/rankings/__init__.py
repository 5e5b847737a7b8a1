"""Rankings: scores and ranks with every step behind them."""
