"""Countries: their names, the adjectives and cities that stand for them."""

from __future__ import annotations

from functools import cache

from workers.figures.lexicon import rows


def country_of(name: str) -> str | None:
    """ "Russian" → "Russia", "Pyongyang" → "North Korea"; None for anything that is no country, capital or demonym."""
    word = name.lower()
    if word == "us" and name != "US":
        return None
    return _countries().get(word)


def place_of(name: str) -> str:
    """ "U.S." → "United States"; a capital city and any other place is itself."""
    return _places().get(name.lower(), name)


def country_of_city(name: str) -> str | None:
    """ "Lahore" → "Pakistan": for the money a text means; the city is no name of the country."""
    return _cities().get(name.lower())


@cache
def _cities() -> dict[str, str]:
    return {city: country for country, cities in rows("cities") for city in cities.split("|")}


@cache
def _countries() -> dict[str, str]:
    return {
        word: country for country, called, seats in rows("demonyms") for word in f"{called}|{seats}".split("|") if word
    }


@cache
def _places() -> dict[str, str]:
    return {word: country for country, called, _ in rows("demonyms") for word in called.split("|")}
