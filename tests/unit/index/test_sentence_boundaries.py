"""Hard boundaries, marked with "|": written before the rules were (the first half of each list), and after."""

import time

import pytest

from index.sentences import sentence_spans

ENGLISH = """\
Article number ......... HX20-EU-WH
Article number ......... HX20-EU-WH.|It is white.
See Art. 17 and Sec. 4.|Both apply.
Call tel. No. 555 0199 before noon.|Ask for Ann.
It is in vol. 2, no. 5, pp. 12-14.|The rest is lost.
Mr. J. R. Hartley and Mrs. B. Okafor signed.|Nobody else did.
The plaintiff, Smith v. Jones, lost.|He appealed.
Use a fuse of approx. 5 A or more, e.g. Littelfuse, i.e. a slow one.|Do not bridge it.
Acme Inc. and Beta Ltd. merged in Jan. 2020.|The new firm is Gamma Corp.|It is in Ohio.
He works for Acme Inc.|She works for Beta.
It opens at 9 a.m. on weekdays and closes at 5 p.m.|On Sundays it is shut.
See Fig. 3 and Figs. 4 and 5.|Table 2 has more.
The U.S. Senate and the U.S. Navy agreed.|France did not.
As in Miller et al. (2019), the rate fell.|It rose later.
Miller et al. found no change.|Others did.
St. John's is in Newfoundland.|It rains there.
Gen. Lee met Sgt. Pepper and Prof. Plum on Fri. Dec. 5.|They dined.
Pursuant to para. 4 of subsec. (b) of ch. 7, a fee is due.|It is small.
Max. load 5 kg, min. temp. -10 °C.|Do not exceed it.
Dimensions (approx.) 3 x 4 in. by 5 ft. in total.|Measure first.
The word "etc." is vague.|Avoid it.
Nuts, bolts, etc. are in the bag.|Keep them.
Nuts, bolts, etc.|Then tighten.
1. Open the box.|2. Take out the tool.
Was it No. 7?|No.|It was no. 8.
Version 2.0. is old.|Use 3.1.
Dept. of Health, attn. Dr. Lee, P.O. Box 5, Mt. Vernon, WA.|Write soon.
See cf. Smith, op. cit., p. 5, and ibid. p. 7.|That is all.
The Rev. Martin and Hon. Judge Bell spoke.|We left.
She said: "Stop."|Then she left.
J. K. Rowling wrote it.|It sold well.
Plan B.|It failed.
What now?!|Nobody knew.
Wait... what?|Yes.
Yahoo! Inc. was sold.|It was cheap.
The lessee, Mr. A. B. Crane, pays approx. $ 500 per month.|The lessor pays nothing.
Under cl. 7.2(c) and sched. 3, pt. 2, the fee is due.|It is final.
See Sect. IV and App. C for more.|They are short.
Ext. 4021 is for sales.|Ask for Joe.
The car does 45 m.p.h. in town.|Not more.
He lives at 12 Elm St. in Boston.|She lives at No. 14.
Brown v. Board of Education was decided in 1954.|It mattered.
The temp. is 20 °C max.|Keep it dry.
Net wt. 500 g, gross wt. 620 g.|Store cool.
Ref. no. AB-1234, rev. 3, is current.|Rev. 2 is not.
Order qty. 5, min. order 2.|No returns.
Reg. (EU) No. 2016/679 applies.|It is direct.
On Mon. 3 Feb. 2020 the court (Judge P. Q. Roe) ruled.|Costs followed.
He scored 10.|She scored 12.
Step 4. Turn the key.|Step 5. Pull.
She earned a Ph.D. in physics.|Then she left.
The firm (est. 1890) is old.|It is rich.
Rooms are cleaned daily (excl. Sundays).|Towels are extra.
Who?|Me.
Approx. 30 pct. of users (incl. guests) agreed.|The rest did not.
It weighs 5 lb. and costs $3.|It is cheap.
Vol. II, pp. xii-xiv, has the preface.|Skip it.
In ca. 1200 B.C. the town fell.|It was rebuilt.
Col. Mustard did it.|Miss Scarlett saw him.
Messrs. Hill and Dale agree.|They sign.
The tenant must: (a) pay rent; (b) insure; and (c) repair.|The landlord must not enter.
Para. 3 sub-para. (ii) is deleted.|The rest stands.
The co. has 5 employees.|It is small.
Use Eq. (3) and Eqs. 4-6.|The result follows.
Each licensee (incl. its affil. and assigns) shall keep recs. of use.|Audits are annual.
Mfr. No. 88-21, cat. no. 7, is sold out.|Try No. 8.
The Hon. Mr. Justice Ash sat.|Counsel was Ms. Oak.
Held: appeal dismissed (per Lord Reid, at p. 12).|Costs to follow.
Dr. A. Li et al. report 5 mg/kg b.i.d. for adults.|Children take less.
Sec. 2. Definitions apply.|They are broad.
Rent is due on the 1st of each mo. in advance.|Late rent bears interest.
Acme Ltd. shall pay.|Beta Inc. shall deliver.
Delivery takes 3 to 5 wks. after payment.|Rush orders cost more.
"""

