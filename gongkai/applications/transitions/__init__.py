"""Every write on applications.

An application is in hand from `receive` until `answer`; in between its term may be
extended once and follows the notices on days off (`recompute`). `register` takes a
whole row of a ledger as it was kept on paper, `amend` corrects one.
"""
