"""Words that mean the same: what `rag.questions.wording.variants` looks up. Data only, from general knowledge."""

ABBREVIATIONS = """
max, maximum; min, minimum; article, art; section, sec, §; paragraph, para; chapter, chap; appendix, app, annex;
figure, fig; volume, vol; page, pg; telephone, phone, tel; mobile, cell, cellphone; fax, facsimile; email,
e-mail, mail; approximately, approx; department, dept; government, govt; ministry of defence, mod; ministry of
defense, mod; temperature, temp; information, info; document, doc; documentation, docs; quantity, qty; date of
birth, dob; address, addr; manager, mgr; management, mgmt; average, avg; standard, std; number, num, nr; amount,
amt; account, acct; invoice, inv; reference, ref; registration, reg; maintenance, maint; installation, install;
configuration, config; specification, specs, spec; application, app; repository, repo; database, db;
administrator, admin; authentication, auth; password, pwd, passcode; directory, dir, folder; environment, env;
version, ver, release; revision, rev; operating system, os; electricity, electric; kilogram, kg, kilo; pound,
lb, lbs; ounce, oz; kilometre, km; centimetre, cm; millimetre, mm; hour, hr, hrs; minute, min, mins; second,
sec, secs; kilowatt, kw; hertz, hz; decibel, db; percent, percentage, %; doctor, dr; professor, prof; junior,
jr; company, co, firm; corporation, corp; incorporated, inc; limited, ltd; association, assn; university, univ;
laboratory, lab; mathematics, maths, math; advertisement, advert, ad; apartment, apt, flat; avenue, ave; street,
st; road, rd; building, bldg; estimated time of arrival, eta; frequently asked questions, faq; value added tax,
vat; non disclosure agreement, nda; human resources, hr; paid time off, pto; return on investment, roi; point of
contact, poc; do it yourself, diy; as soon as possible, asap
"""
"""Words and how they are cut short; semicolons between groups, as in all of these."""

TIMES = """
January, Jan; February, Feb; April, Apr; August, Aug; September, Sept, Sep; October, Oct; November, Nov;
December, Dec; Monday, Mon; Tuesday, Tue, Tues; Wednesday, Wed; Thursday, Thu, Thurs; Friday, Fri; year, yr,
yrs, annual, annually, yearly; month, monthly; week, weekly; day, daily; hour, hourly
"""
"""Times and their short forms; of months and days those that are no other words."""

IRREGULAR = """
man, men; woman, women; child, children, kid, kids; person, people; foot, feet; tooth, teeth; mouse, mice;
goose, geese; wife, wives; life, lives; knife, knives; leaf, leaves; shelf, shelves; half, halves; thief,
thieves; loaf, loaves; analysis, analyses; crisis, crises; basis, bases; thesis, theses; criterion, criteria;
phenomenon, phenomena; index, indices, indexes; matrix, matrices; vertex, vertices; appendix, appendices;
medium, media; datum, data; bacterium, bacteria; fungus, fungi; nucleus, nuclei; buy, bought, buys; pay, paid;
go, went, gone; win, won; hold, held; build, built; write, wrote, written; sell, sold, sale; send, sent; teach,
taught; catch, caught; bring, brought; think, thought; fight, fought; seek, sought; find, found; bind, bound;
grind, ground; lend, lent, loan; lose, lost; make, made; say, said; tell, told; take, took, taken; give, gave,
given; get, got, gotten; begin, began, begun; become, became; come, came; run, ran; see, saw, seen; speak,
spoke, spoken; break, broke, broken; choose, chose, chosen, choice; drive, drove, driven; ride, rode, ridden;
rise, rose, risen; eat, ate, eaten; fall, fell, fallen; fly, flew, flown, flight; grow, grew, grown, growth;
know, knew, known, knowledge; throw, threw, thrown; draw, drew, drawn; show, showed, shown; wear, wore, worn;
tear, tore, torn; swear, swore, sworn; born, birth; bear, bore, borne; steal, stole, stolen; freeze, froze,
frozen; forget, forgot, forgotten; forgive, forgave, forgiven; forbid, forbade, forbidden; hide, hid, hidden;
bite, bit, bitten; shake, shook, shaken; wake, woke, woken; sing, sang, sung; ring, rang, rung; drink, drank,
drunk; sink, sank, sunk; swim, swam, swum; shrink, shrank, shrunk; spring, sprang, sprung; keep, kept; sleep,
slept; sweep, swept; feel, felt; leave, left, departure; mean, meant; meet, met, meeting; lead, led; feed, fed;
breed, bred; read, reading; shoot, shot; stand, stood; understand, understood; withstand, withstood; strike,
struck; stick, stuck; sit, sat; spend, spent; spin, spun; lay, laid; lie, lay, lain; light, lit; slide, slid;
hang, hung; dig, dug; deal, dealt; learn, learnt; burn, burnt; spell, spelt; spill, spilt; sew, sewn; prove,
proven, proof; blow, blew, blown; bend, bent; creep, crept; flee, fled, flight; shine, shone; hear, heard;
succeed, success, successor; destroy, destruction
"""
"""Forms of one word of which the stemmer makes different stems."""