GERMAN = """\
Nach Abs. 2 und Art. 17 ist das erlaubt.|Sonst nicht.
Gemäß § 5 Abs. 2 Satz 1 Nr. 3 BGB gilt das.|Es gilt auch sonst.
Das gilt z. B. für Mieter, d. h. für alle.|Vermieter sind ausgenommen.
Siehe Abb. 3 und Tab. 4 auf S. 12 ff. des Hefts.|Mehr steht dort nicht.
Die Fa. Müller hat ca. 50 Mitarbeiter, u. a. in Köln.|Sie wächst.
Am 3. Oktober wird gefeiert.|Am 4. wird gearbeitet.
Vom 1. bis 15. Mai ist geschlossen.|Danach nicht.
Der 2. Weltkrieg endete 1945.|Es war Mai.
Dr. med. Anna Roth und Prof. Dr. Karl Weiß kamen.|Sie sprachen lange.
Der Preis beträgt 5,00 Euro zzgl. MwSt. und Versand.|Er ist fest.
Das Haus in der Bahnhofstr. 5 ist alt.|Es steht leer.
Tel. Nr. 030 123456 ist besetzt.|Rufen Sie später an.
Die Frist beträgt i. d. R. drei Monate.|Ausnahmen gibt es.
Das Gerät wiegt max. 5 kg bzw. mind. 3 kg.|Es ist leicht.
Vgl. hierzu Urt. v. 5. Mai 2010, Az. 3 U 12/10.|Das Gericht gab recht.
Die Anlage (vgl. Ziff. 3.2) ist o. k. und darf laufen.|Sie läuft.
Äpfel, Birnen usw. sind Obst.|Möhren nicht.
Das gilt für Äpfel, Birnen usw.|Möhren sind kein Obst.
Karl d. Große starb 814 n. Chr. in Aachen.|Er war alt.
Die Miete ist bis zum 3. Werktag zu zahlen.|Sonst ist der Mieter in Verzug.
Heinrich VIII. regierte lange.|Er starb 1547.
Im 19. Jahrhundert war es anders.|Heute nicht.
Der Vertrag endet am 31.12.2024.|Er wird nicht verlängert.
Es kostet 3.412,88 Euro inkl. aller Gebühren.|Mehr nicht.
Siehe Anm. d. Red. und Kap. 4 Rdnr. 7.|Das reicht.
Hrsg. v. Hans Meier, 2. Aufl., Bd. 3, Berlin.|Das Buch ist vergriffen.
Artikelnummer ......... HX20-EU-WH
Hr. Schmidt und Fr. Braun fehlen.|Beide sind krank.
Die Schule hat 5 Std. Unterricht pro Tag.|Das ist wenig.
Sie kam um 9 Uhr.|Er kam um 10.|Dann begann es.
Das ist gut.|Nr. 5 lebt.
Er sagte: „Komm.“|Dann ging er.
Das sind Fehler dieser Art.|Sie sind selten.
Die Vorschrift des Art. 6 Abs. 1 lit. f DSGVO bleibt unberührt.|Sie gilt weiter.
Geb. am 5. März 1970 in Ulm, gest. 2001 ebd.|Mehr ist nicht bekannt.
Die Kosten gem. § 7 Abs. 3 S. 2 trägt der Mieter.|Der Vermieter zahlt nichts.
Gem. Ziff. 4 ist das verboten.|Ausnahmen nennt Ziff. 5.
Der Betrag (inkl. MwSt.) ist fällig.|Er wird abgebucht.
Herr Dr.-Ing. Paul Klein und Dipl.-Ing. Eva Groß prüfen.|Sie sind sorgfältig.
Er zahlt 5 Mio. Euro bzw. 6 Mio. Dollar.|Das ist viel.
Das Treffen ist am Di. 5. Mai um 10 Uhr.|Bitte kommen.
Laut Az. 3 O 45/20 v. 12.03.2020 ist das so.|Die Revision ist zugelassen.
Die Lieferung erfolgt ggf. früher.|Sie ist kostenlos.
Bitte senden Sie das an Fa. Kern, z. Hd. Frau Lutz, Postf. 12.|Danke.
Art.-Nr. HX-20 ist lieferbar.|HX-21 nicht.
Best.-Nr. 4711, Kd.-Nr. 0815.|Bitte angeben.
USt-IdNr. DE123456789 steht auf der Rechnung.|Sie ist gültig.
Die Wohnung hat ca. 80 m² und liegt im 3. Stock.|Sie ist hell.
Zum 1. Januar steigt die Miete.|Zum 1. Juli nicht.
Ludwig XIV. war König.|Er regierte lange.
Die Kündigung ist bis zum 15. eines Monats möglich.|Später nicht.
Sie wurde im Jahr 1990 gebaut.|Der Umbau war 2005.
Im Jahr 1990.|Danach nicht mehr.
Der Vertrag gilt u. U. weiter, s. o. und s. u. im Text.|Fragen Sie nach.
Die Mitarbeiter (m/w/d) haben lt. Vertrag 30 Tage Urlaub.|Mehr nicht.
Er ist z. Zt. krank.|Sie vertritt ihn.
Nach Art. 28 Abs. 3 lit. b und Art. 32 DSGVO ist das Pflicht.|Verstöße kosten.
Gem. Nr. 2.3 Buchst. a gilt Satz 1 entspr. für Dritte.|Satz 2 nicht.
Das Heft Nr. 3, Jg. 12, ist vergriffen.|Nr. 4 gibt es noch.
St. Gallen liegt in der Schweiz.|Basel auch.
Die max. Leistung beträgt 5 kW.|Die min. Leistung 1 kW.
Er aß Brot, Käse usw. und ging.|Sie blieb.
Es waren 5 Pers. im Raum, darunter Hr. Ott.|Er schwieg.
Seite 3 v. 10 fehlt.|Bitte nachreichen.
Die Str. ist gesperrt.|Fahren Sie über die Hauptstr. nach Norden.
Der Mieter hat ggü. dem Vermieter gem. § 536a Abs. 2 BGB Anspruch.|Er verjährt.
Vgl. BGH, Urt. v. 3.5.2012, Az. VII ZR 5/11, Rn. 14 ff. zur Frage.|Das ist h. M. seitdem.
Die GmbH & Co. KG hat ihren Sitz in Bonn.|Sie ist alt.
Die Leistung umfasst insb. folgende Punkte.|Sie sind verbindlich.
Stand: 1. Okt. 2021, 3. Aufl., S. 44.|Alles ist geprüft.
Er ist Mitglied i. S. d. § 4 Nr. 2 der Satzung.|Er zahlt Beitrag.
Mo. bis Fr. 9 bis 17 Uhr, Sa. 10 bis 14 Uhr.|Sonntags geschlossen.
Das dauert ca. 2 Wo. oder länger.|Bitte warten.
Lt. Hersteller sind max. 3 Pers. erlaubt.|Mehr ist gefährlich.
Bitte Rückgabe an Abt. 4, Geb. 12, Raum Nr. 3.|Danke.
"""

