"""What may not be disclosed, taken out of a copy so that nothing can bring it back.

`release.find` proposes marks, a person decides on them, `release.release` makes the copy,
`verify.verify` looks for what should be gone in every file that leaves.
Source: 政府信息公开条例(2019) 第三十七条（区分处理）.
"""
