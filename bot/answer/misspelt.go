package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// A name that nobody bears is not passed over: without it the question would be
// answered with the words of others. What it may be meant for is asked, and
// nothing is answered for a State that was guessed.

// misspeltIn lists the stretches of a question that are nearly a State's name.
func misspeltIn(states *corpus.States, u Understood) []corpus.Misspelling {
	if states == nil {
		return nil
	}
	return states.Misspelt(u.Question, u.Language == "en" || u.Language == "")
}

// unknownNames says of each name in the question that nobody bears who may be
// meant, and of one whose words are asked for that nothing is known of it.
func (e *Engine) unknownNames(x *retrieval.Index, u Understood) []string {
	var out []string
	near := misspeltIn(e.States, u)
	for _, m := range near {
		var names []string
		for _, name := range m.Names {
			names = append(names, withArticle(name))
		}
		out = append(out, fmt.Sprintf("No State or group is called “%s” here: did you mean %s?", m.In(u.Question), either(names)))
	}
	if e.States == nil {
		return out
	}
	known := mentions(e.States, loud(e.States, u.Question))
	offices := officeNames.FindAllStringIndex(u.Question, -1)
	for _, at := range voicePlaces(u.Question, u.draft != nil) {
		name := at.In(u.Question)
		switch {
		case slices.ContainsFunc(near, func(m corpus.Misspelling) bool { return m.Overlaps(at) }),
			slices.ContainsFunc(known, func(m corpus.Mention) bool { return at.Overlaps(corpus.Span{Start: m.Start, End: m.End}) }),
			slices.ContainsFunc(offices, func(o []int) bool { return at.Overlaps(corpus.Span{Start: o[0], End: o[1]}) }),
			len(topicsOf(name)) > 0, e.occurs(x, u, name):
			continue
		}
		out = append(out, fmt.Sprintf("No State or group is called “%s” here, and the name does not stand in what is held.", name))
	}
	return out
}

func either(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

const properNames = `(\p{Lu}\p{Ll}{3,}(?:[ -](?:of )?\p{Lu}\p{Ll}+){0,2})`

const voiceVerb = `(?:ever |also |really |first |now |both |all )*(?:sa(?:y|id)|think|thought|stated?|proposed?|support(?:ed)?|opposed?|want(?:ed)?|argued?|believed?|call(?:ed)?|stand|see|accept(?:ed)?|reject(?:ed)?|agreed?|mention(?:ed)?|regard|view|sign(?:ed)?|vote[d]?|leave|join(?:ed)?)\b`

// voiceSays, voiceListed, voiceCompared, voiceAfter and voiceOwns find a name where
// a question has somebody speak.
var (
	voiceSays = regexp.MustCompile(`\b(?:[Dd]o(?:es)?|[Dd]id|[Hh]as|[Hh]ave|[Hh]ad) (?:the )?` + properNames +
		`(?: ` + voiceVerb + `|,? (?:and|or) )`)
	voiceListed   = regexp.MustCompile(`(?:,|\b(?:and|or|nor)) (?:the )?` + properNames + ` ` + voiceVerb)
	voiceCompared = regexp.MustCompile(`\b[Cc]ompare\b[^?.!]+ (?:and|with|to|versus|vs\.?) (?:the )?` + properNames + `(?:$|[?.!,]| on| about)`)
	voiceAfter    = regexp.MustCompile(`\b(?:[Aa]ccording to|[Ww]ords of|(?:[Pp]osition|[Vv]iews?|[Ss]tance|[Ss]tatements?|[Oo]pinion) (?:of|by|from)|(?:[Ww]hat|[Hh]ow) about|[Cc]ompare) (?:the )?` + properNames + `(?:$|[?.!,]| on| about| and| with| say)`)
	voiceOwns     = regexp.MustCompile(properNames + `['’]s? (?:position|views?|stance|opinion|statements?|words)\b`)
)

// The same in Russian, French and Spanish, which name the verb first.
var (
	voiceRussian     = regexp.MustCompile(`(?:^|[^\pL])(?i:говор(?:ит|ила?)|сказала?|заявила?|считает|думает|предлагает|предложила?|позици[яию]|мнению|мнение|согласно|словам) ` + properNames)
	voiceRussianSays = regexp.MustCompile(`(?:^|[^\pL])` + properNames + ` (?:говор(?:ит|ила?)|сказала?|заявила?|считает|думает|предлагает|предложила?|поддерживает|выступает)`)
	voiceFrench      = regexp.MustCompile(`(?:^|[^\pL])(?i:dit|pense|propose|selon|d['’]après|(?:position|avis|opinion) d(?:e|u)) ?(?:la |le |les |l['’])?` + properNames)
	voiceSpanish     = regexp.MustCompile(`(?:^|[^\pL])(?i:dice|dijo|piensa|opina|propone|propuso|según|(?:posición|opinión) del?) (?:la |el |los |las )?` + properNames)
)

// voiceFor finds a name in which a draft is asked for.
var voiceFor = regexp.MustCompile(`\b(?:for|by|on behalf of|in the name of) (?:the )?(\p{Lu}\p{Ll}{3,})(?:$|[?.!,]| on | about )`)

// voicePlaces lists where a question has somebody speak who is called by a name.
func voicePlaces(text string, draft bool) []corpus.Span {
	var out []corpus.Span
	places := []*regexp.Regexp{voiceSays, voiceListed, voiceCompared, voiceAfter, voiceOwns, voiceRussian, voiceRussianSays, voiceFrench, voiceSpanish}
	if draft {
		places = append(places, voiceFor)
	}
	for _, re := range places {
		for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
			at := corpus.Span{Start: m[2], End: m[3]}
			if !notNames[firstOf(at.In(text))] && !slices.ContainsFunc(out, at.Overlaps) {
				out = append(out, at)
			}
		}
	}
	return out
}

func firstOf(text string) string {
	word, _, _ := strings.Cut(strings.ToLower(text), " ")
	return word
}

// notNames are words with a capital that begin the name of no State.
var notNames = wordSet("anyone anybody everyone everybody someone somebody nobody they both most many some all each any other others what which who does have this that these those states state countries country delegations delegation article ambassador president minister chair chairman secretary general mister working global open-ended first second third committee assembly council group experts member members small large western eastern northern southern european african asian latin arab " +
	"рабочая группа председатель генеральный генеральная генеральной глобальный глобального механизм совет совета устав устава уставу уставом статья статье статьи резолюция резолюции доклад доклада докладу международному господин госпожа международное международного организация организации секретариат секретариата государства государств страны делегация делегации посол посла министр министра представитель представителя первый первого объединенные объединенных программа " +
	"groupe président présidente assemblée conseil secrétaire secrétariat charte nations mécanisme états état union programme ambassadeur ministre représentant monsieur madame article résolution rapport " +
	"grupo presidente presidenta asamblea consejo secretario secretaría carta naciones mecanismo estados estado unión programa embajador ministro representante señor señora artículo resolución informe")

// occurs tells whether a name stands in what is held, or in what is known of it.
func (e *Engine) occurs(x *retrieval.Index, u Understood, name string) bool {
	return slices.ContainsFunc(x.StatementsOf(u.all()), func(st *corpus.Statement) bool {
		return strings.Contains(st.Text, name) || strings.Contains(st.Speaker, name) || strings.Contains(st.Office, name) || strings.Contains(st.Title, name) || strings.Contains(st.Venue, name)
	})
}