FRENCH = """\
L'art. 17 et l'al. 2 s'appliquent.|Le reste non.
M. Dupont et Mme. Durand sont venus.|Ils sont repartis.
Mme Durand et M. Dupont ont signé.|C'est fini.
Le bailleur, c.-à-d. le propriétaire, paie.|Le locataire non.
Les frais, p. ex. le train, sont remboursés.|Le taxi non.
Voir fig. 3, p. 12 et chap. 4.|Le tableau suit.
Le n° 5 de la rue St. Jacques est vide.|Il est à louer.
Tél. 01 23 45 67 89 de 9 h à 17 h.|Fermé le lundi.
Env. 50 personnes, soit max. 5 par table.|C'est peu.
Les pommes, poires, etc. sont des fruits.|Les carottes non.
Il vend des pommes, des poires, etc.|Les carottes manquent.
J.-P. Martin et A. Blanc ont écrit cela.|On les cite.
Réf. HX-20, dim. 3 x 4 cm, coul. blanc.|Livré sous 48 h.
L'article L. 123-4 du code s'applique.|Il est clair.
Conformément à l'art. R. 210-3, le délai court.|Il est de 30 jours.
Au XIXe s. av. J.-C. on ne savait pas.|On sait mieux.
Le Dr. Roche et le Pr. Petit opèrent.|Ils sont connus.
La S.A. Lumière et la S.N.C.F. ont signé.|C'est public.
Numéro d'article ......... HX20-EU-WH
Il a dit : « Viens. »|Puis il partit.
Cf. Cass. civ. 1re, 5 mai 2010, no. 09-12.345.|La cour confirme.
Qui paie ?|Le locataire.
Le min. est de 3 et le max. de 5.|Rien de plus.
Voir éd. Gallimard, coll. Folio, t. 2, vol. 3.|C'est rare.
Nb. de pages : 5.|C'est court.
Selon l'art. 5, al. 2, let. b, le bail cesse.|Il peut être renouvelé.
Mlle. Petit et MM. Roux et Blanc sont absents.|Ils reviendront.
Le loyer est de 500 € env. par mois.|Il est payable d'avance.
Voir p. 5 et suiv. du doc. joint.|C'est utile.
Le décret no. 2016-360 du 25 mars est abrogé.|Il n'a plus d'effet.
L'art. L. 1234-5 al. 3 du C. trav. est clair.|Il protège.
Tél. : 01 02 03 04 05.|Fax : 01 02 03 04 06.
Elle est née en 1970 apr. J.-C. bien sûr.|C'est évident.
L'ex. 3 du chap. II est long.|Passez au suivant.
La sté. Durand a env. 20 salariés.|Elle recrute.
Le bd. Voltaire et l'av. Foch sont fermés.|Prenez le métro.
Art. 3. Le locataire paie le loyer.|Il paie aussi les charges.
Les jours ouvrés, c.-à-d. du lundi au vendredi, comptent.|Le samedi non.
Poids max. 5 kg, haut. 30 cm, larg. 20 cm.|Couleur blanche.
Cf. infra, note 5.|Voir aussi supra.
Il habite 3, pl. Carnot, à Lyon.|Elle habite Paris.
Le taux est de 3 % min. et de 5 % max. par an.|Il varie.
Où est-il ?|Ici.
Le n. 3 de la revue, t. II, est rare.|Gardez-le.
Jean-Paul II est mort en 2005.|François est venu après.
M. et Mme. Leroy, dép. 75, ont payé.|Merci.
L'entreprise S.A.R.L. Dupuis est fermée.|Elle rouvrira.
Les art. 3 à 5 sont abrogés.|Les autres restent.
Le preneur, ci-après dén. le locataire, verse un dépôt max. de 500 €.|Il est rendu.
Selon Cass. soc., 3 mai 2012, n° 11-10.123, le salarié gagne.|L'employeur paie.
Art. 1er. Le présent bail est conclu.|Il dure trois ans.
La commande réf. AB-12, qté. 5, part lundi.|Merci.
Les M.M. Blanc et Cie. sont au 5, av. de la Gare.|Ils déménagent.
Le délai est de 30 j. à compter de la réception.|Il est ferme.
"""

