package corpus

import (
	"regexp"
	"slices"
	"strings"
)

// The floor: what whoever presides says of who speaks next.

// call is a hand-over of the floor: "I give the floor to Freedonia, to be
// followed by Sylvania".
type call struct {
	to   callee
	next []callee
}

// callee is somebody who is called upon.
type callee struct {
	codes  []string // the voices that the words name, whether to speak or to be spoken for
	one    string   // who speaks, where that is certain
	behalf []string // for whom
}

// named tells whether the words name anybody at all.
func (c callee) named() bool { return len(c.codes) > 0 }

var (
	floorTo = regexp.MustCompile(`(?i)\b(?:giv(?:e|ing)|pass(?:ing)?|hand(?:ing)?|offer(?:ing)?|turn(?:ing)?|yield(?:ing)?)(?: (?:back|over|now|you))* the floor(?: (?:back|over|now|once again|again|first|next))* to |\bthe floor (?:now )?(?:goes|is given|will be given)(?: now| next)? to |\bnext speaker(?: on (?:the|my|our) list)?,? (?:is|will be|is going to be) |\b(?:doy|cedo|ofrezco) la palabra (?:al? |a la |a los )|\btiene la palabra |\b(?:je )?(?:donne|passe|cède) la parole (?:à |au |aux )|\bla parole est (?:à |au |aux )`)
	// callOn: delegations call on others too, but to do something
	callOn  = regexp.MustCompile(`(?i)\bI (?:shall |will |would like to |should like to |now |then |first |next |therefore )*(?:call (?:up)?on|recogni[sz]e|invite) `)
	toDo    = regexp.MustCompile(`(?i) to (\p{L}+)| (?:not|that|for its|for their|as) `)
	toFloor = regexp.MustCompile(`(?i)^(.{2,120}?),? (?:you (?:now )?have the floor|the floor is yours|has the floor|you may (?:proceed|speak|take the floor))\b`)
	please  = regexp.MustCompile(`(?i)^(?:(?:so|now|next|then|and|ok|okay|thank you|thanks|well),? )*(.{2,60}?),? please(?: go ahead| proceed| take the floor)?[.!]?$`)
	inTurn  = regexp.MustCompile(`(?i)^(.{2,60}?,? to be followed by .{2,200})$`)
	yours   = regexp.MustCompile(`(?i)^(?:you (?:now )?have the floor|the floor is yours|please go ahead|go ahead, please)\b`)

	followed = regexp.MustCompile(`(?i),? *(?:and |then |to be |will be |who will be )*(?:followed by|and then|, then|after which|after that|suivie? (?:de|par)|seguid[oa] (?:de|por)) *`)
	// notYet: the sentence speaks of a floor that is not given with it
	notYet = regexp.MustCompile(`(?i)\b(?:before|until|unless|if|when|whether|after|once|not|cannot|unable|later|earlier|would have|could have|like you to|ask(?:ed|s)? (?:me |you |us )?(?:to|for)|request(?:ed|s)?)\b`)
)

// handOver reads the hand-over in a sentence.
func (s *States) handOver(sentence string) (call, bool) {
	if len(sentence) > 1200 || !floorWord.MatchString(sentence) {
		return call{}, false
	}
	if at := floorTo.FindStringIndex(sentence); at != nil {
		if notYet.MatchString(sentence[:at[0]]) {
			return call{}, false
		}
		return s.calls(sentence[at[1]:])
	}
	if at := callOn.FindStringIndex(sentence); at != nil && !notYet.MatchString(sentence[:at[0]]) {
		rest := sentence[at[1]:]
		if g := toDo.FindStringSubmatch(rest); g != nil && !turnWords[strings.ToLower(g[1])] {
			return call{}, false
		}
		return s.calls(rest)
	}
	for _, form := range []*regexp.Regexp{toFloor, please, inTurn} {
		if g := form.FindStringSubmatch(sentence); g != nil {
			if c, ok := s.calls(g[1]); ok && len(c.to.codes) == 1 {
				return c, true
			}
		}
	}
	return call{}, false
}

