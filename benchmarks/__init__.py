"""What is claimed is measured here: ours and the other in turn, medians, the machine named."""
