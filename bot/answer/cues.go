package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cueClass says how a word turns the sense of the sentence that it stands in.
type cueClass int

const (
	negation  cueClass = iota // not, never, without
	refusal                   // oppose, reject, against
	condition                 // if, unless, only, could: what makes a position smaller than it looks
	reported                  // some States say, so-called: the speaker tells of others
)

// cue is one such word or phrase in a text.
type cue struct {
	class cueClass
	word  string // as it stands in the table
	at    int    // index into the text's words
	n     int    // words it takes
}

// cueTable lists the words by class, lower-case; a * stands for any ending.
// The lists err on the side of finding too much: a cue that a draft leaves out
// makes the gate show the whole sentence, which is never wrong.
var cueTable = map[cueClass]string{
	negation: "non-*|not|no|never|nor|neither|none|nothing|nobody|nowhere|cannot|without|hardly|scarcely|barely|rather than|instead of|unable|unwilling|far from|*n't|" +
		"ne|pas|jamais|aucun*|rien|sans|ni|non|personne|nullement|" +
		"nunca|jamás|ningun*|ningún|nada|sin|tampoco|nadie|" +
		"не|нет|ни|никогда|без|нельзя|никак*|нисколько|никто|ничего|невозможно",
	refusal: "oppos*|reject*|refus*|deny|denies|denied|denying|denial*|object to|objects|objected|objecting|objection*|disagree*|condemn*|declin*|against|" +
		"prohibit*|ban|bans|banned|banning|forbid*|exclud*|prevent*|dismiss*|disput*|unacceptable|reluctan*|avoid*|refrain*|abstain*|" +
		"fail to|fails to|failed to|failure to|lack|lacks|lacked|lacking|unfounded|untrue|false|wrong|mistaken|hostile to|regret*|deplor*|resist*|veto*|block|blocks|blocked|blocking|abolish*|abandon*|withdraw*|stop|stops|stopped|halt*|" +
		"refuse*|rejett*|oppose*|contre|interdi*|inacceptable*|condamn*|désaccord*|" +
		"rechaz*|opon*|opuso|niega*|contra|prohíb*|inaceptable*|conden*|desacuerdo*|" +
		"против|отверга*|отказ*|отклон*|осужда*|осуди*|неприемлем*|возража*|запрещ*|недопустим*",
	condition: "if|unless|provided|providing|on condition|on the condition|subject to|except|excepting|until|only|as long as|so long as|in case|whether|contingent|" +
		"as appropriate|where appropriate|where necessary|could|might|may|perhaps|possibly|would|but|however|although|though|yet|conditional*|unlikely|premature|" +
		"si|sauf|à condition|pourvu|sous réserve|seulement|uniquement|jusqu'à|mais|pourrait*|peut-être|toutefois|cependant|" +
		"salvo|excepto|siempre que|a condición|sólo|solo|solamente|únicamente|hasta que|pero|podría*|quizá*|tal vez|sin embargo|" +
		"если|кроме|только|лишь|при условии|до тех пор|пока|но|однако|возможно|мог бы|могли бы|может быть|хотя",
	reported: "some states|certain states|other states|some countries|certain countries|other countries|some delegations|certain delegations|other delegations|" +
		"some argue|some claim|some say|some believe|they say|they claim|they argue|claim that|claims that|claimed that|alleg*|so-called|critics|opponents|supposedly|purported*|according to|" +
		"certains états|certains pays|d'autres états|prétend*|soi-disant|selon|" +
		"algunos estados|algunos países|ciertos países|otros estados|pretend*|supuest*|llamad*|según|" +
		"некоторые государства|некоторые страны|отдельные страны|якобы|так называем*|утвержда*|по мнению",
}

// spacelessCues are looked for anywhere in texts of scripts that write no
// spaces, and as clitics or words in Arabic.
var spacelessCues = map[cueClass][]string{
	negation:  {"不", "没", "無", "无", "未", "非"},
	refusal:   {"反对", "拒绝", "谴责", "禁止"},
	condition: {"如果", "除非", "只有", "但", "可能", "倘若"},
	reported:  {"一些国家", "某些国家", "有的国家", "所谓"},
}

var arabicCues = map[cueClass]string{
	negation:  "لا|لم|لن|ليس|ليست|ما|غير|دون|بدون|عدم|ولا|ولم|ولن|وليس",
	refusal:   "نرفض|ترفض|يرفض|رفض|نعارض|تعارض|يعارض|ضد|ندين|تدين|يدين",
	condition: "إذا|إلا|شريطة|بشرط|فقط|لكن|ولكن|ربما|قد|حتى|لو",
	reported:  "بعض الدول|بعض البلدان|يزعم|تزعم|المزعوم|المزعومة",
}

type cueEntry struct {
	class  cueClass
	words  []string
	source string
}

// cueIndex finds a table's phrases by their first word; those that begin or
// end in * stand apart.
var cueIndex, cuePrefixes, cueSuffixes = indexCues()

