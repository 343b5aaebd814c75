package answer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// A delegation's statements may differ over time. The answer shows the older
// and the newer sentence, each with its day, and declares no turn.

var (
	// asksNow finds that a question asks how things stand at present.
	asksNow = regexp.MustCompile(`(?i)[^,.;:]\s+(?:now|today|nowadays)(?:[^\pL]|$)|(?:^|[^\pL])(?:current(?:ly)?|presently|at present|at the moment|still|latest|newest|most recent(?:ly)?|` +
		`actuels?|actuelles?|actuellement|aujourd['’]hui|maintenant|toujours|encore|derniers?|dernières?|` +
		`actual(?:es|mente)?|ahora|hoy|todavía|aún|sigue|últim[oa]s?|` +
		`сейчас|теперь|сегодня|нынешн\pL+|текущ\pL+|в настоящее время|по-прежнему|последн\pL+|` +
		`الآن|اليوم|حاليا|حالياً|الحالي|الحالية|الراهن|الراهنة|ما زال|لا يزال|لا تزال|أحدث)(?:[^\pL]|$)|现在|目前|当前|如今|今天|仍然|仍|最新`)
	// asksOldest finds that a question asks how a position came about.
	asksOldest = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:chang(?:e|es|ed|ing)|evol(?:ve|ves|ved|ving|ution)|shift(?:s|ed|ing)?|over time|over the years|histor(?:y|ical(?:ly)?)|develop(?:ed|ment) of (?:its|the|their) position|earliest|when did \S+(?: \S+){0,3} first|first (?:say|said|state|stated|propose|proposed|call|called|speak|spoke|mention|mentioned|raise|raised|support|supported)|` +
		`changé|évolu\pL+|au fil du temps|pour la première fois|cambi(?:ó|ado|aron)|evolu\pL+|por primera vez)|измен\pL+|эволюц\pL+|впервые|تغير|تطور|لأول مرة|变化|改变|演变|首次|第一次`)
)

// newerWeight is added to a sentence of the newest statement where a question
// asks of now; of older ones the less, the older they are.
const newerWeight = 0.10

// modals are the words that tell a duty from a wish, besides the cues.
var modals = wordSet("should must shall will can need needs ought devrait devraient doit doivent debe deben debería deberían должен должна должны следует")

// turned tells whether two sentences that are near in meaning differ in what
// decides a position: negations, refusals, conditions, duties or numbers.
func turned(a, b string) bool {
	return !slices.Equal(turns(a), turns(b))
}

// turns lists what decides the position of a sentence, in order of the alphabet.
// A negation counts by how often it stands, since "does not" and "doesn't" are
// the same.
func turns(text string) []string {
	var out []string
	for _, c := range cues(text) {
		if c.class == negation {
			c.word = "not"
		}
		out = append(out, c.word)
	}
	for _, w := range splitWords(text) {
		if modals[w.lower] {
			out = append(out, w.lower)
		}
	}
	out = append(out, numbersIn(text)...)
	slices.Sort(out)
	return out
}

// changed tells whether two sentences are of different statements and differ in
// what decides a position, so that neither says the other again.
func changed(c, o *candidate) bool {
	a, b := c.passage.Passage.Statement, o.passage.Passage.Statement
	return a != b && turned(c.span.In(a.Text), o.span.In(b.Text))
}

// preferNewer adds to the scores of newer statements, voice by voice.
func preferNewer(cands []*candidate) {
	days := map[string][]time.Time{}
	for _, c := range cands {
		st := c.passage.Passage.Statement
		if voice := voiceOf(st); !slices.ContainsFunc(days[voice], st.Date.Equal) {
			days[voice] = append(days[voice], st.Date)
		}
	}
	for _, all := range days {
		slices.SortFunc(all, time.Time.Compare)
	}
	for _, c := range cands {
		st := c.passage.Passage.Statement
		all := days[voiceOf(st)]
		at := slices.IndexFunc(all, st.Date.Equal)
		c.score += newerWeight * float64(at) / float64(max(1, len(all)-1))
	}
}

// endsFirst moves to the front, for each voice, the best sentence of its newest
// and that of its oldest day among those that are near enough to its best one,
// so that neither is crowded out by what stands between. The sentences come by
// score.
func endsFirst(ranked []*candidate, near func(*candidate) bool) []*candidate {
	newest, oldest := map[string]*candidate{}, map[string]*candidate{}
	for _, c := range ranked {
		st := c.passage.Passage.Statement
		if !near(c) || st.Date.IsZero() {
			continue
		}
		voice := voiceOf(st)
		if n := newest[voice]; n == nil || st.Date.After(n.passage.Passage.Statement.Date) {
			newest[voice] = c
		}
		if o := oldest[voice]; o == nil || st.Date.Before(o.passage.Passage.Statement.Date) {
			oldest[voice] = c
		}
	}
	isEnd := func(c *candidate) bool {
		voice := voiceOf(c.passage.Passage.Statement)
		return newest[voice] == c || oldest[voice] == c
	}
	var ends, rest []*candidate
	for _, c := range ranked {
		if isEnd(c) {
			ends = append(ends, c)
		} else {
			rest = append(rest, c)
		}
	}
	return append(ends, rest...)
}

// dayNotices tells how new the newest statement is where a question asks of
// now, and that the sentences of one delegation are of different days.
func (e *Engine) dayNotices(x *retrieval.Index, u Understood, a *Answer) []string {
	var out []string
	if asksNow.MatchString(u.Question) {
		out = e.newestHeld(x, u)
	}
	days := map[string]time.Time{}
	for _, p := range a.Points {
		voice := voiceOf(&corpus.Statement{By: p.By, OnBehalf: p.OnBehalf})
		if p.By == "" || p.Date.IsZero() {
			continue
		}
		if day, ok := days[voice]; ok && !day.Equal(p.Date) {
			return append(out, "The sentences are of different days; each stands for its day.")
		}
		days[voice] = p.Date
	}
	return out
}

// newestHeld says of what day the newest statement is that is held by each
// delegation asked, or by anybody where none is.
func (e *Engine) newestHeld(x *retrieval.Index, u Understood) []string {
	if len(u.States) == 0 {
		if to := x.Held(u.quotable()).To; !to.IsZero() {
			return []string{fmt.Sprintf("The newest statement that is held is of %s.", to.Format("2 January 2006"))}
		}
		return nil
	}
	var out []string
	for _, code := range u.States {
		held, aligned := e.voiced(x, withVoice(u.quotable(), code), code)
		if held.To.IsZero() || aligned {
			continue
		}
		whose := "by"
		if slices.ContainsFunc(held.By, func(by string) bool { return by != code }) {
			whose = "by or on behalf of"
		}
		out = append(out, fmt.Sprintf("The newest statement %s %s that is held is of %s.", whose, e.name(code), held.To.Format("2 January 2006")))
	}
	return out
}

// byDay orders days as a question asks for them: the newest first, or the
// oldest where it asks how a position came about.
func byDay(question string, a, b time.Time) int {
	if asksOldest.MatchString(question) && !asksNow.MatchString(question) {
		return a.Compare(b)
	}
	return cmp.Compare(0, a.Compare(b))
}
