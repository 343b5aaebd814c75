package corpus

import "strings"

// How sentences begin that take back, narrow or disown what was said just
// before them. Small letters, straight apostrophes; each ends at a word's end.
// A sentence too many is shown where one of these is used otherwise; one too
// few would turn a position round.

// conditions narrow: what stands before holds only if they do.
var conditions = beginnings(`
	provided that | provided, | but only | only if | only when | only on condition | unless | except | excepting | with the exception
	subject to | on condition | on the condition | on the understanding | however, only | however, this | however, that | however, it must
	however, we | however, our support | as long as | so long as | if not, | save for
	à condition | sous réserve | sauf | à moins | mais seulement | uniquement si | seulement si | à l'exception | toutefois, seul | pourvu que
	siempre que | siempre y cuando | a condición | con la condición | salvo | excepto | a menos | pero solo | pero sólo | solo si | sólo si
	sin embargo, solo | sin embargo, sólo | con excepción
	при условии | но только | только если | только при | если только | за исключением | кроме случаев | однако только | однако лишь | с оговоркой
	前提是 | 但前提 | 除非 | 但仅 | بشرط | شريطة | إلا إذا | ما لم`)

// denials disown: what stands before is not meant, not true or not accepted.
var denials = beginnings(`
	this does not | that does not | it does not mean | this is not | that is not | these are not | those are not | this was not | this cannot
	that cannot | but this is not | but that is not | but this does not | but that does not | but it is not | which is not | this should not be
	we disagree | we strongly disagree | we do not agree | we do not share | we do not accept | we do not support this | we do not support that
	we do not believe so | we do not think so | we don't agree | we cannot agree | we cannot accept | we cannot support this | we can not accept
	we reject | we categorically reject | we firmly reject | we strongly reject | we oppose this | we oppose that | we oppose such | i disagree
	i do not agree | i reject | nothing could be further | this is false | this is wrong | this is untrue | this is unacceptable | this is absurd
	this is conditional | that is conditional | this comes with | with one caveat | with a caveat | with the caveat | with one reservation
	with this caveat | such was | such were | such is the | such are the | so they say | so we are told | so we were told | so goes | or so | not that
	those were the words | these were the words | those are the words | these are the words | that was the | that is what | this is what
	end of quote | end of quotation | end quote | unquote | close quote | fin de citation | fin de la cita | fin de cita | конец цитаты
	this is misleading | this is a mistake | this is a lie | that is false | that is wrong | that is untrue | that is unacceptable | that is a lie
	it is false | it is wrong | they are wrong | he is wrong | such claims | these claims | such allegations | these allegations | such an approach is
	this approach is | this argument is | this view is | on the contrary | quite the contrary | quite the opposite | far from it | not so | wrong | nonsense
	such a reading | such an interpretation | this interpretation | nor do we | neither do we
	cela ne | ce n'est pas | tel n'est pas | nous ne partageons pas | nous ne sommes pas d'accord | nous rejetons | nous n'acceptons pas | nous réfutons
	c'est faux | c'est inacceptable | il n'en est rien | au contraire | bien au contraire
	esto no | eso no | ello no | no es así | no estamos de acuerdo | no compartimos | no aceptamos | rechazamos | no podemos aceptar | es falso
	eso es falso | esto es falso | es inaceptable | esto es inaceptable | nada más lejos | al contrario | por el contrario
	это не | это вовсе не | это отнюдь не | мы не согласны | мы с этим не согласны | не согласны | мы не разделяем | мы отвергаем | мы не принимаем
	мы не можем согласиться | мы не поддерживаем | это неправда | это ложь | это неприемлемо | это недопустимо | это ошибочно | это ошибочный | ничего подобного | напротив
	это неверно | с этим нельзя согласиться | такой подход неприемлем
	这不 | 这并不 | 我们不同意 | 我们反对 | 我们不接受 | 恰恰相反 | وهذا لا | هذا لا | نحن نرفض | نرفض | وهذا غير | لا نوافق`)

