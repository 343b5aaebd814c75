package answer

import (
	"strings"

	"verbatim/retrieval/corpus"
)

// ProcessName names a process for people: "OEWG 2021-2025". "other" and none
// are not named.
func ProcessName(process string) string {
	switch process {
	case "", "other":
		return ""
	case "global-mechanism":
		return "Global Mechanism"
	case "first-committee":
		return "First Committee"
	case "security-council":
		return "Security Council"
	case "general-debate":
		return "General Debate"
	}
	group, years, _ := strings.Cut(process, "-")
	return strings.TrimSpace(strings.ToUpper(group) + " " + years)
}

// TranslationWords says whose words a text in another language has, in answers
// and citations alike; "" for an original.
func TranslationWords(s *corpus.Statement) string {
	switch s.Translation {
	case "official":
		return "official translation"
	case "interpretation":
		return "as interpreted"
	case "machine":
		return "machine translation"
	}
	return ""
}

// LanguageName names a language in English; one that is not among those of the
// United Nations, by its code.
func LanguageName(code string) string {
	if name := languageNames[code]; name != "" {
		return name
	}
	return "“" + code + "”"
}

// OriginalWords says of a translation that its original is held, and as what: its
// words are the ones to quote. "" for all else.
func OriginalWords(s *corpus.Statement) string {
	if s.Original == nil {
		return ""
	}
	return "the original, in " + LanguageName(s.Original.Language) + ", is held as " + s.Original.ID
}
