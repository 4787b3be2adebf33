"""Languages. The sentences are invented, one report's first line in each."""

import subprocess
import sys

import pytest

from reportedly.errors import NotEnglish
from reportedly.ingest.language import check_english, language_of, main_script

OTHERS = {
    "Arabic": "قتل عشرة أشخاص على الأقل في الهجوم على المدينة بحسب مصادر محلية.",
    "Persian": "دست کم ده نفر در این حمله کشته شدند، مقام‌های محلی گفتند.",
    "Urdu": "حملے میں کم از کم دس افراد ہلاک ہو گئے، پولیس نے بتایا۔",
    "Ukrainian": "Щонайменше десятеро людей загинули внаслідок обстрілу, повідомила влада.",
    "Russian": "По меньшей мере десять человек погибли в результате обстрела, сообщили власти.",
    "French": "Les forces gouvernementales ont repris le village mardi soir, a annoncé un porte-parole.",
    "Spanish": "Al menos doce personas murieron en un ataque contra un puesto militar, según la policía.",
    "German": "Bei dem Angriff auf die Stadt sind nach Angaben der Behörden mehrere Menschen getötet worden.",
    "Italian": "Almeno dieci persone sono morte nell'esplosione, hanno riferito fonti locali alla stampa.",
    "Portuguese": "Pelo menos dez pessoas morreram no ataque à cidade, disse a polícia local no domingo.",
    "Dutch": "Bij de aanval op de stad zijn volgens de politie minstens tien mensen om het leven gekomen.",
    "Turkish": "Saldırıda en az on kişi hayatını kaybetti, yetkililer pazar günü açıklama yaptı.",
    "Polish": "Co najmniej dziesięć osób zginęło w ataku na miasto, poinformowała w niedzielę policja.",
    "Somali": "Ugu yaraan toban qof ayaa lagu dilay weerarka, ayay boolisku sheegeen maanta.",
    "Swahili": "Watu kumi waliuawa katika shambulio hilo la usiku, polisi walisema siku ya Jumapili.",
    "Hebrew": "לפחות עשרה בני אדם נהרגו בהתקפה, כך לפי המשטרה.",
    "Chinese": "警方称，至少有十人在袭击中丧生，另有二十人受伤。",
    "Korean": "경찰에 따르면 이번 공격으로 최소 10명이 숨졌다.",
}

ENGLISH = [
    "Abdulrahman al-Shami, Oleksandr Kovalchuk and Yevhen Hrytsenko met Muhammad Abu al-Khayr in Deir ez-Zor on Sunday,"
    " where Ahmad al-Tunisi, Bilal al-Shawwash and Volodymyr Petrenko had been held since the raid on Khan Shaykhun.",
    "قناة الحدث reported that the rebels left the town of تل عمارة before dawn and that residents followed them.",
    "the terrorists attacked the garrison in san miguel department yesterday, and the army reported two dead.",
    "REBELS LEFT THE TOWN ON SUNDAY, AND THE ARMY TOOK THE BRIDGE.",
    "Rebels flee Raqqa",
    "Explosion in Kharkiv",
    "Abu Zur al-Tunisi, Bilal al-Shawwash",
    "Hezbollah denies",
    "Yes.",
    "12 345",
    "2 killed, 3 wounded in Idlib raid",
    "Zelenskyy: no talks",
]


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_named(language: str) -> None:
    with pytest.raises(NotEnglish, match=f"looks like {language}, not English") as caught:
        check_english(OTHERS[language], "f.txt")
    assert caught.value.message.startswith("f.txt ")
    assert caught.value.cure


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_named_in_a_long_text(language: str) -> None:
    with pytest.raises(NotEnglish, match=language):
        check_english(" ".join([OTHERS[language]] * 20), "f.txt")


@pytest.mark.parametrize("text", ENGLISH)
def test_english_passes_however_foreign_its_names(text: str) -> None:
    check_english(text, "f.txt")


def test_language_of_gives_code_and_score() -> None:
    code, score = language_of("The rebels left the town before dawn, and the army said that it had taken the bridge.")
    assert code == "en"
    assert 0.7 <= score <= 1.0
    assert language_of("12 345 !") == ("und", 0.0)
    assert language_of(OTHERS["French"])[0] == "fr"


def test_main_script() -> None:
    assert main_script("abc где") == "LATIN" or main_script("abc где") == "CYRILLIC"
    assert main_script("قناة a") == "ARABIC"
    assert main_script("123") == ""


def test_english_loads_no_language_model() -> None:
    code = (
        "import sys; from reportedly.ingest.language import check_english;"
        "check_english('The rebels left the town, and the army said that it had taken the bridge.', 'f');"
        "sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
