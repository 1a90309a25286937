"""Tunes any open_clip model on labelled pictures, so that pictures find pictures of their kind.

Three methods, one language: a `Trainee` is opened by name, learns from `Material`, is judged by a
`Referee` on classes that it never learned from, and is written as a folder that open_clip opens.
`two_step` tunes the picture tower by class labels and then aligns the text tower with it again,
`captions` holds the pictures at their captions while they learn their labels (the text tower does
not move), and `adapter` learns one matrix on cached vectors and folds it into the weights. After
Schall, Barthel, Hezel and Jung, "Optimizing CLIP Models for Image Retrieval with Maintained
Joint-Embedding Alignment" (arXiv 2409.01936).
"""
