"""What the raw files call the states, by ISO3 letters; written out, so that bilat's own names have no part in the truth."""

#: ISO3 letters to Correlates of War numbers where the ideal-point file has none or several.
CODES = {
    "DEU": 255,
    "FRG": 260,
    "DDR": 265,
    "YUG": 345,
    "CSK": 315,
    "VDR": 817,
    "YMD": 680,
    "XKX": 347,
    "TWN": 713,
    "SRB": 345,
}
#: ISO3 letters to the names in the files of United Nations votes.
UN_NAMES = {
    "USA": ("UNITED STATES", "UNITED STATES OF AMERICA"), "GBR": ("UNITED KINGDOM",), "RUS": ("RUSSIAN FEDERATION", "USSR", "UNION OF SOVIET SOCIALIST REPUBLICS", "RUSSIA"),
    "CHN": ("CHINA",), "FRA": ("FRANCE",), "IND": ("INDIA",), "DEU": ("GERMANY",), "BRA": ("BRAZIL",), "ZAF": ("SOUTH AFRICA",), "VNM": ("VIET NAM", "VIETNAM"),
    "CUB": ("CUBA",), "YEM": ("YEMEN",), "IRN": ("IRAN (ISLAMIC REPUBLIC OF)", "IRAN"), "PAK": ("PAKISTAN",), "SYR": ("SYRIAN ARAB REPUBLIC", "SYRIA"),
    "VEN": ("VENEZUELA (BOLIVARIAN REPUBLIC OF)", "VENEZUELA"), "BLR": ("BELARUS",), "SRB": ("SERBIA",), "KAZ": ("KAZAKHSTAN",), "ARM": ("ARMENIA",),
    "ISR": ("ISRAEL",), "TUR": ("TÜRKIYE", "TURKEY"), "JPN": ("JAPAN",), "POL": ("POLAND",), "ROU": ("ROMANIA",), "COL": ("COLOMBIA",), "MEX": ("MEXICO",),
    "MYS": ("MALAYSIA",), "EGY": ("EGYPT",), "NZL": ("NEW ZEALAND",), "HUN": ("HUNGARY",), "IDN": ("INDONESIA",), "ERI": ("ERITREA",), "ETH": ("ETHIOPIA",),
    "LBN": ("LEBANON",), "NGA": ("NIGERIA",), "PRK": ("DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA", "NORTH KOREA"), "KOR": ("REPUBLIC OF KOREA", "SOUTH KOREA"),
    "ARE": ("UNITED ARAB EMIRATES",), "BOL": ("BOLIVIA (PLURINATIONAL STATE OF)", "BOLIVIA"), "DZA": ("ALGERIA",), "MLI": ("MALI",),
    "ARG": ("ARGENTINA",), "NER": ("NIGER",), "COD": ("DEMOCRATIC REPUBLIC OF THE CONGO", "DEM. REP. CONGO"), "COG": ("CONGO",), "ALB": ("ALBANIA",), "BEL": ("BELGIUM",),
    "BGR": ("BULGARIA",), "CAN": ("CANADA",), "HRV": ("CROATIA",), "CZE": ("CZECH REPUBLIC", "CZECHIA"), "DNK": ("DENMARK",), "EST": ("ESTONIA",), "GRC": ("GREECE",),
    "ISL": ("ICELAND",), "ITA": ("ITALY",), "LVA": ("LATVIA",), "LTU": ("LITHUANIA",), "LUX": ("LUXEMBOURG",), "NLD": ("NETHERLANDS",), "NOR": ("NORWAY",),
    "PRT": ("PORTUGAL",), "SVK": ("SLOVAKIA",), "SVN": ("SLOVENIA",), "ESP": ("SPAIN",), "AUT": ("AUSTRIA",), "SWE": ("SWEDEN",), "FIN": ("FINLAND",), "IRL": ("IRELAND",),
    "CYP": ("CYPRUS",), "MLT": ("MALTA",), "CHE": ("SWITZERLAND",), "SAU": ("SAUDI ARABIA",), "QAT": ("QATAR",), "KWT": ("KUWAIT",), "BHR": ("BAHRAIN",),
    "OMN": ("OMAN",), "IRQ": ("IRAQ",), "JOR": ("JORDAN",), "LBY": ("LIBYA", "LIBYAN ARAB JAMAHIRIYA"), "MAR": ("MOROCCO",), "TUN": ("TUNISIA",), "SDN": ("SUDAN",),
    "SSD": ("SOUTH SUDAN",), "KEN": ("KENYA",), "UGA": ("UGANDA",), "TZA": ("UNITED REPUBLIC OF TANZANIA", "TANZANIA"), "GHA": ("GHANA",), "SEN": ("SENEGAL",),
    "AGO": ("ANGOLA",), "MOZ": ("MOZAMBIQUE",), "ZWE": ("ZIMBABWE",), "NAM": ("NAMIBIA",), "BWA": ("BOTSWANA",), "CMR": ("CAMEROON",), "TCD": ("CHAD",),
    "THA": ("THAILAND",), "PHL": ("PHILIPPINES",), "SGP": ("SINGAPORE",), "MMR": ("MYANMAR",), "KHM": ("CAMBODIA",), "LAO": ("LAO PEOPLE'S DEMOCRATIC REPUBLIC", "LAOS"),
    "BGD": ("BANGLADESH",), "LKA": ("SRI LANKA",), "NPL": ("NEPAL",), "BTN": ("BHUTAN",), "MNG": ("MONGOLIA",), "AFG": ("AFGHANISTAN",), "AUS": ("AUSTRALIA",),
    "CHL": ("CHILE",), "PER": ("PERU",), "ECU": ("ECUADOR",), "PRY": ("PARAGUAY",), "URY": ("URUGUAY",), "NIC": ("NICARAGUA",), "UKR": ("UKRAINE",), "GEO": ("GEORGIA",),
    "MDA": ("REPUBLIC OF MOLDOVA", "MOLDOVA"), "AZE": ("AZERBAIJAN",), "UZB": ("UZBEKISTAN",), "KGZ": ("KYRGYZSTAN",), "TJK": ("TAJIKISTAN",), "TKM": ("TURKMENISTAN",),
    "ROC": ("CHINA",), "CIV": ("CÔTE D'IVOIRE", "COTE D'IVOIRE"), "RWA": ("RWANDA",), "TGO": ("TOGO",), "BEN": ("BENIN",), "MNE": ("MONTENEGRO",), "MKD": ("NORTH MACEDONIA", "THE FORMER YUGOSLAV REPUBLIC OF MACEDONIA", "MACEDONIA"),
    "BDI": ("BURUNDI",), "CAF": ("CENTRAL AFRICAN REPUBLIC", "CENTRAL AFRICAN REP."), "GNQ": ("EQUATORIAL GUINEA",), "GIN": ("GUINEA",), "GNB": ("GUINEA-BISSAU",), "GUY": ("GUYANA",), "MRT": ("MAURITANIA",),
}  # fmt: skip
#: ISO3 letters to the names in the Global Sanctions Database.
SANCTION_NAMES = {
    "USA": "United States", "GBR": "United Kingdom", "RUS": "Russia", "SUN": "Soviet Union", "CHN": "China", "IND": "India", "PRK": "Korea, North",
    "KOR": "Korea, South", "EGY": "Egypt, Arab Rep.", "IRN": "Iran", "IRQ": "Iraq", "CUB": "Cuba", "ZAF": "South Africa", "JPN": "Japan", "AUS": "Australia",
    "TUR": "Turkey", "ALB": "Albania", "SDN": "Sudan", "MMR": "Myanmar", "BLR": "Belarus", "ZWE": "Zimbabwe", "SYR": "Syria", "LBY": "Libya", "SAU": "Saudi Arabia",
    "QAT": "Qatar", "VEN": "Venezuela", "NIC": "Nicaragua", "PAK": "Pakistan", "CAN": "Canada", "EU": "EU", "UN": "UN", "YUG": "Yugoslavia", "HTI": "Haiti",
    "PAN": "Panama", "POL": "Poland", "BRA": "Brazil", "ARG": "Argentina", "FJI": "Fiji", "GRC": "Greece", "MKD": "Macedonia", "GEO": "Georgia", "MDA": "Moldova",
    "UKR": "Ukraine", "MEX": "Mexico", "FRA": "France", "DEU": "Germany", "ISR": "Israel", "CHE": "Switzerland", "BDI": "Burundi", "NZL": "New Zealand", "NPL": "Nepal",
    "PRT": "Portugal", "ARM": "Armenia", "AZE": "Azerbaijan", "NOR": "Norway", "ESP": "Spain", "ITA": "Italy", "NLD": "Netherlands", "SWE": "Sweden", "THA": "Thailand",
    "VNM": "Vietnam", "KHM": "Cambodia", "LAO": "Laos", "IDN": "Indonesia", "MYS": "Malaysia", "PHL": "Philippines", "AFG": "Afghanistan", "SOM": "Somalia", "ETH": "Ethiopia",
    "ERI": "Eritrea", "RWA": "Rwanda", "NGA": "Nigeria", "GMB": "Gambia", "MLI": "Mali", "CIV": "Ivory Coast", "LBR": "Liberia", "SLE": "Sierra Leone", "AGO": "Angola",
    "ARE": "United Arab Emirates", "BHR": "Bahrain", "KWT": "Kuwait", "OMN": "Oman", "JOR": "Jordan", "LBN": "Lebanon", "CHL": "Chile", "PER": "Peru", "COL": "Colombia",
    "CYP": "Cyprus", "SRB": "Serbia", "HRV": "Croatia", "KAZ": "Kazakhstan", "BGD": "Bangladesh", "LKA": "Sri Lanka", "ISL": "Iceland", "URY": "Uruguay", "BOL": "Bolivia",
}  # fmt: skip
#: ISO3 letters to the names in the list of intergovernmental organisations.
SMALL = {
    "USA": "usa", "GBR": "uk", "RUS": "russia", "SUN": "ussr", "CHN": "china", "DEU": "germany", "FRG": "wgermany", "DDR": "egermany", "ESP": "spain", "POL": "poland",
    "TUR": "turkey", "FRA": "france", "FIN": "finland", "SWE": "sweden", "IRL": "ireland", "CZE": "czechrep", "HUN": "hungary", "ALB": "albania", "VNM": "vietnam",
    "MMR": "myanmar", "KHM": "cambodia", "IDN": "indonesia", "MYS": "malaysia", "IRN": "iran", "IRQ": "iraq", "SAU": "saudiarabia", "ECU": "ecuador", "GAB": "gabon",
    "MEX": "mexico", "JPN": "japan", "KOR": "sokorea", "AUS": "australia", "CHL": "chile", "PAK": "pakistan", "IND": "india", "AFG": "afghanistan", "LKA": "srilanka",
    "NGA": "nigeria", "GHA": "ghana", "MAR": "morocco", "ZAF": "soafrica", "EGY": "egypt", "ARM": "armenia", "GEO": "georgia", "UKR": "ukraine", "UZB": "uzbekistan",
    "KAZ": "kazakhstan", "EST": "estonia", "GRC": "greece", "PRT": "portugal", "YEM": "yemen", "QAT": "qatar", "CUB": "cuba", "VEN": "venezuela", "NOR": "norway",
    "CHE": "switzerland", "NZL": "newzealand", "THA": "thailand", "PHL": "philippines", "CAN": "canada", "BRA": "brazil", "PER": "peru", "HRV": "croatia", "MRT": "mauritania", "AZE": "azerbaijan",
    "KGZ": "kyrgyzstan", "TJK": "tajikistan", "TKM": "turkmenistan", "BHR": "bahrain", "OMN": "oman", "KWT": "kuwait", "ARE": "uae", "AGO": "angola", "LBY": "libya",
    "DZA": "algeria", "BGR": "bulgaria", "ROU": "romania", "AUT": "austria", "DNK": "denmark", "ISL": "iceland", "ITA": "italy", "BEL": "belgium", "NLD": "netherlands",
    "SVK": "slovakia", "SVN": "slovenia", "LVA": "latvia", "LTU": "lithuania", "CYP": "cyprus", "MLT": "malta", "SGP": "singapore", "BLR": "belarus", "MNG": "mongolia",
    "BGD": "bangladesh", "NPL": "nepal", "BTN": "bhutan", "KEN": "kenya", "UGA": "uganda", "TZA": "tanzania", "RWA": "rwanda", "ETH": "ethiopia", "SEN": "senegal",
    "ARG": "argentina", "URY": "uruguay", "PRY": "paraguay", "COL": "colombia", "BOL": "bolivia", "TUN": "tunisia", "SYR": "syria", "MDA": "moldova", "YUG": "yugoslaviaserb",
    "CSK": "czechoslovakia", "LUX": "luxembourg", "BRN": "brunei", "LAO": "laos", "SRB": "yugoslaviaserb", "PRK": "nokorea", "COD": "zaire", "COG": "congobrazz", "MKD": "fyromacedonia", "MNE": "montenegro", "TWN": "taiwan",
}  # fmt: skip
