"""Short forms with a dot that stand for a word only beside a figure or a name: "Gl. 3", "Bhf. Dammtor", "rd. 500".

Elsewhere the same letters are a word of their own or the end of a sentence ("ex", "app", "set"), so that each table
says what must follow or precede. Written from the usage lists of the Duden (German), the Real Academia Española
(Spanish), the Lexique des règles typographiques (French), GOST R 7.0.12 (Russian) and style guides of the others.
"""

from __future__ import annotations

import re
from functools import cache

_BEFORE_FIGURES = {
    "en": "Pt.=Part;pt.=part;Pl.=Plate;pl.=plate;Fl.=Floor;Rm.=Room;rm.=room;Ste.=Suite;Dist.=District;Ex.=Exhibit;"
    "ex.=example;ref.=reference;Ref.=Reference;para.=paragraph;paras.=paragraphs;ll.=lines;tbl.=table;Tbl.=Table;"
    "app.=appendix;App.=Appendix;chs.=chapters;Chs.=Chapters;Rte.=Route;Blk.=Block;blk.=block;Ser.=Series;"
    "ser.=series;"
    "Bk.=Book;bk.=book;Sched.=Schedule;Cl.=Clause;cl.=clause;"
    "Wk.=Week;Ep.=Episode;ep.=episode;Eps.=Episodes;eps.=episodes;Div.=Division;Col.=Column;Lbs.=pounds;"
    "Exh.=Exhibit;Amdt.=Amendment;Pkt.=Packet;Fwy.=Freeway",
    "de": "Gl.=Gleis;Pos.=Position;rd.=rund;jew.=jeweils;Ausg.=Ausgabe;Kto.=Konto;gegr.=gegründet;zus.=zusammen;"
    "Konto-Nr.=Kontonummer;Tel.-Nr.=Telefonnummer;Bl.=Blatt;Lfg.=Lieferung;Nrn.=Nummern;Stck.=Stück;Fn.=Fußnote;"
    "Rn.=Randnummer;Rz.=Randziffer;Pkt.=Punkt;Pl.=Platz;Whg.=Wohnung;Haltest.=Haltestelle;insg.=insgesamt;"
    "durchschn.=durchschnittlich;lfd.=laufende;reg.=registriert;ersch.=erschienen;Folg.=Folge;Ep.=Episode;Gr.=Größe",
    "fr": "t.=tome;dép.=département;éd.=édition;apt.=appartement;éts=établissements;liv.=livre;sect.=section;"
    "paragr.=paragraphe;ép.=épisode;réf.=référence;v.=vers;resp.=respectivement;tab.=tableau;suppl.=supplément;"
    "env.=environ;sc.=scène;esc.=escalier;ét.=étage;lot.=lotissement;col.=colonne;ann.=annexe;cf.=confer;vs.=contre",
    "es": "km.=kilómetro;cf.=confer;vid.=véase;dpto.=departamento;Dpto.=departamento;ref.=referencia;Ref.=referencia;"
    "ed.=edición;párr.=párrafo;inc.=inciso;esc.=escalera;bl.=bloque;ptal.=portal;lám.=lámina;tab.=tabla;t.=tomo;"
    "apdo.=apartado;exp.=expediente;col.=columna;ep.=episodio;C. P.=código postal;C.P.=código postal;ss.=siguientes;"
    "n.=número",
    "it": "int.=interno;sc.=scena;lett.=lettera;rif.=riferimento;tav.=tavola;ed.=edizione;ep.=episodio;"
    "km.=chilometro;"
    "par.=paragrafo;all.=allegato;col.=colonna;fasc.=fascicolo;scal.=scala;t.=tomo;cfr.=confronta;v.=vedi;"
    "p.=pagina;civ.=civico;prot.=protocollo;gen.=gennaio;mag.=maggio;giu.=giugno",
    "pt": "km.=quilômetro;bl.=bloco;ref.=referência;Ref.=referência;qtd.=quantidade;ed.=edição;inc.=inciso;t.=tomo;"
    "p.=página;pp.=páginas;tab.=tabela;ep.=episódio;min.=mínimo;col.=coluna;par.=parágrafo;sl.=sala;lt.=lote;"
    "qd.=quadra;cj.=conjunto;fls.=folhas;fl.=folha;cf.=confira;"
    "proc.=processo;set.=setembro;out.=outubro;dez.=dezembro",
    "ru": "ч.=часть;п.=пункт;пп.=пункты;т.=том;под.=подъезд;разд.=раздел;абз.=абзац;прил.=приложение;"
    "каб.=кабинет;ауд.=аудитория;оф.=офис;род.=родился;ум.=умер;вып.=выпуск;лит.=литера;стб.=столбец;"
    "илл.=иллюстрация;"
    "янв.=январь;февр.=февраль;фев.=февраль;апр.=апрель;авг.=август;сент.=сентябрь;сен.=сентябрь;окт.=октябрь;"
    "нояб.=ноябрь;ноя.=ноябрь;дек.=декабрь;уч.=участок",
    "hi": "मो.=मोबाइल;फ़ो.=फ़ोन;नं.=नंबर;पृ.=पृष्ठ;सं.=संख्या;क्र.=क्रमांक;ई.पू.=ईसा पूर्व;वि.सं.=विक्रम संवत;धा.=धारा",
}
_BEFORE_NAMES = {
    "en": "Feat.=Featuring;feat.=featuring;Insp.=Inspector;Det.=Detective;Brig.=Brigadier;Asst.=Assistant;"
    "asst.=assistant;Assoc.=Associate;Br.=Brother;Fr.=Father;Msgr.=Monsignor;Mlle.=Mademoiselle;Mme.=Madame;"
    "Natl.=National;Nat'l.=National;Intl.=International;Int'l.=International;Mfg.=Manufacturing;Sgt.=Sergeant;"
    "Ens.=Ensign;Cdr.=Commander;Amb.=Ambassador;Sec.=Secretary;Treas.=Treasurer;Atty.=Attorney;Dir.=Director;"
    "Supt.=Superintendent;eds.=editors;Admin.=Administrator;"
    "Bp.=Bishop;Abp.=Archbishop;Thess.=Thessalonians",
    "de": "Bhf.=Bahnhof;gez.=gezeichnet;einschl.=einschließlich;wg.=wegen;dt.=deutsch;engl.=englisch;Hl.=Heiliger;"
    "hl.=heiliger;Pfd.=Pfund;Msp.=Messerspitze;Pck.=Päckchen;Pckg.=Packung;Univ.=Universität;Verf.=Verfasser;"
    "Ausg.=Ausgabe;med.=med;phil.=phil;jur.=jur;rer.=rer;Übers.=Übersetzung;Bürgerm.=Bürgermeister;"
    "Präs.=Präsident;Vors.=Vorsitzender;Abg.=Abgeordneter;kath.=katholisch;evang.=evangelisch;"
    "ev.=evangelisch;städt.=städtisch;amtl.=amtlich;gem.=gemäß;betr.=betrifft;Betr.=Betrifft;Kto.=Konto;"
    "z. Hd.=zu Händen;"
    "z.Hd.=zu Händen;ggü.=gegenüber;lat.=lateinisch;frz.=französisch;span.=spanisch;ital.=italienisch;russ.=russisch;"
    "österr.=österreichisch;Mag.=Magister;Bez.=Bezirk;Ldkr.=Landkreis;"
    "Fr.=Frau",
    "fr": "Sté=société;Vve=veuve;gén.=général;Gén.=général;cdt=commandant;éd.=éditions;pl.=place;imp.=impasse;"
    "fg=faubourg;rte=route;Cf.=confer;col.=colonel;Col.=colonel;cap.=capitaine;lt.=lieutenant;"
    "prés.=président;dir.=directeur;adj.=adjoint;St.=saint;Ste.=sainte;trad.=traduction;ill.=illustrations;"
    "coll.=collection;feat.=featuring",
    "es": "Hnos.=hermanos;Mtro.=maestro;Urb.=urbanización;Col.=colonia;Vdo.=viudo;Vda.=viuda;Lcdo.=licenciado;"
    "Lcda.=licenciada;Licda.=licenciada;Dres.=doctores;ed.=editorial;Ed.=editorial;Cdte.=comandante;Cap.=capitán;"
    "Tte.=teniente;Sgto.=sargento;Alm.=almirante;Pdte.=presidente;Mons.=monseñor;Rvdo.=reverendo;"
    "trad.=traducción;Prov.=provincia;Gob.=gobernador;Dip.=diputado;Sen.=senador;Blvr.=bulevar;Plz.=plaza;Pl.=plaza;"
    "Ayto.=ayuntamiento;Inst.=instituto;Univ.=universidad;Cf.=confer;D.=don;Depto.=departamento",
    "it": "Egr.=egregio;ed.=edizioni;Ed.=edizioni;Col.=colonnello;Cap.=capitano;Magg.=maggiore;"
    "Ten.=tenente;Gen.=generale;Min.=ministro;Pres.=presidente;Dir.=direttore;Rev.=reverendo;Univ.=università;"
    "Ist.=istituto;trad.=traduzione;prov.=provincia;loc.=località;fraz.=frazione;Soc.=società;Ditt.=ditta;"
    "Ass.=associazione;Cav.=cavalier;Comm.=commendator;Dott.=dottor;Cfr.=confronta;cfr.=confronta",
    "pt": "Al.=alameda;Trav.=travessa;Tv.=travessa;Rod.=rodovia;Pça.=praça;Pç.=praça;Lgo.=largo;Est.=estrada;"
    "Gen.=general;"
    "Cap.=capitão;Ten.=tenente;Sgto.=sargento;Maj.=major;Des.=desembargador;Dep.=deputado;Ver.=vereador;"
    "Gov.=governador;"
    "Min.=ministro;Pres.=presidente;Jd.=jardim;Vl.=vila;Cia.=companhia;Univ.=universidade;Ed.=edifício;"
    "ed.=editora;Cond.=condomínio;Mons.=monsenhor;Pr.=pastor;trad.=tradução;V. Exa.=vossa excelência;"
    "V.Exa.=vossa excelência",
    "ru": "оз.=озеро;р.=река;ш.=шоссе;пр.=проспект;ген.=генерал;полк.=полковник;кап.=капитан;лейт.=лейтенант;"
    "ред.=редактор;адм.=адмирал;дер.=деревня;пос.=посёлок;пгт.=посёлок городского типа;с.=село;ст.=станция;"
    "гр.=группа;гл.=глава;зам.=заместитель;зав.=заведующий;бул.=бульвар;б-р=бульвар;мкр.=микрорайон;хр.=хребет;"
    "нем.=немецкий;пр-т=проспект;тов.=товарищ;инж.=инженер;ун-т=университет;ин-т=институт;им.=имени",
    "hi": "सुश्री.=सुश्री;कु.=कुमारी;श्री.=श्री;जि.=ज़िला;चौ.=चौधरी;सर.=सरदार;कै.=कैप्टन;ले.क.=लेफ़्टिनेंट कर्नल",
}
_BEHIND_FIGURES = {
    "en": "doz.=dozen;cu. ft.=cubic feet;cu. yd.=cubic yards;cu. in.=cubic inches;sq. ft.=square feet;"
    "sq. mi.=square miles;sq. m.=square meters;fl. oz.=fluid ounces",
    "de": "ff.=folgende;f.=folgende;Pfd.=Pfund;Pck.=Päckchen;Msp.=Messerspitzen;Ztr.=Zentner;Stck.=Stück;"
    "Pers.=Personen;Wo.=Wochen;Ew.=Einwohner",
    "fr": "ét.=étage;hab.=habitants;sq.=et suivante;sqq.=et suivantes;pers.=personnes;hrs=heures;min.=minutes;"
    "sec.=secondes;ex.=exemplaires;chap.=chapitres",
    "es": "ss.=y siguientes;hrs.=horas;hs.=horas;mins.=minutos;min.=minutos;seg.=segundos;hab.=habitantes;"
    "kms.=kilómetros;"
    "pers.=personas;uds.=unidades;u.=unidades;ptas.=pesetas;cts.=céntimos;tbsp.=cucharadas",
    "it": "ss.=e seguenti;min.=minuti;sec.=secondi;pers.=persone;ab.=abitanti;gg.=giorni;pz.=pezzi;mt.=metri;"
    "cucch.=cucchiai",
    "pt": "hrs.=horas;hrs=horas;min.=minutos;seg.=segundos;hab.=habitantes;pess.=pessoas;un.=unidades;pçs.=peças;"
    "ss.=e seguintes",
    "ru": "экз.=экземпляров;янв.=января;февр.=февраля;фев.=февраля;апр.=апреля;авг.=августа;сент.=сентября;"
    "сен.=сентября;"
    "окт.=октября;нояб.=ноября;ноя.=ноября;дек.=декабря;мес.=месяцев;нед.=недель;дн.=дней",
    "hi": "ग्रा.=ग्राम;ली.=लीटर;मि.ली.=मिलीलीटर;से.मी.=सेंटीमीटर;मि.मी.=मिलीमीटर;मी.=मीटर;मि.ग्रा.=मिलीग्राम;"
    "मि.=मिनट;से.=सेकंड;वर्ग कि.मी.=वर्ग किलोमीटर;घं.=घंटे;कि.=किलो;फु.=फ़ुट;इं.=इंच",
}
_ANYWHERE = {
    "en": "Cont'd=continued;cont'd=continued;c/o=care of;sq. ft.=square feet;Nat'l=National;Int'l=International;"
    "prod. by=produced by;Prod. by=Produced by;ed. by=edited by;trans. by=translated by;dir. by=directed by;"
    "arr. by=arranged by;Dir. by=Directed by;Arr. by=Arranged by;prob.=probably;Hts.=Heights;op. cit.=op cit;"
    "Cf.=Compare;"
    "Gdns.=Gardens;b/c=because;s/he=she or he;w/in=within",
    "de": "tgl.=täglich;z. Zt.=zurzeit;zzt.=zurzeit;bes.=besonders;e. V.=eingetragener Verein;"
    "e.V.=eingetragener Verein;"
    "a. D.=außer Dienst;a.D.=außer Dienst;d. M.=des Monats;d. J.=des Jahres;d. Gr.=der Große;"
    "d. Red.=der Redaktion;d. Verf.=des Verfassers;ü. NN=über Normalnull;o. J.=ohne Jahr;o. O.=ohne Ort;"
    "s. a.=siehe auch;Mwst.=Mehrwertsteuer;MfG=mit freundlichen Grüßen;LG=liebe Grüße;VG=viele Grüße;"
    "v. l. n. r.=von links nach rechts;m. a. W.=mit anderen Worten;m. W.=meines Wissens;n. u. Z.=nach unserer Zeit;"
    "v. u. Z.=vor unserer Zeit;s. t.=sine tempore;c. t.=cum tempore;u. dgl.=und dergleichen;u. a. m.=und andere mehr;"
    "zzgl.=zuzüglich;abzgl.=abzüglich;wöchentl.=wöchentlich;monatl.=monatlich;jährl.=jährlich;stdl.=stündlich;"
    "vorauss.=voraussichtlich;verm.=vermutlich;urspr.=ursprünglich;ugs.=umgangssprachlich;entspr.=entsprechend;"
    "persönl.=persönlich;schriftl.=schriftlich;mündl.=mündlich;Einz.=Einzahl;WhG=Wohnung;EFH=E F H",
    "fr": "c.-à-d.=c'est-à-dire;cf.=confer;etc=et cetera;tjrs=toujours;tjs=toujours;bcp=beaucoup;qq=quelques;"
    "càd=c'est-à-dire;"
    "ds=dans;pdt=pendant;p. ex.=par exemple;Éts=établissements;Ets=établissements",
    "es": "c/u=cada uno;S. L.=sociedad limitada;S.L.=sociedad limitada;S.A.=sociedad anónima;atte.=atentamente;"
    "Atte.=atentamente;s/n=sin número;c/c=cuenta corriente;etc=etcétera;tb.=también;V.º B.º=visto bueno;"
    "q. e. p. d.=que en paz descanse;RR. HH.=recursos humanos;FF. AA.=fuerzas armadas;JJ. OO.=juegos olímpicos;"
    "CC. AA.=comunidades autónomas;DD. HH.=derechos humanos;p. d.=posdata;i. e.=es decir;v. gr.=verbigracia",
    "it": "q.b.=quanto basta;s.l.m.=sul livello del mare;c.a.=corrente anno;Gent.mo=gentilissimo;"
    "Gent.ma=gentilissima;"
    "Gent.mi=gentilissimi;Spett.le=spettabile;Ill.mo=illustrissimo;Ill.ma=illustrissima;F.lli=fratelli;"
    "f.lli=fratelli;"
    "Egr.=egregio;C.so=corso;c.m.=corrente mese;u.s.=ultimo scorso;p.v.=prossimo venturo;c/o=presso;"
    "S. Pietro=San Pietro;S. Marco=San Marco;S. Giovanni=San Giovanni;S. Maria=Santa Maria;S. Anna=Sant'Anna;"
    "cfr.=confronta;"
    "i.e.=cioè;P.S.=post scriptum;p.p.=per procura;S.ta=santa;S.to=santo;L.go=largo;l.go=largo;Chiar.mo=chiarissimo;"
    "prof.ssa=professoressa;all'a.=all'attenzione;nr.=numero;tel.=telefono",
    "pt": "S. Paulo=São Paulo;S. João=São João;S. Pedro=São Pedro;S. José=São José;Profª=professora;"
    "Profª.=professora;Drª=doutora;Drª.=doutora;Srª=senhora;Srª.=senhora;Sª=senhora;vc=você;vcs=vocês;"
    "tb=também;tbm=também;pq=porque;c/=com;p/=para;s/=sem;s/n=sem número;Jr.=Júnior;V. Exa.=vossa excelência;"
    "V. Sa.=vossa senhoria;a/c=aos cuidados;i. e.=isto é;v. g.=verbi gratia;qtde.=quantidade;c/c=conta corrente;"
    "att.=atenciosamente;Att.=atenciosamente",
    "ru": "ж/д=железнодорожный;б/у=бэ у;м. б.=может быть;м.б.=может быть;р-н=район;до н. э.=до нашей эры;"
    "до н.э.=до нашей эры;и. о.=исполняющий обязанности;и.о.=исполняющий обязанности;с/х=сельскохозяйственный;"
    "кол-во=количество;ср-во=средство;о-в=остров;о-ва=острова;п/я=почтовый ящик;т/ф=телефильм;"
    "х/ф=художественный фильм;"
    "х/б=хэ бэ;в/ч=воинская часть;г/к=гостиничный комплекс;а/м=автомобиль;тел./факс=телефон факс;"
    "неск.=несколько;след.=следующий;соотв.=соответственно;преим.=преимущественно;др.-греч.=древнегреческий",
    "hi": "",
}
_BEFORE_YEARS = {"en": "c.=circa;b.=born;d.=died;r.=reigned;fl.=flourished"}

