"""Countries and continents, with the names, demonyms and abbreviations that texts call them by."""

# Of each its name and other names; then what its people and things are called. Of names with a first word that
# stays ("South African") only the last one.
_TABLE = """
Afghanistan: Afghan, Afghani; Albania: Albanian; Algeria: Algerian; Andorra: Andorran; Angola: Angolan;
Argentina: Argentine, Argentinian, Argentinean; Armenia: Armenian; Australia: Australian, Aussie; Austria:
Austrian; Azerbaijan: Azerbaijani, Azeri; Bahamas: Bahamian; Bahrain: Bahraini; Bangladesh: Bangladeshi;
Barbados: Barbadian, Bajan; Belarus: Belarusian, Belarussian; Belgium: Belgian; Belize: Belizean; Benin:
Beninese; Bhutan: Bhutanese; Bolivia: Bolivian; Bosnia: Bosnian; Botswana: Botswanan; Brazil: Brazilian; Brunei:
Bruneian; Bulgaria: Bulgarian; Burundi: Burundian; Cambodia: Cambodian, Khmer; Cameroon: Cameroonian; Canada:
Canadian; Verde: Verdean; Chad: Chadian; Chile: Chilean; China, PRC: Chinese; Colombia: Colombian; Congo:
Congolese; Rica: Rican; Croatia: Croatian, Croat; Cuba: Cuban; Cyprus: Cypriot; Czechia: Czech; Denmark: Danish,
Dane; Djibouti: Djiboutian; Dominica: Dominican; Ecuador: Ecuadorian, Ecuadorean; Egypt: Egyptian; Salvador:
Salvadoran; England: English; Eritrea: Eritrean; Estonia: Estonian; Eswatini, Swaziland: Swazi; Ethiopia:
Ethiopian; Fiji: Fijian; Finland: Finnish, Finn; France: French; Gabon: Gabonese; Gambia: Gambian; Georgia:
Georgian; Germany: German; Ghana: Ghanaian; Greece: Greek; Grenada: Grenadian; Guatemala: Guatemalan; Guinea:
Guinean; Guyana: Guyanese; Haiti: Haitian; Honduras: Honduran; Hungary: Hungarian; Iceland: Icelandic,
Icelander; India: Indian; Indonesia: Indonesian; Iran, Persia: Iranian, Persian; Iraq: Iraqi; Ireland: Irish;
Israel: Israeli; Italy: Italian; Ivory Coast: Ivorian; Jamaica: Jamaican; Japan: Japanese; Jordan: Jordanian;
Kazakhstan: Kazakh, Kazakhstani; Kenya: Kenyan; Kosovo: Kosovar, Kosovan; Kuwait: Kuwaiti; Kyrgyzstan: Kyrgyz;
Laos: Laotian, Lao; Latvia: Latvian; Lebanon: Lebanese; Lesotho: Basotho; Liberia: Liberian; Libya: Libyan;
Liechtenstein: Liechtensteiner; Lithuania: Lithuanian; Luxembourg: Luxembourgish, Luxembourger; Macedonia:
Macedonian; Madagascar: Malagasy; Malawi: Malawian; Malaysia: Malaysian; Maldives: Maldivian; Mali: Malian;
Malta: Maltese; Mauritania: Mauritanian; Mauritius: Mauritian; Mexico: Mexican; Moldova: Moldovan; Monaco:
Monegasque; Mongolia: Mongolian, Mongol; Montenegro: Montenegrin; Morocco: Moroccan; Mozambique: Mozambican;
Myanmar, Burma: Burmese; Namibia: Namibian; Nepal: Nepali, Nepalese; Netherlands, Holland: Dutch; New Zealand,
NZ: New Zealander; Nicaragua: Nicaraguan; Nigeria: Nigerian; Korea: Korean; Norway: Norwegian; Oman: Omani;
Pakistan: Pakistani; Palestine: Palestinian; Panama: Panamanian; Paraguay: Paraguayan; Peru: Peruvian;
Philippines: Philippine, Filipino; Poland: Polish; Portugal: Portuguese; Qatar: Qatari; Romania: Romanian;
Russia: Russian; Rwanda: Rwandan; Samoa: Samoan; Saudi Arabia: Saudi; Scotland: Scottish, Scot; Senegal:
Senegalese; Serbia: Serbian, Serb; Seychelles: Seychellois; Leone: Leonean; Singapore: Singaporean; Slovakia:
Slovak, Slovakian; Slovenia: Slovene, Slovenian; Somalia: Somali; USSR: Soviet; Spain: Spanish, Spaniard; Lanka:
Lankan; Sudan: Sudanese; Suriname: Surinamese; Sweden: Swedish, Swede; Switzerland: Swiss; Syria: Syrian;
Taiwan: Taiwanese; Tajikistan: Tajik; Tanzania: Tanzanian; Thailand: Thai; Tibet: Tibetan; Togo: Togolese;
Tonga: Tongan; Trinidad: Trinidadian; Tunisia: Tunisian; Turkey, Türkiye: Turkish, Turk; Turkmenistan: Turkmen;
Uganda: Ugandan; Ukraine: Ukrainian; United Arab Emirates, UAE: Emirati; United Kingdom, UK, Britain: British,
Briton, Brit; United States, US, USA, America: American; Uruguay: Uruguayan; Uzbekistan: Uzbek; Venezuela:
Venezuelan; Vietnam: Vietnamese; Wales: Welsh; Yemen: Yemeni; Zambia: Zambian; Zimbabwe: Zimbabwean; Europe:
European; Africa: African; Asia: Asian; European Union, EU; United Nations, UN
"""

COUNTRIES: tuple[tuple[str, ...], ...] = tuple(
    tuple(dict.fromkeys(" ".join(name.split()) for name in entry.replace(":", ",").split(",")))
    for entry in _TABLE.split(";")
)
"""The names of each country and what is called after it."""
