"""The values that everything computes with: decision matrix, weights, ranking."""
