"""The words in which people say dates and times: one table per kind, English and Urdu together.

Every key is in the normal form of `symbols.normal`: lower case, Urdu letters only, no vowel
signs. A key of several words is a phrase, and the longest phrase that fits is taken.
"""

WEEKDAYS = {
    **{"monday": 0, "mon": 0, "پیر": 0, "سوموار": 0},
    **{"tuesday": 1, "tues": 1, "tue": 1, "منگل": 1},
    **{"wednesday": 2, "weds": 2, "wed": 2, "بدھ": 2},
    **{"thursday": 3, "thurs": 3, "thur": 3, "thu": 3, "جمعرات": 3},
    **{"friday": 4, "fri": 4, "جمعہ": 4, "جمعے": 4, "جمعہ المبارک": 4},
    **{"saturday": 5, "sat": 5, "سنیچر": 5},
    **{"sunday": 6, "sun": 6, "اتوار": 6},
}

TWO_MEANINGS = {
    **{"ہفتہ": "u1w|w5", "ہفتے": "u1w|w5"},  # week, or Saturday
    **{"دن": "u1d|p:midday"},  # day, or in the daytime ("دن 11 بجے")
}
"""Urdu words that are a unit when counted, pointed at or ended, and something else otherwise."""

MONTHS = {
    **{"january": 1, "jan": 1, "جنوری": 1},
    **{"february": 2, "feb": 2, "فروری": 2},
    **{"march": 3, "mar": 3, "مارچ": 3},
    **{"april": 4, "apr": 4, "اپریل": 4},
    **{"may": 5, "مئی": 5, "مئ": 5},
    **{"june": 6, "jun": 6, "جون": 6},
    **{"july": 7, "jul": 7, "جولائی": 7, "جولائ": 7},
    **{"august": 8, "aug": 8, "اگست": 8},
    **{"september": 9, "sept": 9, "sep": 9, "ستمبر": 9},
    **{"october": 10, "oct": 10, "اکتوبر": 10},
    **{"november": 11, "nov": 11, "نومبر": 11},
    **{"december": 12, "dec": 12, "دسمبر": 12},
}

NUMBERS = {
    **{"a": 1, "an": 1, "one": 1, "ایک": 1},
    **{"two": 2, "دو": 2},
    **{"three": 3, "تین": 3},
    **{"four": 4, "چار": 4},
    **{"five": 5, "پانچ": 5},
    **{"six": 6, "چھ": 6, "چھے": 6, "چھہ": 6},
    **{"seven": 7, "سات": 7},
    **{"eight": 8, "آٹھ": 8},
    **{"nine": 9, "نو": 9},
    **{"ten": 10, "دس": 10},
    **{"eleven": 11, "گیارہ": 11},
    **{"twelve": 12, "بارہ": 12},
    **{"fourteen": 14, "چودہ": 14},
    **{"fifteen": 15, "پندرہ": 15},
    **{"eighteen": 18, "اٹھارہ": 18},
    **{"twenty": 20, "بیس": 20},
    **{"thirty": 30, "تیس": 30},
    **{"forty": 40, "forty five": 45, "sixty": 60, "ninety": 90},
}

ORDINALS = {
    **{"first": 1, "پہلا": 1, "پہلی": 1, "پہلے": 1},
    **{"second": 2, "دوسرا": 2, "دوسری": 2, "دوسرے": 2},
    **{"third": 3, "تیسرا": 3, "تیسری": 3, "تیسرے": 3},
    **{"fourth": 4, "چوتھا": 4, "چوتھی": 4, "چوتھے": 4},
    **{"fifth": 5, "پانچواں": 5, "پانچویں": 5},
}

ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "ویں", "واں"})

