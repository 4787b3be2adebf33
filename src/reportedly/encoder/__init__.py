"""Text to scores: the learned part, run by onnxruntime."""
