"""A page's furniture: lines that belong to the site and not to the report.

Each pattern matches a whole line. ``ANYWHERE`` lines are the site's wherever they stand; ``EDGE`` lines are only so
before or after the body, since inside it they could be a heading. A line that quotes or reports is never furniture.
"""

import re

_SPEECH = re.compile(r"\b(?:said|says|told|according to|announced|added|warned|claimed)\b", re.I)
_QUOTED = re.compile(r"[“\"][^”\"]{3,}[”\"]")
_BULLETS = " \t*#>•·▪►▶»›→←–—-_=~+|✉☰×✕"

MAX_WORDS = 40
"""Words beyond which a line is no furniture but a copyright or cookie notice: a longer one would be a paragraph."""

_LEGAL = (
    r"(?:copyright\b|©|\(c\)\s?(?:19|20)\d\d).{0,200}",
    r"(?:.{0,80}\W)?all rights reserved\b.{0,200}",
    r"(?:.{0,60}\W)?may not be (?:published|reproduced|republished|redistributed|broadcast|rewritten).{0,200}",
    r"(?:this|our) (?:web)?site uses cookies.{0,300}",
    r"(?:by (?:continuing|using|clicking)\b|we (?:and our partners )?use\b"
    r"|we value your privacy).{0,120}\bcookies?\b.{0,300}",
    r"(?:accept|reject|manage|allow)(?: all)?(?: cookies| preferences)?|cookie (?:policy|settings|preferences|notice)",
    r"(?:please )?(?:enable|turn on) javascript.{0,100}|your browser (?:does not|doesn['’]t|is).{0,100}",
)
_NEWSY = (
    r"advert(?:isement|ising)?s?|sponsored(?: content)?|promoted|paid (?:content|post)",
    r"(?:story|article|text|report) continues (?:below|after).{0,60}|continue reading.{0,80}"
    r"|scroll (?:down )?(?:to|for) .{0,60}",
    r"(?:please )?(?:join|subscribe to|sign[- ]?up (?:for|to)|get|receive|register for|unsubscribe from)\b.{0,80}"
    r"\b(?:mailing list|newsletters?|e-?mail (?:list|alerts?|updates?)|news alerts?|daily (?:briefing"
    r"|digest|updates?)|inbox|podcast)\b"
    r".{0,60}",
    r"sign[- ]?up (?:for|to) (?:the|our)\b.{0,160}",
    r"(?:subscribe|sign[- ]?up|register)(?: now| today| here| free| for free| to (?:our|us|read).{0,60})?[.!]?",
    r"(?:please )?(?:subscribe to|join|visit) (?:us|our)\b.{0,80}",
    r"(?:please )?(?:follow|like|find|connect with|join|message) .{1,40}\bon (?:facebook|twitter|x"
    r"|telegram|instagram|youtube|whatsapp"
    r"|linkedin|google news|social media|threads|bluesky|mastodon)\b.{0,80}",
    r"(?:.{0,40}(?:\s[-–—|]\s|[:!?|])\s*)?(?:please )?(?:make|give|send) (?:a|your)\b.{0,40}\bdonation\b.{0,80}",
    r"(?:.{0,40}(?:\s[-–—|]\s|[:!?|])\s*)?your (?:gift|donation|support|contribution|subscription)"
    r" (?:keeps|helps|makes|funds|supports|allows)\b.{0,80}",
    r"(?:please )?(?:donate|chip in|contribute)(?: now| today| here| monthly)?(?: to .{1,60}| via .{1,60})?[.!]?",
    r"(?:please )?consider (?:making |giving )?(?:a )?(?:donat|contribut|support|subscri)\w+.{0,80}|story continues",
    r"(?:please )?(?:support|help|fund|back) (?:us|our|independent|quality|free|local"
    r"|the)\b.{0,60}\b(?:journalism|reporting|newsroom"
    r"|our work|journalists|stay free|keep)\b.{0,80}",
    r"(?:become|be) an? (?:member|patron|subscriber|supporter|donor)\b.{0,80}|buy (?:us|me) a coffee.{0,40}",
    r"(?:click|tap|press) (?:here|on the link|the link|below|to)\b.{0,100}",
    r"(?:download|get|install|try) (?:our|the) .{0,30}\bapp\b.{0,80}",
    r"(?:read|see|watch|view|show|load|find out|learn) more\b(?:$|\s*[:»>…|-]).{0,160}|read more (?:about"
    r"|on|at|from|here)\b.{0,120}",
    r"(?:also read|read also|read next|see also|also see|read|watch|must read|recommended reading|more"
    r"|video|gallery|explainer|podcast"
    r"|listen|related|in pictures|related (?:articles?|stories|news|topics?|posts?|links?"
    r"|coverage))\s*(?::|»|>|\|).{1,160}",
    r"(?:read|see) (?:the )?(?:full|original|complete) (?:story|article|report|text|version|post)\b.{0,80}",
    r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|main|search|footer)|back to (?:the )?top|loading\.*",
    r"(?:\d+|no) (?:comments?|shares?|views?|likes?|replies)|\d+[- ]min(?:ute)?s?(?: read)?|reading time:?.{0,20}",
    r"(?:leave|add|post|write) a (?:comment|reply).{0,60}|view (?:all|the) comments?.{0,40}"
    r"|join the (?:conversation|discussion).{0,40}",
    r"(?:listen to|play) (?:this|the) (?:article|story|audio).{0,40}|this (?:article|audio) is (?:ai"
    r"|auto)[- ]generated.{0,80}",
    r"(?:found|spotted|noticed|see|report) (?:an? )?(?:error|typo|mistake)\b.{0,120}",
    r"share (?:this|on|via|with|the)\b.{0,60}|(?:e-?mail|print|save|bookmark) this(?: page| article"
    r"| story)?.{0,30}|copy (?:the )?link",
    r"(?:image|photo|picture|video|file photo) (?:source|credit|copyright|by)\b\s*:?.{0,100}",
    r"(?:photo|image|picture|photograph|credit|caption credit)\s*:.{0,80}",
    r"follow @?\w+|@\w+",
)
_FIRST_PRINTED = (
    r"(?:(?:this|the) (?:article|story|report|post|piece|item) )?(?:(?:was|is|has been) )?(?:(?:first|originally|previously) "
    r"(?:appeared|published|posted)|(?:appeared|published|posted) (?:first|originally)"
    r"|(?:re(?:published|printed|posted)|reproduced)) .{0,120}"
)
_EDGE = (
    r"(?:tags?|topics?|keywords|filed under|categor(?:y|ies)|posted in|section|more on|more about"
    r"|subjects?|regions?|countr(?:y|ies))"
    r"\s*:.{0,200}",
    r"(?:breaking(?: news)?|exclusive|live(?: updates?)?|updated?|developing(?: story)?|opinion|analysis"
    r"|news analysis|feature|explainer"
    r"|top stor(?:y|ies)|editors?['’]? picks?|trending(?: now)?|comments?(?: \(\d+\))?|print|next|previous"
    r"|close|menu|search|share|tweet)",
    r"(?:next|previous|older|newer) (?:article|story|post|page)s?\b.{0,120}",
    r"(?:getty images|afp|reuters|ap|ap photo|epa)(?:\s*/.{1,60})?",
    r"(?:text|font) size.{0,20}|[aA][-+](?:\s*[aA][-+]?)*",
    r"(?:enter|type) your e-?mail\b.{0,40}|newsletters?|rss feeds?|document \d+ of \d+",
    r"(?-i:LENGTH|SECTION|BODY|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|JOURNAL-CODE)\s*:.{0,120}",
    r"(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice)|contact us|about us"
    r"|advertise with us)\b.{0,120}",
    _FIRST_PRINTED,
    r"(?:www\.|https?://)\S+",
    r"(?:(?:updated|published|posted|modified)\s*:?\s*)?(?:\d+ )?(?:min(?:ute)?|hour|day|week|month|year)s? ago",
    r"our standards\s*:.{0,120}",
)
_TAIL_HEADINGS = (
    r"(?:related(?: (?:articles?|stories|news|topics?|posts?|links?|content|coverage))?"
    r"|recommended(?: (?:for you|stories|reading))?"
    r"|more (?:from|on|in|news|stories|articles|like this)\b.{0,50}|most (?:read|popular|viewed|shared"
    r"|recent)\b.{0,30}|trending(?: now)?"
    r"|latest(?: (?:news|stories|articles|from).{0,30})?|you (?:may|might) (?:also )?(?:like"
    r"|be interested in)|see also|read (?:more|also|next)"
    r"|editors?['’]? picks?|what to read next|don['’]?t miss|in other news|top stories|also in .{1,30}"
    r"|popular(?: (?:news|posts))?"
    r"|comments?(?: \(\d+\))?|share this.{0,30}|previous|next|sponsored(?: content)?|around the web"
    r"|from the web|newsletter"
    r"|about the authors?|tags?|topics?)\s*[:»>]?"
)