_BOOKS = {
    "en": "Gen=Genesis;Exod=Exodus;Ex=Exodus;Lev=Leviticus;Num=Numbers;Deut=Deuteronomy;Josh=Joshua;Judg=Judges;"
    "Ps=Psalm;Psa=Psalm;Psalm=Psalm;Prov=Proverbs;Eccl=Ecclesiastes;Isa=Isaiah;Jer=Jeremiah;Ezek=Ezekiel;Dan=Daniel;"
    "Mic=Micah;Zech=Zechariah;Mal=Malachi;Matt=Matthew;Mt=Matthew;Mk=Mark;Lk=Luke;Jn=John;Matthew=Matthew;"
    "Rom=Romans;Cor=Corinthians;Gal=Galatians;Eph=Ephesians;Phil=Philippians;Col=Colossians;Thess=Thessalonians;"
    "Tim=Timothy;Heb=Hebrews;Jas=James;Pet=Peter;Rev=Revelation;Sam=Samuel;Kgs=Kings;Chr=Chronicles;"
    "Genesis=Genesis;Romans=Romans;Corinthians=Corinthians;Psalms=Psalms;Isaiah=Isaiah;Luke=Luke;Acts=Acts;Mark=Mark;John=John;James=James;Peter=Peter;Hebrews=Hebrews",
    "de": "Mt=Matthäus;Mk=Markus;Lk=Lukas;Joh=Johannes;Apg=Apostelgeschichte;Röm=Römer;Kor=Korinther;Gal=Galater;"
    "Eph=Epheser;Phil=Philipper;Offb=Offenbarung;Ps=Psalm;Jes=Jesaja;Jer=Jeremia;Spr=Sprüche;Mose=Mose;Hebr=Hebräer",
    "fr": "Mt=Matthieu;Mc=Marc;Lc=Luc;Jn=Jean;Ac=Actes;Rm=Romains;Co=Corinthiens;Ga=Galates;Ep=Éphésiens;Gn=Genèse;"
    "Ex=Exode;Ps=Psaume;Is=Isaïe;Ap=Apocalypse;He=Hébreux;Psaume=Psaume",
    "es": "Mt=Mateo;Mc=Marcos;Lc=Lucas;Jn=Juan;Hch=Hechos;Rom=Romanos;Co=Corintios;Gn=Génesis;Éx=Éxodo;Sal=Salmo;"
    "Is=Isaías;Ap=Apocalipsis;Heb=Hebreos;Juan=Juan;Mateo=Mateo;Lucas=Lucas;Marcos=Marcos;Salmo=Salmo;"
    "Romanos=Romanos;Génesis=Génesis",
    "it": "Mt=Matteo;Mc=Marco;Lc=Luca;Gv=Giovanni;At=Atti;Rm=Romani;Cor=Corinzi;Gn=Genesi;Gen=Genesi;Es=Esodo;"
    "Sal=Salmo;Is=Isaia;Ap=Apocalisse;Eb=Ebrei;Salmo=Salmo;Giovanni=Giovanni",
    "pt": "Mt=Mateus;Mc=Marcos;Lc=Lucas;Jo=João;At=Atos;Rm=Romanos;Co=Coríntios;Gn=Gênesis;Êx=Êxodo;Sl=Salmo;Is=Isaías;"
    "Ap=Apocalipse;Hb=Hebreus;João=João;Mateus=Mateus;Lucas=Lucas;Marcos=Marcos;Salmo=Salmo;Romanos=Romanos;"
    "Gênesis=Gênesis",
    "ru": "Мф=Матфея;Мк=Марка;Лк=Луки;Ин=Иоанна;Деян=Деяния;Рим=Римлянам;Кор=Коринфянам;Быт=Бытие;Исх=Исход;"
    "Пс=Псалом;Ис=Исаия;Откр=Откровение;Евр=Евреям",
}
_NUMBERED_BOOKS = re.compile(r"(?:Kor|Mose|Thess|Tim|Petr|Sam|Kön|Chr)(?!\w)")


