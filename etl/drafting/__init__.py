"""Drafts a source profile from one file: suggestions with evidence, and questions for the rest.

Nothing is read leniently. A child under the reader's limits hands over the first bytes or rows;
what they suggest is declared, and the strict reader reads the whole file by it. What cannot be
known from the file, such as 03/04/2025, stays a question until a person answers it.

``examining`` looks at a file, ``making`` turns that and the answers into a draft, ``saving``
writes the profile. This module imports nothing: the child starts here too.
"""
