"""Words in XML 1.0: escaped, and without the characters that it does not allow."""

import re
from xml.sax.saxutils import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(value: object) -> str:
    """The value as it may stand between tags or in double quotes; a forbidden character becomes U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", str(value)), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