@cache
def bible_books(language: str) -> dict[str, str]:
    """The books of the Bible by their short forms, without a dot."""
    return dict(pair.split("=", 1) for pair in _BOOKS.get(language, "").split(";") if pair)


@cache
def before_figures(language: str) -> dict[str, str]:
    """Short forms that are words before a figure, with these words."""
    return _parsed(_BEFORE_FIGURES.get(language, ""))


@cache
def before_years(language: str) -> dict[str, str]:
    """Short forms that are words before a year, with these words."""
    return _parsed(_BEFORE_YEARS.get(language, ""))


@cache
def before_names(language: str) -> dict[str, str]:
    """Short forms that are words before a word with a capital (in Hindi: any word), with these words."""
    return _parsed(_BEFORE_NAMES.get(language, ""))


@cache
def behind_figures(language: str) -> dict[str, str]:
    """Short forms that are words behind a figure, with these words."""
    return _parsed(_BEHIND_FIGURES.get(language, ""))


@cache
def anywhere(language: str) -> dict[str, str]:
    """Short forms that are always words, with these words."""
    return _parsed(_ANYWHERE.get(language, ""))


@cache
def _spaced(language: str) -> tuple[str, ...]:
    """Short forms of several parts with spaces between them."""
    return tuple(
        short
        for table in (anywhere, before_names, behind_figures)
        for short in table(language)
        if ". " in short and short.endswith(".")
    )


def goes_on(word: str, after: str, language: str, *, figure: bool, name: bool, counted: bool) -> bool:
    """Whether a dot between `word` and the text `after` ends no sentence, since it is part of a short form.

    `figure` and `name` say what follows: a figure, or a word that starts no sentence; `counted` that a figure precedes.
    """
    short = f"{word}."
    if after[:1] == " " and (short + after[:20]).startswith(_spaced(language)):
        return True
    return (
        (
            figure
            and (
                short in before_figures(language)
                or short in before_years(language)
                or word in bible_books(language)
            )
        )
        or (
            language == "de" and word in ("1", "2", "3") and _NUMBERED_BOOKS.match(after.lstrip()) is not None
        )
        or (name and short in before_names(language))
        or (counted and language == "hi" and short in behind_figures(language))
    )


def _parsed(pairs: str) -> dict[str, str]:
    known = dict(pair.split("=", 1) for pair in pairs.split(";") if "=" in pair)
    for short, said in tuple(known.items()):
        if len(short) > 2 or not short.endswith("."):
            known.setdefault(short[0].upper() + short[1:], said)
    return known
