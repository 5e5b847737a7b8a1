"""The scorecard of a plan: each indicator with target, value, achievement, rating and money, and what they come to."""
