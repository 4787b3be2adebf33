"""News agencies and broadcasters, as bylines and datelines name them."""

AGENCIES: dict[str, str] = {
    "aa": "Anadolu Agency", "afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP",
    "al arabiya": "Al Arabiya", "al jazeera": "Al Jazeera", "al-jazeera": "Al Jazeera", "aljazeera": "Al Jazeera",
    "anadolu": "Anadolu Agency", "anadolu agency": "Anadolu Agency", "ani": "ANI", "ansa": "ANSA", "ap": "AP",
    "associated press": "AP", "the associated press": "AP", "ap news": "AP", "bbc": "BBC News", "bbc news": "BBC News",
    "bloomberg": "Bloomberg", "cnn": "CNN", "dpa": "dpa", "deutsche presse-agentur": "dpa", "dw": "Deutsche Welle",
    "deutsche welle": "Deutsche Welle", "efe": "EFE", "euronews": "Euronews", "france 24": "France 24",
    "france24": "France 24", "ians": "IANS", "ina": "INA", "interfax": "Interfax",
    "interfax-ukraine": "Interfax-Ukraine",
    "irin": "IRIN", "irna": "IRNA", "irish times": "The Irish Times", "itar-tass": "TASS", "kuna": "KUNA",
    "kyiv independent": "The Kyiv Independent", "the kyiv independent": "The Kyiv Independent", "kyodo": "Kyodo",
    "kyodo news": "Kyodo", "mena": "MENA", "npr": "NPR", "petra": "Petra", "press tv": "Press TV",
    "presstv": "Press TV",
    "pti": "PTI", "press trust of india": "PTI", "radio free europe/radio liberty": "RFE/RL", "rfe/rl": "RFE/RL",
    "reuters": "Reuters", "thomson reuters": "Reuters", "thomson reuters foundation": "Thomson Reuters Foundation",
    "reliefweb": "ReliefWeb", "ria novosti": "RIA Novosti", "rudaw": "Rudaw", "sana": "SANA", "saba": "Saba",
    "sky news": "Sky News", "spa": "SPA", "suna": "SUNA", "tass": "TASS", "the guardian": "The Guardian",
    "the new york times": "The New York Times", "new york times": "The New York Times",
    "the washington post": "The Washington Post", "washington post": "The Washington Post", "ukrinform": "Ukrinform",
    "unian": "UNIAN", "united press international": "UPI", "upi": "UPI", "ukrainska pravda": "Ukrainska Pravda",
    "voa": "VOA News", "voa news": "VOA News", "voice of america": "VOA News", "wafa": "WAFA", "wam": "WAM",
    "xinhua": "Xinhua", "xinhua news agency": "Xinhua", "yonhap": "Yonhap",
}  # fmt: skip
"""The name in lower case to the one name used for it. Not complete: a dateline names its agency by its"
" brackets alone."""


def agency_named(words: str) -> str | None:
    """The agency that ``words`` are the name of, and nothing else; None where they are no known one."""
    if len(words) > 60:  # longer than any name here; whole paragraphs are asked about
        return None
    return AGENCIES.get(" ".join(words.lower().strip(" .,()[]").split()))
