"""The strict readers, run as a child process with limits: ``python -m etl.reading``.

A provider's file is hostile until it is read: it may ask for all the memory, never end, or kill
its parser. So it is parsed here, away from the product, with the standard library and
python-calamine only. The task comes in on stdin as JSON, the outcome goes out on stdout.
"""