SPANISH = """\
El art. 17 y el apdo. 2 se aplican.|El resto no.
El Sr. García y la Sra. López vinieron.|Se fueron pronto.
Los gastos, p. ej. el tren, se pagan.|El taxi no.
Ver pág. 12, fig. 3 y cap. 4.|La tabla sigue.
El núm. 5 de la Avda. América está vacío.|Se alquila.
Tel. 91 123 45 67 de 9 a 17 h.|Cerrado el lunes.
Aprox. 50 personas, máx. 5 por mesa.|Es poco.
Manzanas, peras, etc. son frutas.|Las zanahorias no.
Vende manzanas, peras, etc.|Faltan zanahorias.
Acme S.A. y Beta S.L. firmaron.|Es público.
EE. UU. y México firmaron.|Canadá no.
El Dr. Ruiz y la Dra. Gil operan.|Son conocidos.
Ud. debe pagar y Uds. también.|No hay más.
D. Juan y Dña. Ana viven en la c/ Mayor n.º 5.|Están casados.
Número de artículo ......... HX20-EU-WH
Según el inc. 3 de la cl. 7, se paga.|Luego termina.
¿Quién paga?|El inquilino.
¡Alto!|No pase.
En el s. III a. C. no se sabía.|Hoy sí.
Ref. HX-20, dim. 3 x 4 cm.|Entrega en 48 h.
Se abre a las 9 a. m. y cierra a las 5 p. m. todos los días.|El domingo no.
Vol. 2, ed. Planeta, col. Austral, págs. 3-5.|Es raro.
El Excmo. Sr. Ministro llegó.|Habló poco.
Véase el párr. 4 y la secc. 2.|Basta.
Cía. Minera del Sur, Depto. 4, Prov. de Lima.|Escriba pronto.
Según el art. 5, apdo. 2, letra b, cesa el contrato.|Puede renovarse.
La Srta. Pérez y los Sres. Gil y Paz no están.|Volverán.
La renta es de aprox. 500 € al mes.|Se paga por adelantado.
Véase la pág. 5 y ss. del doc. adjunto.|Es útil.
El R.D. núm. 235/2013 queda derogado.|No tiene efecto.
Tfno. 91 123 45 67, ext. 3.|Pregunte por Ana.
Vive en Avda. Libertad, núm. 3, 2.º izq. en Madrid.|Ella vive en Lima.
Peso máx. 5 kg, alt. 30 cm, anch. 20 cm.|Color blanco.
La Sra. D.ª Ana Gil firma.|Don Juan no.
Art. 3. El inquilino paga la renta.|También paga los gastos.
El gral. Franco murió en 1975.|Fue en noviembre.
En EE. UU. el plazo es otro.|Aquí son 30 días.
Las FF. AA. y los CC. OO. firmaron.|Fue en mayo.
El cap. II, secc. 3.ª, es largo.|Pase al siguiente.
El IVA (p. ej., el 21 %) va incl. en el precio.|No hay más.
Se constituye Gómez Hnos. y Cía. en Lima.|El capital es mínimo.
Nació en 1970 d. C. por supuesto.|Es obvio.
¿Dónde está?|Aquí.
Hay un mín. de 3 y un máx. de 5.|No más.
Ntra. Sra. del Carmen es la patrona.|Su día es en julio.
La disp. adic. 2.ª y el ap. 3 siguen en vigor.|El resto no.
La Ley Org. 3/2018, art. 5.1, lo prohíbe.|Hay multas.
El arrendatario (en adel. el Inquilino) paga por mes.|Siempre por adelantado.
Ref. cat. núm. 123-45, pol. 3, parc. 12.|Consta en el registro.
Llame al tel. n.º 600 123 123 o al fax 91.|Gracias.
"""

