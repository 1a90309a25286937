"""The kinds of subjects and what suits each: settings, colours, words and proportions."""