_ANYWHERE_RE = re.compile("|".join(f"(?:{each})" for each in _NEWSY), re.I)
_LEGAL_RE = re.compile("|".join(f"(?:{each})" for each in _LEGAL), re.I)
_EDGE_RE = re.compile("|".join(f"(?:{each})" for each in _EDGE), re.I)
_BY_NAME = re.compile(r"\b(?:by|in|from|of|at|on)\s+(?=(?:the\s+)?[^\W\d_a-z])")
_DAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?=[\s,]|$)", re.I)
_FIRST_PRINTED_RE = re.compile(_FIRST_PRINTED, re.I)
_TAIL_HEADING_RE = re.compile(_TAIL_HEADINGS, re.I)

_SHARE_WORDS = frozenset({
    "share", "shares", "tweet", "facebook", "twitter", "x", "whatsapp", "email", "e-mail", "print", "linkedin",
    "telegram", "pinterest", "reddit", "copy", "link", "save", "bookmark", "messenger", "viber", "vk",
    "comments", "comment", "pocket", "flipboard", "sms", "youtube", "instagram", "tiktok", "rss", "threads",
    "bluesky", "like", "follow", "us", "more", "fb", "mail", "post", "pin", "url", "plus", "google",
})  # fmt: skip
_NAV_WORDS = frozenset({
    "home", "news", "world", "politics", "business", "sport", "sports", "opinion", "opinions", "culture",
    "video", "videos", "photo", "photos", "live", "latest", "about", "contact", "us", "privacy", "policy",
    "terms", "of", "use", "service", "conditions", "cookies", "cookie", "accessibility", "advertise",
    "advertising", "careers", "jobs", "help", "faq", "rss", "menu", "search", "log", "in", "login", "sign",
    "up", "register", "subscribe", "account", "my", "middle", "east", "europe", "africa", "asia", "americas",
    "america", "north", "south", "latin", "uk", "usa", "china", "international", "national", "local",
    "regional", "economy", "science", "technology", "tech", "health", "environment", "lifestyle", "travel",
    "weather", "entertainment", "arts", "magazine", "features", "analysis", "podcast", "podcasts", "newsletter",
    "newsletters", "programmes", "programs", "audio", "tv", "radio", "shop", "store", "more", "all", "top",
    "stories", "headlines", "archive", "sitemap", "media", "press", "donate", "english", "edition", "editions",
    "language", "languages", "français", "español", "русский", "українська", "العربية", "and", "&", "the",
    "our", "site", "map", "support", "team", "staff", "corrections", "defense", "defence", "security",
    "conflict", "conflicts", "war", "military", "intelligence", "human", "rights", "multimedia", "blogs",
    "blog", "investigations", "reports", "report",
})  # fmt: skip


