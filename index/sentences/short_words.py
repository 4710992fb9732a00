"""Words that are written short in English, German, French and Spanish, without their last dot, by what may follow."""

OPENING = frozenset(
    "abzgl attn av avda bco bd bspw c.-à-d c/o capt cf cia col coll cía d.h dipl dr dra dña e.g ed"
    " einschl excma excmo exkl fa fr frl gem gen gral hon hr hrn hrsg i.d.r i.e ilmo ing inkl insb insbes lic lt"
    " maj messrs mgr mlle mlles mme mmes mr mrs ms mt mx ntra ntro p.ej p.ex pr prof rev sgt sog sr sra"
    " sras sres srta st ste sté u.a ud v vgl viz vs z.b z.hd zzgl éd".split()
)
"""Titles, and words that introduce what follows: such a word hardly ever ends a sentence, also before a capital letter."""
COUNTING = frozenset(
    "abb abm abr abs adic ago al alin alt anch anh anl anm anz ap apdo apdos app approx appx apr aprox apt apto"
    " art arts aufl aug avg avr az bd bde bem beschl bl blatt bldg blg blvd blz buchst bull ca cant cap caps cas"
    " cass cfr ch chap chaps circa civ cl cls cod cp crim ctra cód dec decl dep dept depto dez dic dim dims disp"
    " doc dok dpt déc dép ed eds eg ene env eq eqs esc est ex excl ext f fax feb febr fig figs fl fri févr geb"
    " gegr gest gew gl gln haut hft hs höchst iban ibid inc incl jan janv jg juil jul jun kap kat konto kto larg"
    " let lettre lfg lib lit mar max min mind mob mon máx mín n nb no nos nota nov nr nrn num numb núm núms oct og"
    " okt op p pag par para paras pars pg pkt pl plz pos postf pp ptda punkt pza pzo pág págs párr párrs qty qté"
    " rd rdnr ref refs reg regs rev rf rm rn rs rte rz réf réfs s sched sec secc secs sect sep sept ser soc ss std"
    " ste stk str subpara subs subsec suppl t tab taf tbl tel telef temp tfno thu thur thurs tit tlf trans tue"
    " tues tél tít urb urt v v.chr ver vers vol vols wed whg wt ziff éd ø".split()
)
"""A number or a label follows these: "Abs. 2", "Fig. (a)", "Ref. HX-20", "approx. 5", "Jan. 3", "Tel. 0123"."""
LINKING = frozenset(
    "abk abt abw acc acct adm admón aff affil allg anx approxim arr assn av bearb begr bes best betr bez bzw cat"
    " cert chr civ contd crim cód d dcha der dist div dto dén edif ehem eig eigtl ej elec entspr env erg esc esp"
    " ev evtl ff gegr gen gest ggf ggfs ggü gr h hg hist ing intl izq jur jährl kath kfm kl lat lt mfg mfr misc"
    " mitw mtl nachm natl neb o od off ord org orig parc pers pol pral prev priv prov pén rel resp sonst stellv"
    " städt suiv techn tgl trav tägl u ugs und ungef univ urspr verf verh versch verw vorl vorm wirtsch wiss"
    " wöchentl zit zt zus zw zz zzt öff überarb übers".split()
)
"""A small letter or a number may follow these; a capital letter begins a sentence."""
ENDING = frozenset(
    "ab acc bros c/c cent cie co cont corp coul dept ebd esq etc fam gmbh gov hnos inc jr kft llc ltd mio mos mrd"
    " mwst nv oy plc recs red sc sek sr stk tsd uds unb unv ust usw vd vds wash wg wks wo wö".split()
)
"""Only a small letter tells that the sentence goes on behind these."""
WORDS = frozenset(
    "alt app art arts bar bes best cad cap cas cent co con cont da dim dist div est fam fig fin fri gest gov lat"
    " let mar me min mind mon neb no off ord pos ref rel ser set sol son tab thu und wed".split()
)
"""The same letters are a word that may end a sentence: only a number tells that it is written short."""
BEHIND_NUMBER = frozenset("approx avg ca h incl max min mind sec std".split())
'''Behind a number such a word says more about it, and may end a sentence: "10 max.", "5 min."'''
UNITS = frozenset("mill mio mrd mt std stk tsd".split())
"""Behind a number, and before a noun: "5 Mio. Euro"."""
PARTS = frozenset("app art arts cap fig let pos ref tab".split())
"""Names of parts are followed by a letter or a Roman number, too; other words are not: "no. I saw it"."""
WEEKDAYS = frozenset("Mo Di Mi Do Fr Sa So".split())
"""Days of the week in German."""
BOUNDS = frozenset("max min máx mín".split())
"""Before what they limit: "max. load"."""
OF_TIME = frozenset(
    "apr april aufl auflage aug august dez dezember etage feb febr februar halbjahr jahrhundert jan januar jh jul"
    " juli jun juni jänner kalendertag mai mär märz nov november okt oktober quartal sep sept september stock tag"
    " werktag".split()
)
"""What German counts by ordinals: "3. Mai", "2. Aufl.", "19. Jahrhundert"."""
BEFORE_ORDINAL = frozenset(
    "ab am beim bis das dem den der des die ein eine einem einen einer im ins jede jedem jeden jeder jedes seit"
    " und vom zum zur".split()
)
"""A number with a dot between these and a noun is an ordinal: "bis zum 3. Werktag"."""
STARTERS = frozenset(
    "the a an it he she they we you this that these those there then if when while but and so in on at for to no"
    " yes der die das den dem ein eine er sie es wir ihr ich dies diese dieser dieses dann danach dort hier im am"
    " bei wenn ist nur sonst man für mit nach le la les un une il elle ils elles ce cette ces on nous vous puis"
    " mais si dans pour est el los las lo una ella ellos este esta estos estas se si no en para pero hay es".split()
)
"""Small words with which many sentences begin."""
