"""Numbers as Word's lists print them: 一, 甲, 壹, (1), ①, iv, １."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HIGHEST = 9999


def numeral(number: int, form: str) -> str:
    """Return a number in one of Word's forms; in digits where the form has none for it."""
    if not 0 <= number <= _HIGHEST:
        return str(number)
    return _FORMS.get(form, str)(number)


def _chinese(number: int) -> str:
    """Return 十二, 一百零三."""
    return _counted(number, "零" + _DIGITS[1:], "十百千", short=True)


def _legal(number: int) -> str:
    return _counted(number, _LEGAL, "拾佰仟", short=False)


def _counted(number: int, digits: str, units: str, *, short: bool) -> str:
    if number == 0:
        return digits[0]
    text, zero = "", False
    for place, digit in enumerate(f"{number:04d}"):
        if digit == "0":
            zero = bool(text)
            continue
        text += (digits[0] if zero else "") + digits[int(digit)]
        text += units[2 - place] if place < 3 else ""
        zero = False
    ten = digits[1] + units[0]
    return text[1:] if short and text.startswith(ten) else text


def _place_by_place(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    """Return a … z, aa … zz, as Word goes on after z."""
    if number == 0 or number > 780:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text or "0"


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _circled(number: int) -> str:
    for first, last, code in ((0, 0, 0x24EA), (1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return str(number)


def _from(code: int, count: int = 20) -> Callable[[int], str]:
    """Return the form whose signs stand in a row in Unicode, from 1 on."""
    return lambda number: chr(code + number - 1) if 1 <= number <= count else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from(0x2474),
    "decimalEnclosedFullstop": _from(0x2488),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographDigital": _place_by_place,
    "japaneseDigitalTenThousand": _place_by_place,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
}
