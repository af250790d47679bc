"""Moments that sentences count from, eras, and terms of office: by calendar year."""

from __future__ import annotations

import re

__all__ = [
    "ANY_DURING",
    "ANY_SINCE",
    "BEFORE_MOMENT",
    "COUNTED",
    "DURING_MOMENT",
    "SINCE_MOMENT",
    "TERMS",
    "WAR_WORDS",
]

#: Moments that sentences count from, and the first year after them.
SINCE: tuple[tuple[str, int], ...] = (
    (r"(?:the )?(?:end of )?the Cold War(?: ended)?|the Cold War's end", 1991),
    (
        r"the (?:fall|collapse|break-?up|dissolution|demise|end|disintegration) of (?:the Soviet Union|the USSR|communism)",
        1991,
    ),
    (
        r"(?:the Soviet Union|the USSR) (?:had )?(?:ceased to exist|collapsed|broke(?:n)? up|fell apart|fallen apart|disintegrated|dissolved|(?:was|been) dissolved|ended)",
        1991,
    ),
    (r"the Soviet (?:collapse|break-?up)|Soviet times", 1991),
    (r"the fall of the Berlin Wall", 1989),
    (
        r"(?:the end of )?(?:the Second World War(?: ended)?|World War (?:II|Two|2)|WWII)",
        1946,
    ),
    (
        r"(?:the end of )?1945",
        1945,
    ),
    (r"(?:the end of )?the Korean War", 1953),
    (r"(?:the end of )?the Vietnam War", 1975),
    (r"(?:the )?9/11(?: attacks)?|September 11", 2001),
    (r"the (?:2008 |global )?financial crisis", 2008),
    (r"(?:the )?Maidan(?: revolution)?|the (?:annexation|seizure) of Crimea|(?:Crimea was annexed)", 2014),
    (r"the (?:full-scale |Russian )?invasion of Ukraine", 2022),
    (r"the (?:Cuban )?Missile Crisis", 1962),
    (r"German reunification|reunification", 1990),
    (r"the Iranian revolution|the Islamic revolution", 1979),
    (r"the turn of the (?:century|millennium)", 2000),
    (r"Brexit", 2020),
)
DURING: tuple[tuple[str, int, int], ...] = (
    (r"the Cold War", 1947, 1989),
    (r"the Second World War|World War (?:II|Two|2)|WWII", 1939, 1945),
    (r"the Korean War", 1950, 1953),
    (r"the Vietnam War", 1965, 1975),
    (r"the Gulf War", 1990, 1991),
    (r"the (?:Iran[-–]Iraq|Iraq[-–]Iran) [Ww]ar", 1980, 1988),
    (r"the (?:Covid(?:-19)? )?pandemic", 2020, 2022),
    (r"(?:the )?(?:apartheid (?:era|years|period)|years of apartheid)", 1948, 1993),
    (r"the (?:inter-?war (?:period|years|era)|years between the wars)", 1919, 1938),
    (r"(?:the )?(?:years of |era of |period of )?d[ée]tente(?: years| era| period)?", 1969, 1979),
)
#: Wars that only "during" makes a time: "fought in the Falklands War" names what was fought.
WARS: tuple[tuple[str, int, int], ...] = (
    (r"the Falklands [Ww]ar|the Falklands conflict", 1982, 1982),
    (r"the Suez (?:[Cc]risis|[Ww]ar)", 1956, 1956),
    (r"the Six[- ]Day War|the June War", 1967, 1967),
    (r"the (?:Yom Kippur|October|Ramadan) War", 1973, 1973),
    (r"the Algerian [Ww]ar(?: of [Ii]ndependence)?", 1954, 1962),
    (r"the Bosnian [Ww]ar", 1992, 1995),
    (r"the Kosovo [Ww]ar", 1998, 1999),
    (r"the Iraq [Ww]ar", 2003, 2011),
    (r"the Spanish Civil War", 1936, 1939),
    (r"the Chaco War", 1932, 1935),
    (r"the Ogaden [Ww]ar", 1977, 1978),
    (r"the (?:First World War|World War (?:I|One)|Great War)", 1914, 1918),
)
#: Terms of office by calendar year; an end of 9999 means still in office when this was written.
TERMS: dict[str, tuple[int, int]] = {
    "Truman": (1945, 1953),
    "Eisenhower": (1953, 1961),
    "Kennedy": (1961, 1963),
    "Johnson": (1963, 1969),
    "Nixon": (1969, 1974),
    "Ford": (1974, 1977),
    "Carter": (1977, 1981),
    "Reagan": (1981, 1989),
    "George W Bush": (2001, 2009),
    "Bush": (2001, 2009),
    "Clinton": (1993, 2001),
    "Obama": (2009, 2017),
    "Hu Jintao": (2002, 2012),
    "Jiang Zemin": (1989, 2002),
    "Pinochet": (1973, 1990),
    "Franco": (1939, 1975),
    "Fidel Castro": (1959, 2008),
    "Khomeini": (1979, 1989),
    "Mubarak": (1981, 2011),
    "Gaddafi": (1969, 2011),
    "Qaddafi": (1969, 2011),
    "Mugabe": (1980, 2017),
    "Mobutu": (1965, 1997),
    "Adenauer": (1949, 1963),
    "Brandt": (1969, 1974),
    "Kohl": (1982, 1998),
    "Mitterrand": (1981, 1995),
    "Chirac": (1995, 2007),
    "Sarkozy": (2007, 2012),
    "Macron": (2017, 9999),
    "Ayub Khan": (1958, 1969),
    "Musharraf": (1999, 2008),
    "Hoxha": (1944, 1985),
    "Honecker": (1971, 1989),
    "Idi Amin": (1971, 1979),
    "Nyerere": (1964, 1985),
    "Nkrumah": (1957, 1966),
    "Mengistu": (1974, 1991),
    "Haile Selassie": (1941, 1974),
    "Allende": (1970, 1973),
    "Menem": (1989, 1999),
    "Fujimori": (1990, 2000),
    "Evo Morales": (2006, 2019),
    "Maduro": (2013, 9999),
    "Siad Barre": (1969, 1991),
    "Trump": (2017, 2021),
    "Biden": (2021, 2025),
    "Stalin": (1945, 1953),
    "Khrushchev": (1953, 1964),
    "Brezhnev": (1964, 1982),
    "Gorbachev": (1985, 1991),
    "Yeltsin": (1991, 1999),
    "Putin": (2000, 9999),
    "Mao": (1949, 1976),
    "Deng": (1978, 1989),
    "Xi": (2012, 9999),
    "Xi Jinping": (2012, 9999),
    "Nasser": (1954, 1970),
    "Sadat": (1970, 1981),
    "Tito": (1945, 1980),
    "Ceausescu": (1965, 1989),
    "de Gaulle": (1959, 1969),
    "Thatcher": (1979, 1990),
    "Blair": (1997, 2007),
    "Merkel": (2005, 2021),
    "Nehru": (1947, 1964),
    "Modi": (2014, 9999),
    "Erdogan": (2003, 9999),
    "Chavez": (1999, 2013),
    "Bolsonaro": (2019, 2022),
    "Lula": (2003, 2010),
    "the Shah": (1941, 1979),
    "Saddam Hussein": (1979, 2003),
    "Duterte": (2016, 2022),
    "Orban": (2010, 9999),
    "Suharto": (1967, 1998),
    "Sukarno": (1945, 1967),
    "Milosevic": (1989, 2000),
}

