"""Writes of subscriptions.

None stands in the audit log: nobody acts for the office here, and nothing of a subscriber may
outlast the subscription.
"""
