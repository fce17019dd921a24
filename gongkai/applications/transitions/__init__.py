"""Every write on applications.

A submission waits until the day of receipt is known; the application it becomes is in hand from
then on, until it is answered or withdrawn. In between each step of the law is a record that is
prepared first and takes effect when its letter has gone out: correction, consultation,
extension, request for reasons, fee notice. An answered case may be taken up again, and goes to
the archive. The term follows every step and the notices on days off (`recompute`). `register`
takes a whole row of a ledger as it was kept on paper, `amend` corrects one.
"""
