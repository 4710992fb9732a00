"""The words of everyday English: those that the embedding model knows, and what is made from them."""

from collections import Counter
from functools import cache

from index import MiniLmEmbedder, stems

_PREFIXES = frozenset(
    "anti auto bio counter cyber dis down ever extra fore hyper hydro inter intra mega micro mid mini mis mono multi"
    " nano neuro non out over photo poly post pre pro pseudo psycho retro self semi sub super tele thermo trans tri"
    " ultra under uni un re".split()
)
_SUFFIXES = frozenset(
    "al er or ic en est iest able ably ade age ance ation ators ator ative crat dom eer eers ence ess ette fold ful fully graphy hood ible ical"
    " ician ification ified ifies ify ise ised iser ises ish ising ism isms ist ists itis ity ize ized izer izes"
    " izing less lessly let lets like logy maker making man ment ments meter ness nik oid ology ors ous proof ship"
    " some ster sters ton ward wards ways wide wise woman worthy".split()
)
_SHORTEST_PART = 4
# Three letters in a row that fewer words than this have look mistyped.
_FEW = 2
# Words of home, shop, office, laboratory and computer that the model's list lacks.
_FURTHER = frozenset(
    """
    accrual accrue actuary adaptor adverb affidavit airbag airbnb alimony alkali alkaline allele allergen
    allergy alliteration ammeter amortisation amortization amoxicillin amperage anaemia anaesthetic anemia
    anemometer anesthetic annuity anode anorexia ansible appendicitis appraisal apricot artichoke ascertain
    asparagus aspirin aubergine autoclave avocado backend bagel barometer beaker beetroot beneficiary
    bereavement bequest bergamot exoteric noes binder biopsy bleach blender boolean bootloader brexit broccoli bronchitis brownie
    budgie bulimia bumblebee buoyancy bursary bustle calibrate camshaft capacitor caramel carburetor carburettor
    carcinoma cardamom cardigan cardiologist casserole catheter cathode cauliflower celery celt centipede
    centrifuge chafe checkout cheque chequebook chickenpox chickpea chisel chlorophyll chloroplast chrysalis
    cilantro claimant clam clementine cogs colander compost conifer constipation coolant copay coriander
    corollary cosine coupon courgette couscous covariance covid cranberry crib crochet croissant cron crontab
    crutches cucumber cumin custard debian debit debugger decibel decryption deductible defrost dehumidifier
    dengue depreciation dermatologist detergent dialysis diaper diarrhea diarrhoea diem diffraction diode
    dishwasher dividend docker docx dongle dosage dragonfly drizzle dropbox druid drywall duvet dyslexia earbuds
    eczema eggplant eigenvalue electrician electrolyte endpoint enthalpy epilepsy escrow evaporation excise
    executor exponent faucet fedora ferret fetus fizzle flange foetus forfeit freezer frontend fudge gasket
    gecko genotype gerbil gerund gigahertz github gitlab glossary gmail gnocchi gobble golang gout granola
    grievance grommet grout gutter haddock haiku hamster handlebar hashmap hdmi headset herbicide hernia hertz
    hexagon histogram hoodie humidifier hustle hygrometer hypotenuse ibuprofen iguana immunisation incubator
    indemnify indemnity indigestion inductor inertia ingress insolvency insomnia instagram invigilator invoice
    itinerary jaundice jira joule json kafka kennel ketchup kilohertz kilowatt knead kotlin kubernetes ladle
    laminate lasagna lasagne latent lawnmower leek lemma lentil lettuce leukaemia lexer liaise lichen lien
    linker logarithm login logout lotion lubricate lumen lymphoma mackerel macos malignant mammogram manometer
    marmalade mayonnaise measles medicaid megahertz meiosis melanoma migraine millipede mince misdemeanour
    mitochondria mitosis mittens modal modem mongodb moped morpheme muffin muffler mulch mumps mussel mutex
    mysql nappy nectarine netmask neuter neutrino nginx nibble notary nozzle nutmeg oatmeal odometer offboarding
    ohms ointment omelette oncologist onedrive onomatopoeia optician optometrist oregano orthodontist oscillator
    oscilloscope osmosis osteoporosis ovary oxymoron pacifier pancreas pandemic papaya paprika paracetamol
    parakeet parallelogram paramedic parser parsley parsnip participle payable paypal payslip penicillin perjury
    pesticide phenotype phoneme physiotherapist pickle pipette pistil placenta plagiarism pliers plugin plumber
    pollination polygon pomegranate porridge postgres postgresql pram prawn printout probationary psoriasis
    pulley puncture pupa quadrilateral quarantine quark quartile quinoa quotient rabbitmq radish raspberry
    ratchet ravioli reagent rebase rebate reboot recalibrate rectify recursion redis redox refraction refund
    regex reheat reimburse remittance repo resistor rhombus ribosome rinse rivet rota router rubella runtime
    sabbatical saffron sapling sardine saucepan saut scaffold scalar scald scalpel schema sciatica scooter
    scorch scribble semaphore septic shingles sieve simile simmer sinusitis sizzle skillet skype slippers sneeze
    solder solvency sonnet spanner spatula spay spectrometer speedometer spinach spleen splint sprocket sqlite
    stamen stapler stethoscope stipend straddle stretcher stroller sublet subnet subpoena sunroof surcharge
    syllabus syringe tamper tangerine tenancy tetanus thaw thyme tiktok titrate toaster toddler toffee toner
    tonsillitis tort tortoise touchpad towbar transistor trapezium trello trigonometry trowel tumour tuple
    turmeric turnip tweezers typhoid ubuntu ulcer unclog uninstall unscrew uterus velcro venmo veterinarian
    viscosity volt voltmeter voucher waffle warranty washer webcam webhook whatsapp whisk whistleblower wifi
    wiper xlsx xray yaml yoghurt yogurt zucchini
    """.split()
)