// turns set something against what stands before.
var turns = beginnings(`
	but | however | yet | nevertheless | nonetheless | still | that said | at the same time | having said that | this said | on the other hand
	even so | at least | only | provided | until | though | although | conversely | by contrast | in contrast | regrettably | unfortunately
	alas | then again | in reality | in fact | in truth | the reality | the truth | all the same | instead
	mais | toutefois | cependant | néanmoins | en revanche | pourtant | malheureusement | or, | en réalité | cela dit | ceci dit | encore faut-il
	pero | sin embargo | no obstante | ahora bien | con todo | en cambio | aun así | dicho esto | lamentablemente | en realidad | mas
	но | однако | тем не менее | при этом | вместе с тем | в то же время | впрочем | хотя | зато | увы | на деле | на самом деле | к сожалению
	但 | 然而 | 不过 | 可是 | 与此同时 | 只是 | 尽管如此 | 遗憾的是 | 事实上
	لكن | ولكن | غير أن | إلا أن | بيد أن | ومع ذلك | مع ذلك | على أن | وفي الوقت نفسه | في الوقت نفسه`)

// suppositions make what comes next an assumption, not an assertion.
var suppositions = beginnings(`
	imagine | suppose | supposing | assume | assuming | let us imagine | let us suppose | let us assume | let us pretend | let's imagine
	let's suppose | let's assume | let's say | let us say | picture | pretend | what if | hypothetically | take a hypothetical
	imaginons | imaginez | supposons | supposez | admettons | imaginemos | imaginen | imaginese | imagínense | supongamos | supongan
	представим | представьте | предположим | допустим | вообразим | вообразите | 假设 | 假如 | 假定 | 设想 | 想象 | لنفترض | لنتخيل | تخيلوا | تصوروا | افترضوا`)

// refusals answer a question that stands before them.
var refusals = beginnings(`
	no | not at all | absolutely not | certainly not | of course not | never | not really | hardly | by no means | definitely not | clearly not
	non | pas du tout | certainement pas | jamais | en absoluto | claro que no | por supuesto que no | jamás | nunca
	нет | вовсе нет | конечно, нет | разумеется, нет | отнюдь | никогда | ни в коем случае | 不 | 不是 | 绝不 | لا | كلا`)

// takesBack tells whether a sentence takes back what stands before it. asked
// says that a question does.
func takesBack(sentence string, asked bool) bool {
	head := headOf(sentence)
	return conditions.begin(head) || denials.begin(head) || asked && refusals.begin(head) || denies(sentence)
}

// headOf gives how a sentence begins, in the tables' spelling.
func headOf(sentence string) string {
	head := strings.TrimLeft(sentence[:min(len(sentence), 96)], "\"'“‘«([—–>* ")
	return strings.ReplaceAll(strings.ToLower(head), "’", "'")
}

// beginningTable holds phrases by their first two bytes, so that most
// sentences are compared with none.
type beginningTable map[string][]string

func beginnings(table string) beginningTable {
	t := beginningTable{}
	for _, line := range strings.Split(table, "\n") {
		for _, phrase := range strings.Split(line, "|") {
			if phrase = strings.TrimSpace(phrase); phrase != "" {
				key := phrase[:min(2, len(phrase))]
				t[key] = append(t[key], phrase)
			}
		}
	}
	return t
}

func (t beginningTable) begin(s string) bool {
	for _, phrase := range t[s[:min(2, len(s))]] {
		if rest, ok := strings.CutPrefix(s, phrase); ok && (rest == "" || !startsLetter(rest) || caselessStart(phrase)) {
			return true
		}
	}
	return false
}

// caselessStart tells whether a phrase is of a script that does not set spaces
// between words, so that no word's end can be asked for.
func caselessStart(phrase string) bool {
	for _, r := range phrase {
		return isWide(r)
	}
	return false
}
