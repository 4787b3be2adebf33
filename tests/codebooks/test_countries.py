import pytest

from reportedly.codebooks.countries import country_code


@pytest.mark.parametrize(
    ("stated", "code"),
    [("LY", "LY"), ("lby", "LY"), ("434", "LY"), ("4", "AF"), ("Ivory Coast", "CI"), ("Côte d'Ivoire", "CI"), ("Yemen (North Yemen)", "YE"),
     ("DR Congo (Zaire)", "CD"), ("NO", "NO"), ("Norway", "NO"), ("Atlantis", None), ("0", None), ("", None), ("999", None)],
)  # fmt: skip
def test_countries_by_code_and_name(stated: str, code: str | None) -> None:
    assert country_code(stated) == code
