"""What can go wrong with keys and protected values; the sentence never holds a value."""


class ProtectionFault(Exception):
    """Keys and values do not fit together; a person must look into it."""


class RingMissing(ProtectionFault):
    """There is no key ring."""


class RingUnusable(ProtectionFault):
    """The key ring is damaged, or others may read it."""


class RingBusy(ProtectionFault):
    """Another process is changing the keys."""


class KeyLost(ProtectionFault):
    """A value was encrypted with a key that is not in the ring."""


class Tampered(ProtectionFault):
    """A value is not what was stored for this record and this field."""
