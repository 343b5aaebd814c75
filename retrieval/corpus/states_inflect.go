package corpus

import "strings"

// statesInflected gives the folded forms of an adjective beside its own: the
// genders and numbers of French and Spanish, those and the cases of Russian,
// and the genders and sound plurals of Arabic.
func statesInflected(lang, name, key string) []string {
	switch lang {
	case "fr":
		return statesFrench(key)
	case "es":
		return statesSpanish(name, key)
	case "ru":
		return statesRussianForms(name)
	case "ar":
		return []string{key + "ه", key + "ون", key + "ين", key + "ات"}
	}
	return nil
}

// statesFrench inflects a masculine singular. Those whose feminine no rule
// makes (turc, grec) stand in the data with it.
func statesFrench(key string) []string {
	switch {
	case strings.HasSuffix(key, "e"):
		return []string{key + "s"}
	case strings.HasSuffix(key, "s"):
		return []string{key + "e", key + "es"}
	case strings.HasSuffix(key, "en"), strings.HasSuffix(key, "on"):
		return []string{key + "s", key + "ne", key + "nes"}
	}
	return []string{key + "s", key + "e", key + "es"}
}

// statesSpanish inflects a masculine singular; the accent that its last
// syllable has is gone in the other forms, and in all folded ones.
func statesSpanish(name, key string) []string {
	stem, o := strings.CutSuffix(key, "o")
	switch {
	case o:
		return []string{stem + "a", stem + "os", stem + "as"}
	case strings.HasSuffix(name, "í"), strings.HasSuffix(name, "ú"):
		return []string{key + "es", key + "s"}
	case strings.HasSuffix(key, "e"), strings.HasSuffix(key, "a"):
		return []string{key + "s"}
	}
	return []string{key + "a", key + "es", key + "as"}
}

// statesRussianForms declines an adjective in all genders and numbers.
func statesRussianForms(name string) []string {
	stem, ok := strings.CutSuffix(name, "ий")
	if !ok {
		return nil
	}
	var out []string
	for _, ending := range []string{"ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими"} {
		out = append(out, statesKey(stem+ending))
	}
	return out
}
