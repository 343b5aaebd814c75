package answer

import (
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval/corpus"
)

// People tell of themselves before they ask: "Hi, I'm writing a thesis and my
// professor says that ransomware matters, but anyway: what did France say on
// norms?" What they tell is not searched for, or it would be answered. A first
// sentence that carries the State ("I'm interested in France. What is its
// view?") is read into the question.

// proper gives the question in a text that begins or ends with chatter, "" where
// the text is to be read as it is.
func proper(states *corpus.States, text string) string {
	all := sentencesOf(text)
	from := slices.IndexFunc(all, func(p chat) bool { return asksInside(states, p.words) })
	if from < 0 {
		return ""
	}
	to := from
	for i := from; i < len(all); i++ {
		if asksInside(states, all[i].words) || !leavable(states, all[i].words) {
			to = i
		}
	}
	start, end := all[from].at, all[to].at+len(all[to].words)
	if between := chatterEnds(all[from].words); between > 0 {
		start += between
	}
	told, question := text[:start], turnsTo.ReplaceAllString(strings.TrimSpace(text[start:end]), "")
	if !chatter(told) && (strings.ContainsFunc(told, isWordRune) || end == len(text)) {
		return ""
	}
	return carried(states, text, told, question)
}

// carried gives the question with what it needs of the words told before it.
func carried(states *corpus.States, text, told, question string) string {
	about := placesAsked(told)
	u := read(states, Question{Text: question})
	subject := searchText(states, u)
	self := len(contentStems(subject, u.Language)) > 0
	pointsBack := backWords.MatchString(subject) && len(u.Topics) == 0
	named := mentionsIn(states, told)
	switch {
	case question == strings.TrimSpace(text) || u.draft == nil && (!self || pointsBack) || len(about) > 0 || dated.MatchString(told):
		return ""
	case len(u.States) > 0 || len(u.Ambiguous) > 0 || len(named) == 0 || asksEverybody.MatchString(question) || whoAsked.MatchString(question):
		return question
	}
	last := Turn{Question: told}
	for _, m := range named {
		if m.Code == "" || isSeat(m) {
			return "" // it is not certain who
		}
		if !slices.Contains(last.Understood.States, m.Code) {
			last.Understood.States = append(last.Understood.States, m.Code)
		}
	}
	if at := subjectPronoun.FindStringSubmatchIndex(question); at != nil {
		return nameSubject(question, at, states, last)
	}
	if at := ownerPronoun.FindStringIndex(question); at != nil {
		return question[:at[0]] + theirNames(states, last) + "'s" + question[at[1]:]
	}
	return ""
}

func mentionsIn(states *corpus.States, text string) []corpus.Mention {
	if states == nil {
		return nil
	}
	return mentions(states, loud(states, text))
}

// chat is a sentence of a text, and where it begins.
type chat struct {
	words string
	at    int
}

// sentencesOf splits a text behind the marks that end sentences, and at lines.
func sentencesOf(text string) []chat {
	var out []chat
	at := 0
	for _, m := range append(sentenceEnds.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		words := text[at:m[1]]
		lead := len(words) - len(strings.TrimLeft(words, " \t\n\r"))
		if trimmed := strings.TrimSpace(words); trimmed != "" {
			out = append(out, chat{trimmed, at + lead})
		}
		at = m[1]
	}
	return out
}

var (
	sentenceEnds = regexp.MustCompile(`\pL{2}[)"”»']*[.!?…]+[)"”»']*\s+|[。？！]+|\s*\n+\s*`)

	// clauseAsks finds where, behind a mark, a clause begins that asks. Group 1 is
	// the clause.
	clauseAsks = regexp.MustCompile(`(?i)[,;:–—-]\s+(?:(?:but|so|and|ok|okay|anyway|anyhow|now|well|then|please|pls|(?:my|the|a|here(?:'s| is)(?: my)?) question(?: is)?|mais|pero|но|а|так)[\s,:;–—-]+)*((?:in |on |by |for |to |with )?(?:what|whats|which|who|whom|whose|when|where|why|how|has|have|did|does|do|is|are|was|were|tell|show|list|give|quote|find|compare|summari[sz]e|draft|qu[e']|quel|quelle|quels|quelles|qui|quand|pourquoi|comment|est-ce|qué|cuál|cuáles|quién|cuándo|cómo|что|кто|когда|как|какова|какие|какая|почему)\s)`)

	// turnsTo finds the words with which one comes to the point.
	turnsTo = regexp.MustCompile(`(?i)^(?:(?:but|so|ok|okay|anyway|anyways|anyhow|now|well|then|in any case|to the point)[\s,:;–—-]+)+`)

	// chats finds those who talk, and what they say before and behind a question.
	chats = regexp.MustCompile(`(?i)\b(?:hi|hello|hey|dear|thanks|thank you|thx|cheers|bonjour|salut|merci|hola|gracias|good (?:morning|afternoon|evening))\b|(?:^|\s)(?:здравствуйте|привет|спасибо)(?:[^\pL]|$)|你好|谢谢|مرحبا|شكرا`)

	// smallTalk finds questions that ask nothing of a record.
	smallTalk = regexp.MustCompile(`(?i)^\W*(?:how are you|how is it going|how do you do|what['’]?s up|are you (?:there|ok|awake)|(?:can|could|may|might) i ask\b.{0,40}|(?:can|could) you help\b.{0,40}|do you have (?:a )?(?:minute|second|moment)|quick question|ça va|comment ça va|qué tal|cómo estás|как дела)\W*$`)

	backWords    = regexp.MustCompile(`(?i)\b(?:it|this|that|these|those|them|there|same|one|ones)\b`)
	ownerPronoun = regexp.MustCompile(`(?i)\b(?:its|their|his|her)\b`)
)

// chatter tells whether words tell of those who talk, or greet.
func chatter(words string) bool { return amongUs.MatchString(words) || chats.MatchString(words) }

// chatterEnds gives where in a sentence the clause begins that asks, behind a
// clause of chatter; 0 where it is all one.
func chatterEnds(sentence string) int {
	for _, m := range clauseAsks.FindAllStringSubmatchIndex(sentence, -1) {
		if chatter(sentence[:m[0]]) {
			return m[2]
		}
	}
	return 0
}

// asksInside tells whether a sentence asks something of a record.
func asksInside(states *corpus.States, sentence string) bool {
	if smallTalk.MatchString(sentence) {
		return false
	}
	at := chatterEnds(sentence)
	asks := greets.ReplaceAllString(sentence[at:], "")
	if _, drafts := draftingOf(states, asks); drafts {
		return true
	}
	return asksByMark(asks) || asksSomething.MatchString(asks)
}

// leavable tells whether a sentence behind a question is chatter that names no
// State and no topic.
func leavable(states *corpus.States, sentence string) bool {
	return chatter(sentence) && len(mentionsIn(states, sentence)) == 0 && len(topicsOf(sentence)) == 0 && !dated.MatchString(sentence)
}