SINCE_MOMENT = [
    (re.compile(rf"\b(?:since|after|following) (?:{words})(?! War| crisis)", re.IGNORECASE), year)
    for words, year in SINCE
]
DURING_MOMENT = [
    (
        re.compile(
            rf"\b(?:during|throughout|in|for most of|of) (?:{words})\b",
            re.IGNORECASE,
        ),
        low,
        high,
    )
    for words, low, high in DURING
]
DURING_MOMENT += [
    (re.compile(rf"\b(?:during|throughout|at the time of) (?:{words})\b", re.IGNORECASE), low, high)
    for words, low, high in WARS
]
# Only after "since" may the words go: "a resolution following the annexation" needs them.
COUNTED = [
    (
        re.compile(rf"\b[Ss]ince (?:{words})(?! War| crisis)(?: (?:in|of) (?P<y>(?:19|20)\d\d)\b)?"),
        year,
    )
    for words, year in SINCE
]
BEFORE_MOMENT = [
    (re.compile(rf"\b(?:before|prior to|until|on the eve of) (?:{words})\b", re.IGNORECASE), low)
    for words, low, _high in (*DURING, *WARS)
]
ANY_SINCE, ANY_DURING = (
    re.compile("|".join(row[0].pattern for row in rows), re.IGNORECASE)
    for rows in (SINCE_MOMENT, DURING_MOMENT)
)
#: What every moment of `DURING` holds.
WAR_WORDS = ("war", "wwii", "pandemic", "suez", "falklands", "apartheid", "tente")
