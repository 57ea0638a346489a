"""The command line's verbs, a module for each thing a person wants to do."""
