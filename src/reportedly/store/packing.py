"""Packing many small things that are alike: each is compressed with a dictionary of what such things have in common.

A link's explanation takes a twelfth of its size so, a claim's support a quarter; a record keeps a few of both for every claim. The
dictionaries are part of the format: a changed one could not read what was packed before, so a better one would be a new kind.
"""

import zlib
from typing import Literal

from reportedly.errors import RecordDamaged
from reportedly.store.archive import DAMAGED_CURE

Kind = Literal["link", "facts", "support"]

LEVEL = 6  # as quick as level 1 on a thousand bytes, for a quarter less
WINDOW = -15  # raw deflate: the database checks its own pages
MEMORY = 7  # of zlib's 9: a thousand bytes need no more, and setting up costs as much as packing

# What is likeliest stands last, where references to it are shortest.
_LINK = b"""\
what forbids it; they name different days; their times lie far apart; in company of others; a conflict; one report\
told in one report","place: apart","another country","one in the other","same country","about there","near","close"\
"when: may be","stretches that overlap","days that overlap","within a week","next day","far apart","same family"\
"words":"related words for it"},{"name":"word","value":"related"},{"name":"vector","value":0.5,"points":0.1,"words":"the words mean \
alike in their sentences (0.51)"}],"words":"other words for it","value":"other","numbers: compatible","numbers: alike","numbers: unlike"\
{"name":"published","value":1.0,"points":-0.2,"words":"reported 1 days apart"},"reported on one day"\
{"name":"toll","value":"equal","points":1.1,"words":"numbers: equal"},"actual / planned","negative / positive","hypothetical"\
{"judged":true,"reasons":["when and where together: same days, same","their reports share 35% of their story (","when: same days",\
"type of event: same mode","the words for it mean alike (1.00)","of those named in both, 100% are the same","who did it is named alike \
to 100%","whom it befell is named alike to 100%","said or denied: same","where: same","did it happen: same"],"score":0.99,"prior":-4.159,\
"features":[{"name":"story","value":0.35,"points":1.7,"words":"their reports share 35% of their story ("},{"name":"sentence","value":0.4,\
"points":0.1,"words":"their sentences share 40% of their words ("},{"name":"same word","value":0.35255831556140027,\
"points":0.06,"words":"the same word for it: attack"},{"name":"meaning","value":1.0,"points":0.817,"words":"the words for it mean \
alike (1.00)"},{"name":"type","value":"same mode","points":0.889,"words":"type of event: same mode"},{"name":"actor","value":1.0,\
"points":0.373,"words":"who did it is named alike to 100%"},{"name":"recipient","value":1.0,"points":0.268,"words":"whom it befell is \
named alike to 100%"},{"name":"anyone","value":1.0,"points":0.502,"words":"of those named in both, 100% are the same"},{"name":"time",\
"value":"same days","points":0.921,"words":"when: same days"},{"name":"place","value":"same","points":0.3,"words":"where: same"},\
{"name":"time and place","value":"same days, same","points":4.135,"words":"when and where together: same days, same"},{"name":\
"days shared","value":1.0,"points":0.181,"words":"100% of their days are the same"},{"name":"modality","value":"same","points":0.171,\
"words":"did it happen: same"},{"name":"polarity","value":"same","points":0.341,"words":"said or denied: same"}],"forbidden":null}\
{"judged":false,"reasons":["when and where together: same days, same","their reports share 99% of their story ("""

_FACTS = (
    b"\xa5denies\xa6doubts\xa8confirms\xa8negative\xa7unknown\xa7planned\xacPROTEST\xa7RETREAT\xa3AID\xa8MOBILIZE\xa6COERCE\xa5month\xa4year"
    b"\xa6police\xa9president\xaagovernment\xa5force\xa7militar\xa5rebel\xa6soldier\xa5troop\xa8civilian\xa5group\xa4army\x92\xa5minist"
    b"\x92\xa7securit\x92\xa8official\x92\xa6attack\x92\xa6kill\x92\xa6injur\x92\xa4bomb\x92\xa5shell\x92\xa6strik\x92\xa4polic\x92\xa5front"
    b"\x92\xa7council\x92\xa7monitor\x92\xabobservator\x92\xa8movement\x92\xa6januar\x92\xa7februar\x92\xa5march\x92\xa5april\x92\xa4jun"
    b"\x92\xa6septemb\x92\xa6octob\x92\xa7novemb\x92\xa7decemb\x93\xa6origin\xc0\x93\xabdestination\xc0\x93\xaainstrument\xc0\x91"
    b"\x94\xa7injured\x94\xa6killed\xcc\xff\x92\x93\xa9recipient\xc0\x92\x93\xa5actor\xc0\x91\xdc\x00\x28\x92\xdc\x00\x14\x92\x9a\x92"
    b"\x93\xa9recipient\xa2a1\x92\x93\xa5actor\xa2a1\x92\x96\xce\xcb@\xcb@\x01\x92\x93\xa5actor\xdc\x00\x12\xcd\x01\xa7ASSAULT\xa9heavy-"
    b"weapons\xa7ASSAULT\x93\xa8positive\xa6actual\xa7reports\xaa2016-12-07\x93\xaa2016-12-07\xaa2016-12-07\xa3day\x96"
)