var floorWord = regexp.MustCompile(`(?i)\bfloor\b|next speaker|\bI\b.*\b(?:call (?:up)?on|recogni[sz]e|invite)\b|la palabra|la parole|\bplease\b|to be followed`)

// turnWords are what somebody is called upon to do by whoever presides.
var turnWords = wordSet(`speak take introduce make deliver present address exercise respond reply be`)

// calls reads who is called upon, one after another.
func (s *States) calls(words string) (call, bool) {
	pieces := followed.Split(words, 6)
	c := call{to: s.callee(pieces[0])}
	for _, p := range pieces[1:] {
		c.next = append(c.next, s.callee(p))
	}
	return c, c.to.named()
}

func (s *States) callee(words string) callee {
	var c callee
	speaker := words
	if at := onBehalf.FindStringIndex(words); at != nil {
		speaker = words[:at[0]]
	} else if at := speakingFor.FindStringIndex(words); at != nil {
		speaker = words[:at[0]]
	}
	doubtful := false
	var own []string
	for _, m := range s.Find(words) {
		codes := m.Candidates
		if m.Code != "" {
			codes = []string{m.Code}
		}
		if m.NoDelegation {
			doubtful = true
		}
		for _, code := range codes {
			if !slices.Contains(c.codes, code) {
				c.codes = append(c.codes, code)
			}
		}
		switch {
		case m.Start >= len(speaker):
			if m.Code != "" && !slices.Contains(c.behalf, m.Code) {
				c.behalf = append(c.behalf, m.Code)
			}
		case m.Code == "":
			doubtful = true
		case !slices.Contains(own, m.Code):
			own = append(own, m.Code)
		}
	}
	if len(own) == 1 && !doubtful {
		c.one = own[0]
		c.behalf = slices.DeleteFunc(c.behalf, func(code string) bool { return code == c.one })
	}
	return c
}

var speakingFor = regexp.MustCompile(`(?i)\b(?:speaking for|in (?:its|his|her) capacity as|to (?:introduce|speak|deliver|make|present|respond|exercise|reply)|who (?:will|is|has)|for (?:its|his|her|a|the))\b`)

// toChair: the sentence speaks to whoever presides, as they themselves do not.
var toChair = regexp.MustCompile(`(?i)^[\W_]*(?:(?:i |we )?(?:also |wish to |would like to |let me )?(?:thank you|thanks|many thanks|merci|gracias|muchas gracias|obrigad[oa])(?:[^.!?\n]|\b(?:mr|mrs|ms|mme|sr|sra|dr|h\.e|amb)\.){0,40}?\b(?:chair(?:man|person|woman)?|president|presidente|presidenta|président|présidente)\b|(?:mr|mister|madame?|mdm|ms|mme|monsieur le|madame la|señora?|sr|sra|distinguished|dear|honou?rable|excellency)\.?,? (?:le |la )?(?:chair(?:man|person|woman)?|president|presidente|presidenta|président|présidente)\b|(?:chair(?:man|person|woman)?|president), )|^[\W_]*(?:спасибо|благодар\p{L}*)?[\s,]*(?:г-н|г-жа|господин|госпожа|уважаем\p{L}+ г\p{L}*)\s+председател|^(?:谢谢)?主席(?:先生|女士)|^(?:شكرا |شكراً )?(?:السيد|سيدي|السيدة) الرئيس`)

// thanksTo gives the words after the thanks with which a sentence begins: those
// who are thanked come first in them.
func thanksTo(sentence string) (rest string, ok bool) {
	at := thanksFirst.FindStringIndex(sentence)
	if at == nil {
		return "", false
	}
	return strings.TrimSpace(sentence[at[1]:]), true
}

var thanksFirst = regexp.MustCompile(`(?i)^[\W_]*(?:(?:and |so |well,? |ok,? |okay,? )?(?:i |we )?(?:would like to |wish to |want to |also )*(?:thank(?:s| you)?|merci|gracias)(?: very much| so much| indeed| kindly| again)?[, ]*(?:to )?(?:the )?(?:distinguished |esteemed |honou?rable )?(?:(?:representative|delegate|delegation|ambassador|colleague|speaker|minister)s?(?: (?:of|from|for))?)? ?(?:the )?)`)
