"""Numbers as English writes them: digits, words, fractions, ordinals, years."""

from reportedly.resolve.timex_tokens import DECADE_WORDS, ORDINALS, SCALES, SMALL_NUMBERS, TENS

_BIGGEST = 10**7


def read_number(words: list[str]) -> float | None:
    """Give the number that the words write ("twenty-five", "2 1/2", "a hundred"), or None for "several"."""
    total = 0.0
    current = 0.0
    seen = False
    for word in words:
        if word in ("-", "–", "and", "of"):
            continue
        if word in ("a", "an"):
            current, seen = current or 1.0, True
        elif word in SMALL_NUMBERS:
            current, seen = current + SMALL_NUMBERS[word], True
        elif word in TENS:
            current, seen = current + TENS[word], True
        elif word in SCALES:
            current, seen = (current or 1.0) * SCALES[word], True
        elif word in ("couple", "dozen"):
            current, seen = (2.0 if word == "couple" else 12.0), True
        elif word in ("half", "½"):
            current, seen = current + 0.5, True
        else:
            number = _digits(word)
            if number is None:
                return None
            total, seen = total + number, True
    return min(total + current, float(_BIGGEST)) if seen else None


def _digits(word: str) -> float | None:
    text = word.replace(",", "")
    if "/" in text:
        above, _, below = text.partition("/")
        if len(above) < 4 and len(below) < 4 and above.isdigit() and below.isdigit() and int(below):
            return int(above) / int(below)
        return None
    if len(text) > 12 or not text.replace(".", "", 1).isdigit():
        return None
    return float(text)


def read_ordinal(words: list[str]) -> int | None:
    """Give the number of an ordinal or of plain digits ("third", "twenty-first", "21st", "21")."""
    total = 0
    for word in words:
        if word in ORDINALS:
            total += ORDINALS[word]
        elif word in TENS:
            total += TENS[word]
        elif word[:1].isdigit():
            digits = "".join(letter for letter in word[:4] if letter.isdigit())
            total += int(digits)
    return total or None


def read_year(words: list[str], now: int | None) -> int | None:
    """Give the year that the words write: "1996", "'96", "nineteen ninety-six", "two thousand", "twenty sixteen".

    Two digits mean the nearest such year that is at most ten years after ``now`` (1950 to 2049 where it is unknown).
    """
    if not words:
        return None
    first = words[0].lstrip("'’‘")
    if first.isdigit() and len(words) == 1:
        number = int(first) if len(first) <= 4 else 0
        return full_year(number, now) if len(first) == 2 else number or None
    parts = [word for word in words if word not in ("-", "–", "and")]
    if any(word not in SMALL_NUMBERS and word not in TENS and word not in SCALES for word in parts):
        return None
    if len(parts) > 1 and parts[1] in SCALES:
        if parts[1] != "thousand" or parts[0] not in ("one", "two"):
            return None
        spelt = read_number(parts)
        return int(spelt) if spelt else None
    head = SMALL_NUMBERS.get(parts[0]) or TENS.get(parts[0], 0)
    tail = sum(SMALL_NUMBERS.get(word) or TENS.get(word, 0) for word in parts[1:])
    return head * 100 + tail if 10 <= head <= 20 and 10 <= tail <= 99 else None


def full_year(two_digits: int, now: int | None) -> int:
    """Give the four digits of a year written with two."""
    if now is None:
        return two_digits + (1900 if two_digits >= 50 else 2000)
    year = now // 100 * 100 + two_digits
    if year > now + 10:
        return year - 100
    return year + 100 if year <= now - 90 else year


def read_decade(word: str, now: int | None) -> int | None:
    """Give the first year of a decade: "1990s", "'80s", "nineties"."""
    if word in DECADE_WORDS:
        return full_year(DECADE_WORDS[word], now)
    digits = "".join(letter for letter in word if letter.isdigit())
    if len(digits) == 4:
        return int(digits)
    return full_year(int(digits), now) if len(digits) == 2 else None


def plain(number: float) -> str:
    """Write a count without a needless fraction."""
    return str(int(number)) if number == int(number) else f"{number:g}"