@cache
def common_words() -> frozenset[str]:
    """Some 21,000 words and names in lower case: those that the model's list of tokens has whole.

    The list is BERT's (Devlin et al. 2018): what was most frequent in Wikipedia and in books, so it has nearly no
    misspelt words. It is read in some 10 ms, on first use.

    Raises:
        ModelError: The package of the model is missing.
    """
    tokens = (MiniLmEmbedder().folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    # Pieces of words begin with "##", and single letters are there for spelling out what is not.
    return frozenset(token for token in tokens if len(token) > 1 and token.isalpha())


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(stems(" ".join(sorted(common_words() | _FURTHER))))


def is_common(word: str) -> bool:
    """Whether it is such a word, another form of one, or put together from them: "overworking", "dishwasher"."""
    lowered = word.lower()
    return _is_known(lowered) or _is_derived(lowered)


def looks_mistyped(word: str) -> bool:
    """Whether some three letters in a row, its beginning and end counted, are in hardly any common word: "modkrn"."""
    return any(_trigram_counts()[trigram] < _FEW for trigram in _trigrams(word.lower()))


@cache
def _trigram_counts() -> Counter[str]:
    return Counter(trigram for word in common_words() | _FURTHER for trigram in _trigrams(word))


def _trigrams(word: str) -> set[str]:
    edged = f"^{word}$"
    return {edged[place : place + 3] for place in range(len(edged) - 2)}


def _is_known(word: str) -> bool:
    return word in common_words() or any(stem in _common_stems() for stem in stems(word))


def _is_derived(word: str) -> bool:
    for place in range(2, len(word) - 1):
        first, second = word[:place], word[place:]
        if first in _PREFIXES and len(second) >= _SHORTEST_PART - (place > 3) and _is_known(second):
            return True
        if second in _SUFFIXES and len(first) >= _SHORTEST_PART and _is_root(first):
            return True
        if min(place, len(second)) >= _SHORTEST_PART and {first, second} <= common_words():
            return True
    return False


def _is_root(part: str) -> bool:
    """Whether a suffix can follow it: "prioritise" has no "priorit", but "priority"."""
    return any(part + end in common_words() for end in ("", "e", "y"))
