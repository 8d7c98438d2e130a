"""What a sheet of cells means: where its table lies, whom it is about, what it measures; as a proposal to correct."""