def is_furniture(line: str, *, edge: bool) -> bool:
    """Whether ``line`` belongs to the site; ``edge`` says that it stands before or after the body."""
    bare = _bare(line)
    if not bare:
        return True
    if _LEGAL_RE.fullmatch(bare) and not _SPEECH.search(bare):
        return True
    if len(bare.split()) > MAX_WORDS or _SPEECH.search(bare) or _QUOTED.search(bare):
        return False
    if _ANYWHERE_RE.fullmatch(bare) or _only(bare, _SHARE_WORDS, at_least=2):
        return True
    return edge and bool(_EDGE_RE.fullmatch(bare) or _is_breadcrumb(bare) or _only(bare, _NAV_WORDS, at_least=1))


def is_credit(line: str) -> bool:
    """Whether ``line`` says who printed the report first: the site's, and yet the report has its origin from it."""
    bare = _bare(line)
    if len(bare.split()) > MAX_WORDS or _SPEECH.search(bare) or not _FIRST_PRINTED_RE.fullmatch(bare):
        return False
    return any(not _DAY.match(bare, found.end()) for found in _BY_NAME.finditer(bare))


def is_tail_heading(line: str) -> bool:
    """Whether ``line`` heads a list of other reports ("Related stories", "Most read")."""
    return bool(_TAIL_HEADING_RE.fullmatch(_bare(line)))


def _bare(line: str) -> str:
    bare = line.strip(_BULLETS)
    return bare[1:-1].strip(_BULLETS) if bare[:1] + bare[-1:] in ("()", "[]") else bare


def _only(line: str, words: frozenset[str], *, at_least: int) -> bool:
    if len(line) > 200:
        return False
    found = [word for word in re.split(r"[\s|>»›/•·,:()\[\]]+", line.lower()) if word and not word.isdecimal()]
    return len(found) >= at_least and all(word in words for word in found)


def _is_breadcrumb(line: str) -> bool:
    crumbs = [crumb.strip() for crumb in re.split(r"\s[>»›|/•·]\s|\s?[»›]\s?", line)]
    short = all(crumb and len(crumb.split()) <= 4 for crumb in crumbs[:-1])
    return len(crumbs) >= 3 and short and not re.search(r"[.!?]$", line)