SYNONYMS = """
hire, employ, recruit; employee, staff, personnel; start, begin, commence; end, finish, conclude; buy, purchase;
fix, repair, replace; allow, permit; forbid, prohibit, ban; phone, call, telephone; relative, family, kin; car,
vehicle, automobile; cost, price, fee, charge; salary, wage, pay; cancel, terminate; refund, reimburse; holiday,
vacation; fire, dismiss, terminate; boss, manager, supervisor; sick, ill, illness; attorney, lawyer; movie,
film; lift, elevator; rubbish, garbage, trash, waste; petrol, gasoline, fuel; delete, remove, erase; choose,
select, pick; need, require; must, shall, required; get, obtain, receive; help, assist, support; use, usage;
show, display; change, modify, alter; send, submit; author, writer, wrote, written; founder, founded,
established; inventor, invented; owner, owns, owned; creator, created; discoverer, discovered; composer,
composed; designer, designed; winner, won; killed, dead, deaths; wounded, injured; deadline, due; guarantee,
warranty; rent, rental; weight, weigh, heavy; height, tall, high; length, long; width, wide; depth, deep; age,
aged, old; speed, fast; turn off, disable, switch off; turn on, enable, switch on
"""
"""Everyday words that questions and documents use for each other."""

AMERICAN = """
tyre, tire; kerb, curb; grey, gray; aluminium, aluminum; sulphur, sulfur; plough, plow; mould, mold; jewellery,
jewelry; pyjamas, pajamas; moustache, mustache; sceptic, skeptic; storey, story; programme, program; cheque,
check; practise, practice; draught, draft; artefact, artifact; disc, disk; manoeuvre, maneuver; enrol, enroll;
enrolment, enrollment; fulfil, fulfill; instalment, installment; skilful, skillful; judgement, judgment;
acknowledgement, acknowledgment; ageing, aging; licence, license; yoghurt, yogurt; whisky, whiskey; mum, mom;
aeroplane, airplane
"""
"""British and American spellings that follow no rule."""

# What a question says, as a pattern over its words in lower case, and the nouns (then the units) of what it asks for.
ATTRIBUTES: tuple[tuple[str, str, str], ...] = (
    (r"\bhow (heavy)\b|\bhow much (?:do|does|did) .*\b(weigh)\b", "weight weigh mass", "kg lbs pounds"),
    (r"\bhow (long)\b", "length duration period term", ""),
    (r"\bhow (tall|high)\b", "height", ""),
    (r"\bhow (deep)\b", "depth", ""),
    (r"\bhow (wide|broad)\b", "width", ""),
    (r"\bhow (thick)\b", "thickness", ""),
    (r"\bhow (old)\b", "age aged born", ""),
    (
        r"\bhow (much) (?:is|are|was|were)\b|\b(?:how much|what) (?:do|does|did|will|would|is|are) .*\b(cost|pay|charge)s?\b"
        r"|\bhow (expensive)\b",
        "price cost fee charge amount total",
        "",
    ),
    (r"\bhow (far)\b", "distance", ""),
    (r"\bhow (fast|quick|quickly)\b", "speed", ""),
    (r"\bhow (big|large)\b", "size area dimensions", ""),
    (r"\bhow (loud|noisy)\b", "noise sound", "db dba decibels"),
    (r"\bhow (hot|cold|warm)\b", "temperature", ""),
    (r"\bhow (strong)\b", "strength", ""),
    (r"\bhow (likely)\b", "probability chance likelihood", ""),
    (r"\bhow (powerful)\b|\bhow many (watts|kilowatts)\b", "power wattage", "kw"),
    (r"\b(who) (?:wrote|has written|is the author|are the authors)\b", "author authors", ""),
    (r"\b(when)\b", "date", ""),
    (r"\b(where)\b", "address place location", ""),
    (r"\bhow (often|frequently)\b", "frequency interval every", ""),
    (r"\bhow (?:do|can|could|would|should) i (reach|contact)\b", "phone email address contact", ""),
)
"""Pattern, nouns, units; a group of the pattern is the word of the question that the nouns stand for."""
# A verb or an adjective and its noun, where their stems differ.
DERIVED = """
pay, paid, payment; decide, decision; apply, application; sell, sold, sale; describe, description; deliver,
delivery; admit, admission; permit, permission; submit, submission; expand, expansion; extend, extension;
provide, provision; respond, response, reply; define, definition; destroy, destruction; fail, failure; close,
closure; depart, departure; sign, signature; explain, explanation; compare, comparison; choose, chose, chosen,
choice; lose, lost, loss; prove, proof; speak, spoke, spoken, speech; die, died, death; grow, grew, grown,
growth; fly, flew, flown, flight; weigh, weight; believe, belief; advise, advice; behave, behaviour; succeed,
success; divide, division; invade, invasion; conclude, conclusion; produce, production; reduce, reduction;
introduce, introduction; receive, receipt; acquire, acquisition; subscribe, subscription; register,
registration; resolve, resolution; solve, solution; maintain, maintenance; vary, variation; qualify,
qualification; notify, notification; verify, verification; identify, identification; modify, modification;
classify, classification; certify, certification; specify, specification; treat, treatment; ship, shipment;
agree, agreement; argue, argument; complain, complaint; marry, marriage; store, storage; occur, occurrence;
reimburse, reimbursement; transmit, transmission; suspend, suspension; comply, compliance; rely, reliance;
bury, burial; deny, denial; absorb, absorption; consume, consumption; assume, assumption; convert, conversion;
evolve, evolution; exceed, excess; expose, exposure; abolish, abolition; liable, liability; able, ability;
safe, safety; poor, poverty; rich, wealth; accurate, accuracy; private, privacy; secret, secrecy; strong,
strength; stable, stability
"""