func indexCues() (byFirst map[string][]cueEntry, prefixes, suffixes []cueEntry) {
	byFirst = map[string][]cueEntry{}
	for _, table := range []map[cueClass]string{cueTable, arabicCues} {
		for class := negation; class <= reported; class++ {
			for phrase := range strings.SplitSeq(table[class], "|") {
				e := cueEntry{class, strings.Fields(phrase), phrase}
				switch first := e.words[0]; {
				case strings.HasPrefix(first, "*"):
					suffixes = append(suffixes, e)
				case len(e.words) == 1 && strings.HasSuffix(first, "*"):
					prefixes = append(prefixes, e)
				default:
					byFirst[first] = append(byFirst[first], e)
				}
			}
		}
	}
	return byFirst, prefixes, suffixes
}

// cues finds the words of a text that turn its sense.
func cues(text string) []cue {
	words := splitWords(text)
	var out []cue
	for i, w := range words {
		if w.lower == "may" && w.text == "May" && i > 0 || w.lower == "would" && i+1 < len(words) && words[i+1].lower == "like" {
			continue // the month; a courtesy
		}
		for _, e := range cueIndex[w.lower] {
			if phraseAt(words[i:], e.words) {
				out = append(out, cue{e.class, e.source, i, len(e.words)})
			}
		}
		for _, e := range cuePrefixes {
			if strings.HasPrefix(w.lower, strings.TrimSuffix(e.words[0], "*")) {
				out = append(out, cue{e.class, e.source, i, 1})
			}
		}
		for _, e := range cueSuffixes {
			if strings.HasSuffix(w.lower, strings.TrimPrefix(e.words[0], "*")) {
				out = append(out, cue{e.class, e.source, i, 1})
			}
		}
	}
	for class := negation; class <= reported; class++ {
		for _, s := range spacelessCues[class] {
			if strings.Contains(text, s) {
				out = append(out, cue{class: class, word: s, at: -1})
			}
		}
	}
	return out
}

func phraseAt(words []word, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, p := range phrase {
		if stem, open := strings.CutSuffix(p, "*"); words[i].lower != p && !(open && strings.HasPrefix(words[i].lower, stem)) {
			return false
		}
	}
	return true
}

// leftOut tells whether a text that is to be shown lacks a cue that the cited
// words have. Any negation answers for any other, since "does not" and
// "doesn't" are the same; the other classes answer word for word.
func leftOut(shown, cited string) bool {
	have := map[string]bool{}
	counts := map[cueClass]int{}
	for _, c := range cues(shown) {
		have[c.word] = true
		counts[c.class]++
	}
	need := 0
	for _, c := range cues(cited) {
		if c.class == negation {
			need++
		} else if !have[c.word] {
			return true
		}
	}
	return counts[negation] < need
}

// negationBorne tells whether each negation and refusal in a draft's own words
// is borne by the cited ones: a negation by a negation that reaches one of the
// same words, a refusal by the same word. found tells whether the cited words
// have any negation or refusal at all.
func negationBorne(own, cited, language string) (borne, found bool) {
	citedCues := cues(cited)
	citedWords, ownWords := splitWords(cited), splitWords(own)
	borne = true
	for _, c := range citedCues {
		found = found || c.class == negation || c.class == refusal
	}
	for _, o := range cues(own) {
		if o.class != negation && o.class != refusal {
			continue
		}
		ok := false
		for _, c := range citedCues {
			same := c.class == o.class && (c.class == negation || c.word == o.word)
			if same && (c.at < 0 || shareStem(reach(ownWords, o, language), reach(citedWords, c, language))) {
				ok = true
				break
			}
		}
		borne = borne && ok
	}
	return borne, found
}

// reach gives the stems of the first content words behind a cue.
func reach(words []word, c cue, language string) map[string]bool {
	const far = 7
	if c.at < 0 || c.at >= len(words) {
		return nil
	}
	var b strings.Builder
	for _, w := range words[c.at+c.n : min(len(words), c.at+c.n+far)] {
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	stems := map[string]bool{}
	for _, s := range contentStems(b.String(), language) {
		stems[s] = true
	}
	return stems
}

func shareStem(a, b map[string]bool) bool {
	for s := range a {
		if b[s] {
			return true
		}
	}
	return len(a) == 0 || len(b) == 0
}

// word is a word of a text: letters, digits, marks, with the apostrophes and
// hyphens inside it.
type word struct {
	text, lower string
	start, end  int
	opens       bool // first of its sentence, or behind an opening mark
}

// splitWords finds the words of a text, in order.
func splitWords(text string) []word {
	var out []word
	opens := true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			if strings.ContainsRune(".!?:;\n\"“«„(。！？؟•", r) {
				opens = true
			}
			i += size
			continue
		}
		end := i + size
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if wordRune(r) {
				end += size
				continue
			}
			if next, _ := utf8.DecodeRuneInString(text[end+size:]); strings.ContainsRune("'’-‐‑", r) && wordRune(next) {
				end += size
				continue
			}
			break
		}
		w := text[i:end]
		out = append(out, word{w, strings.NewReplacer("’", "'", "‐", "-", "‑", "-").Replace(strings.ToLower(w)), i, end, opens})
		opens, i = false, end
	}
	return out
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}