UNITS = {
    **{"minute": "1n", "minutes": "1n", "mins": "1n", "min": "1n", "منٹ": "1n"},
    **{"hour": "1h", "hours": "1h", "گھنٹہ": "1h", "گھنٹے": "1h", "گھنٹوں": "1h"},
    **{"day": "1d", "days": "1d", "دنوں": "1d", "روز": "1d"},
    **{"week": "1w", "weeks": "1w", "ہفتوں": "1w"},
    **{"fortnight": "2w", "fortnights": "2w"},
    **{"month": "1m", "months": "1m", "ماہ": "1m"},
    **{"مہینہ": "1m", "مہینے": "1m", "مہینوں": "1m"},
    **{"quarter": "3m", "quarters": "3m", "سہ ماہی": "3m"},
    **{"year": "1y", "years": "1y", "سال": "1y", "سالوں": "1y"},
}
"""How many of which plain unit: n minute, h hour, d day, w week, m month, y year."""

RECURRENCES = {
    **{"daily": "1d", "روزانہ": "1d"},
    **{"weekly": "1w", "ہفتہ وار": "1w", "ہفتہ وار بنیاد": "1w"},
    **{"fortnightly": "2w"},
    **{"monthly": "1m", "ماہانہ": "1m", "ماہوار": "1m"},
    **{"quarterly": "3m", "سہ ماہی بنیاد": "3m"},
    **{"yearly": "1y", "annually": "1y", "annual": "1y", "سالانہ": "1y"},
}

RELATIVE_DAYS = {
    **{"today": 0, "آج": 0},
    # "کل" and "پرسوں" look both ways in Urdu; what is announced or due lies ahead.
    **{"tomorrow": 1, "tmrw": 1, "کل": 1, "آئندہ کل": 1},
    **{"day after tomorrow": 2, "پرسوں": 2},
    **{"yesterday": -1, "گزشتہ کل": -1, "گذشتہ کل": -1},
}

DAY_PARTS = {
    **{"am": "am", "pm": "pm"},
    **{"morning": "morning", "صبح": "morning"},
    **{"دوپہر": "midday"},
    **{"afternoon": "afternoon", "سہ پہر": "afternoon", "بعد دوپہر": "afternoon"},
    **{"evening": "evening", "شام": "evening"},
    **{"night": "night", "رات": "night"},
}

HOURS_OF_PART = {
    "am": {12: 0} | {hour: hour for hour in range(1, 12)},
    "pm": {12: 12} | {hour: hour + 12 for hour in range(1, 12)},
    "morning": {hour: hour for hour in range(1, 12)},
    "midday": {10: 10, 11: 11, 12: 12} | {hour: hour + 12 for hour in range(1, 5)},
    "afternoon": {12: 12} | {hour: hour + 12 for hour in range(1, 7)},
    "evening": {hour: hour + 12 for hour in range(3, 12)},
    "night": {12: 0} | {h: h for h in range(1, 5)} | {h: h + 12 for h in range(6, 12)},
}
"""Part of the day → hour on the face of the clock → hour of the day."""

