package corpus

// abbreviation says what a full stop after an abbreviation means.
type abbreviation int

const (
	noAbbreviation abbreviation = iota
	neverEnds                   // a name or an explanation must follow: "Mr.", "e.g."
	beforeNumber                // ends unless a number follows: "para.", "No.", "Art."
	beforeName                  // ends only before a word that begins sentences: "U.S.", "Inc.", "г."
	listEnds                    // ends before a capital: "etc.", "т.д."
)

// abbreviations, in small letters and without their last full stop. A word
// that is also a plain word ("no", "art", "add") stands under beforeNumber.
var abbreviations = abbreviationTable(map[abbreviation]string{
	neverEnds: `
		mr mrs ms mx messrs dr prof amb h.e hon rt gen lt col maj capt cdr cmdr sgt adm brig sen gov pres rep revd fr st ste mt
		e.g i.e cf viz vs v.s ca approx incl esp
		m mm mgr
		sr sra sres srta dra dña excmo excma ing lic ee p.ej
		т.е т.н т.к см напр ул просп акад проф тов
		д.м.н`,
	beforeNumber: `
		c para paras par pars no nos art arts res resol rev add corr vol vols p pp pg ch chap sec sect secs fig figs app ann
		doc docs op cit ibid n nn ed eds tab ex sess mtg cl reg regs
		jan feb mar apr jun jul aug sep sept oct nov dec
		párr párrs núm núms nº num cap
		ст п пп ч гл рез док стр с т тт разд подп абз рис табл ум род`,
	beforeName: `
		u.s u.k u.n e.u u.s.a u.s.s.r d.c p.r a.m p.m inc ltd co corp bros jr dept govt univ intl assn natl
		uu aa jj rr.ee ud uds
		г гг в вв им тыс млн млрд руб долл`,
	listEnds: `etc al т.д т.п др пр`,
})

func abbreviationTable(classes map[abbreviation]string) map[string]abbreviation {
	table := map[string]abbreviation{}
	for class, words := range classes {
		for word := range wordSet(words) {
			table[word] = class
		}
	}
	return table
}

// starters begin sentences and hardly ever a name: after "in the U.S." they
// tell that a new sentence began.
var starters = wordSet(`
	The We It This That These Those They He She I In On At As But And However Our My If When While For With There Their Its
	His Her You Your Let Such Now Then Today Yet So Also Moreover Furthermore Finally Since From Through After Before Despite
	Although Though Nevertheless Nonetheless Therefore Thus Indeed Only Any All Each Every Some Many Most Both Here What Who
	Why How Where Which Once Until Unless Because Given Thank Likewise Similarly Meanwhile Additionally Consequently Hence
	Instead Rather Still Having Being Regarding Concerning To By Nor Neither Otherwise
	El La Los Las Una En Es Este Esta Estos Estas Por Para Con Sin Como Nuestro Nuestra Nuestros Nosotros Asimismo Además
	Se Lo Del Pero También Cuando Si Así
	Le Les Un Une Des Nous Notre Nos Il Elle Ils Elles Ce Cette Ces Dans Pour Par Avec Mais Cependant Toutefois Enfin Ainsi Je
	В Во Мы Это Эта Этот Эти На Он Она Они Но И А Кроме Однако При По С Со За Для Так Также Тем Наша Наш Наши Если Когда Как Из
	К Мне Нам Все Вместе Поэтому Именно Сегодня Считаем Исходим Полагаем Призываем Благодарю`)