ENDS = """\
He likes Art.|She does not.
My favourite is Max.|Sarah likes Tom.
It was built in 1990.|The roof is new.
The code is 12.|Ask again.
i went home.|then he left.
The total is 10 max.|Five came.
Er kam um 10.|Dann begann es.
Wir wohnen am See.|Im Sommer ist es schön.
Das sind Dinge dieser Art.|Sie sind neu.
C'est un bel art.|Il est ancien.
He bought nuts, etc.|Paul paid.
It is 5 kg.|The box is 1 kg.
She chose plan no.|He chose yes.
Read chapter 4.|Then rest.
"""


def cut(text: str) -> str:
    return "|".join(text[start:end] for start, end in sentence_spans(text, 0, len(text)))


@pytest.mark.parametrize("marked", ENGLISH.splitlines())
def test_english_is_cut_only_where_a_sentence_ends(marked):
    assert cut(marked.replace("|", " ")) == marked


@pytest.mark.parametrize("marked", GERMAN.splitlines())
def test_german_is_cut_only_where_a_sentence_ends(marked):
    assert cut(marked.replace("|", " ")) == marked


@pytest.mark.parametrize("marked", FRENCH.splitlines())
def test_french_is_cut_only_where_a_sentence_ends(marked):
    assert cut(marked.replace("|", " ")) == marked


@pytest.mark.parametrize("marked", SPANISH.splitlines())
def test_spanish_is_cut_only_where_a_sentence_ends(marked):
    assert cut(marked.replace("|", " ")) == marked


@pytest.mark.parametrize("marked", ENDS.splitlines())
def test_words_that_look_like_short_ones_still_end_a_sentence(marked):
    assert cut(marked.replace("|", " ")) == marked


def test_a_reference_that_is_broken_at_the_end_of_a_line_is_one_sentence():
    assert cut("Es gilt Abs.\n2 des Vertrags. Mehr nicht.") == "Es gilt Abs.\n2 des Vertrags.|Mehr nicht."


@pytest.mark.parametrize("part", ["Abs. 2 ", "tel. No. ", "z. B. ", "am 3. Tag ", "1. Oh. ", "etc. Und "])
def test_what_is_short_again_and_again_takes_time_in_proportion(part):
    def seconds(times: int) -> float:
        text = part * times
        begin = time.process_time()
        sentence_spans(text, 0, len(text))
        return time.process_time() - begin

    assert min(seconds(8_000) for _ in range(3)) < 8 * min(seconds(2_000) for _ in range(3)) + 0.2