KEYWORDS = {
    **{"at": "at", "by": "by", "before": "by", "on or before": "by", "no later than": "by"},
    **{"not later than": "by", "latest by": "by", "at the latest": "by", "prior to": "by"},
    **{"سے پہلے": "by", "سے قبل": "by", "سے پیشتر": "by", "بوقت": "at"},
    **{"until": "until", "till": "until", "upto": "until", "up to": "until", "تک": "tak"},
    **{"in": "in", "during": "in", "over": "in", "میں": "in", "کے دوران": "in"},
    **{"within": "within", "inside": "within", "اندر": "within", "اندر اندر": "within"},
    **{"after": "after", "later": "after", "بعد": "after", "hence": "after"},
    **{"from": "from", "since": "?", "between": "between", "and": "and", "or": "or"},
    **{"to": "to", "تا": "to", "سے": "se", "for": "for", "اور": "and", "یا": "or"},
    **{"next": "next", "اگلے": "next", "اگلا": "next", "اگلی": "next", "آئندہ": "next"},
    **{"forthcoming": "coming", "coming": "coming", "upcoming": "coming", "آنے والے": "coming"},
    **{"آنے والا": "coming", "this": "this", "current": "this", "اس": "this", "رواں": "this"},
    **{"اسی": "this", "last": "last", "آخری": "last", "every": "every", "each": "every"},
    **{"ہر": "every", "once": "once", "per": "per", "basis": "basis", "بنیاد پر": "basis"},
    **{"end": "end", "close": "end", "آخر": "end", "اختتام": "end", "اواخر": "end"},
    **{"last day": "end", "first day": "start"},
    **{"mid": "mid", "middle": "mid", "وسط": "mid", "start": "start", "beginning": "start"},
    **{"آغاز": "start", "شروع": "start", "time": "time", "وقت": "time", "now": "now", "اب": "now"},
    **{"meeting": "meeting", "meetings": "meeting", "session": "meeting", "اجلاس": "meeting"},
    **{"due": "due", "due date": "due", "deadline": "due", "آخری تاریخ": "due"},
    **{"مقررہ تاریخ": "due", "hrs": "hrs", "hr": "hrs", "h": "h", "t": "t"},
    **{"o'clock": "oclock", "بجے": "oclock", "بج کر": "bajkar", "بجکر": "bajkar"},
    **{"half past": "half", "quarter past": "quarterpast", "quarter to": "quarterto"},
    **{"ساڑھے": "half", "سوا": "quarterpast", "پونے": "quarterto"},
    **{"ڈھائی": "dhai", "ڈیڑھ": "derh", "noon": "noon", "midday": "noon"},
    **{"midnight": "midnight", "آدھی رات": "midnight"},
    **{"cob": "cob", "cop": "cob", "eod": "cob", "close of business": "cob"},
    **{"close of play": "cob", "end of day": "cob", "end of business": "cob"},
    **{"end of the day": "cob"},
    **{"tonight": "d0 p:night", "this morning": "d0 p:morning"},
    **{"this afternoon": "d0 p:afternoon", "this evening": "d0 p:evening"},
    **{"none": "none", "no date": "none", "no due date": "none", "no deadline": "none"},
    **{"without date": "none", "without a date": "none", "open ended": "none"},
    **{"tbd": "none", "tbc": "none", "to be decided": "none", "to be determined": "none"},
    **{"کوئی تاریخ نہیں": "none", "بغیر تاریخ": "none", "تاریخ نہیں": "none"},
}

ZONES = {
    **{"pkt": "Asia/Karachi", "pakistan standard time": "Asia/Karachi"},
    **{"utc": "UTC", "gmt": "UTC", "z": "UTC"},
    **{"local time": "local", "مقامی وقت": "local"},
}

UNSURE_ZONES = frozenset(
    {
        *("bst", "cdt", "cest", "cet", "cst", "eat", "edt", "eet", "est", "gst", "hst", "ist"),
        *("mdt", "mst", "msk", "pdt", "pst", "sast", "wat", "wet"),
    }
)
"""Abbreviations that several countries share, or that people write in the wrong half of the year
(PST is Pacific time in one country and Pakistan's in another): never guessed."""

PLACES = {
    **dict.fromkeys(
        ("pakistan", "pakistani", "islamabad", "karachi", "lahore", "peshawar", "quetta"),
        "Asia/Karachi",
    ),
    **{"پاکستان": "Asia/Karachi", "پاکستانی": "Asia/Karachi", "اسلام آباد": "Asia/Karachi"},
    **{"vienna": "Europe/Vienna", "geneva": "Europe/Zurich", "new york": "America/New_York"},
    **{"london": "Europe/London", "paris": "Europe/Paris", "brussels": "Europe/Brussels"},
    **{"berlin": "Europe/Berlin", "rome": "Europe/Rome", "ottawa": "America/Toronto"},
    **{"kabul": "Asia/Kabul", "tashkent": "Asia/Tashkent", "dubai": "Asia/Dubai"},
    **{"bangkok": "Asia/Bangkok", "nairobi": "Africa/Nairobi", "tehran": "Asia/Tehran"},
    **{"delhi": "Asia/Kolkata", "dhaka": "Asia/Dhaka", "beijing": "Asia/Shanghai"},
}
"""Places whose name before "time" names a zone."""

FILLERS = frozenset(
    {
        *("the", "on", "of", "sharp", "onwards", "onward", "dated", "held", "date"),
        *("ء", "کے", "کی", "کا", "کو", "بروز", "مورخہ", "مؤرخہ", "بتاریخ", "مطابق", "پر"),
    }
)
"""Words that may stand anywhere and change nothing."""