_SUPPORT = (
    b"\xa7unknown\xa8negative\xa6denies\xa6doubts\xa8confirms\xa7planned\xacPROTEST\xa7RETREAT\xa3AID\xa8MOBILIZE\xa6COERCE\xa5month\xa4year"
    b"\xacspokesperson\xa9residents\xa9witnesses\xa9officials\xa7Reuters\xb1government-of-the\xa9President\xa8Ministry\xa4Army\xa6Forces"
    b"\xa6origin\xabdestination\xa4kind\xa6person\xa4what\xa7injured\xa3low\xa4best\xa4high\xa6agency\xa6outlet\xa4span\xc0\xa5place\xc0"
    b"\x8d\xa7telling\x8a\xa5claim\xa4c100\xa6report\xcc\xacreprint_root\xcc\xaereprint_reason\xc0\xa9publisher\xa9published\xaa2016-12-07"
    b"\xa6stance\xa7reports\xa8polarity\xa8positive\xa7credits\x91\x84\xa3key\xa4name\xa4kind\xa6agency\xa4span\xa7credits\x90"
    b"\xa6voices\x91\x8a\xa4name\xa5named\xc3\xa3key\xa4kind\xacorganisation\xa6entity\xa2e8\xa5actor\xa4a100\xa7aliases\x90"
    b"\xaaspeaks_for\xc0\xa6beside\x90\xa4said\x90\xa4type\xa7ASSAULT\xa4mode\xa6aerial\xa8modality\xa6actual\xa4when\x85\xa5value"
    b"\xaa2016-12-07\xa5start\xaa2016-12-07\xa3end\xaa2016-12-07\xa9precision\xa3day\xa4span\x83\xa5start\xcc\xa3end\xcc\xa4text"
    b"\xa5where\x88\xa4name\xa8geonames\xce\xa3lat\xcb@\xa3lon\xcb@\xa7country\xa2SY\xa9precision\x01\xa5score\xcb?\xec\xcc\xcc\xcc\xcc"
    b"\xcc\xcd\xa4span\x83\xa5start\xcc\xa3end\xcc\xa4text\xa7parties\x92\x85\xa4role\xa5actor\xa4name\xa5actor\xc0\xa5named\xc3\xa5place\xc0"
    b"\x85\xa4role\xa9recipient\xa4name\xa5actor\xa4a100\xa5named\xc3\xa5place\xc0\xa5tolls\x91\x94\xa6killed\xa5tolls\x90\xa5score\xcb?\xec"
    b"\xcc\xcc\xcc\xcc\xcc\xcd\xabresponsible\xc2\xa7verdict\xc0\xabcorrections\x90\xabreliability\xc0"
)

_DICTIONARIES: dict[Kind, bytes] = {"link": _LINK, "facts": _FACTS, "support": _SUPPORT}


def pack_small(kind: Kind, data: bytes) -> bytes:
    """The data packed as its kind is; ``unpack_small`` gives the same bytes."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, WINDOW, MEMORY, zlib.Z_DEFAULT_STRATEGY, _DICTIONARIES[kind])
    return packer.compress(data) + packer.flush()


def unpack_small(kind: Kind, packed: bytes) -> bytes:
    """The bytes that ``pack_small`` packed; raises RecordDamaged where they are none."""
    unpacker = zlib.decompressobj(WINDOW, _DICTIONARIES[kind])
    try:
        data = unpacker.decompress(packed)
    except zlib.error as error:
        raise RecordDamaged(f"A {kind} that was packed can't be read back: {error}.", DAMAGED_CURE) from error
    if not unpacker.eof:
        raise RecordDamaged(f"A {kind} that was packed breaks off.", DAMAGED_CURE)
    return data
