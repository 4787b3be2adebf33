"""Language codes of three letters (ISO 639-3) for those of two (ISO 639-1), which reports have."""

# From the registration authority's table (https://iso639-3.sil.org/), macrolanguages as they are; codes withdrawn from 639-1 left out.
_THREE = dict(
    pair.split(":")
    for pair in (
        "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces da:dan de:deu el:ell en:eng es:spa et:est fa:fas "
        "fi:fin fr:fra ga:gle he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm kn:kan ko:kor "
        "ky:kir lb:ltz lo:lao lt:lit lv:lav mk:mkd mn:mon ms:msa mt:mlt my:mya ne:nep nl:nld no:nor pl:pol ps:pus pt:por ro:ron "
        "ru:rus si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel tg:tgk th:tha tk:tuk tl:tgl tr:tur uk:ukr ur:urd "
        "uz:uzb vi:vie zh:zho "
    ).split()
)


def three_letters(code: str | None) -> str | None:
    """The code of three letters (``eng`` for ``en``); None where there is none for it."""
    return None if code is None else _THREE.get(code.lower())
