package answer

import "strings"

// topics are the pillars of the processes (resolution 75/240, paragraph 1, and
// the OEWG's agenda item 5) and two that questions touch besides, with the
// words by which a question shows that it means them. Keys are those of the
// catalogue of sources.
var topics = []struct {
	key   string
	words string // lower-case beginnings of phrases
}{
	{"threats", "threat|ransomware|malware|malicious|attack|incident|data security|critical infrastructure|artificial intelligence|quantum|cybercrime|угроз|menace|amenaza|威胁|التهديد"},
	{"norms", "norm |norms |normative|rules of behavio|responsible behavio|responsible state behavio|code of conduct|due diligence|supply chain|vulnerabilit|норм|правила поведения|norme|normas|规范|القواعد"},
	{"international-law", "international law|humanitarian law|ihl|un charter|charter of the united nations|legally binding|treaty|convention|sovereignty|self-defence|self-defense|use of force|countermeasure|state responsibility|attribution|международн|droit international|derecho internacional|国际法|القانون الدولي"},
	{"cbms", "confidence-building|confidence building|cbm|points of contact|point of contact|poc directory|мер доверия|меры доверия|mesures de confiance|fomento de la confianza|建立信任|بناء الثقة"},
	{"capacity-building", "capacity-building|capacity building|capacity|assistance|digital divide|developing countr|наращивани|renforcement des capacités|creación de capacidad|能力建设|بناء القدرات"},
	{"institutional-dialogue", "institutional dialogue|regular dialogue|programme of action|program of action|poa|global mechanism|permanent mechanism|future mechanism|new oewg|oewg be|subgroup|institutionnel|institucional|институционал|机制对话|المؤسسي"},
	{"modalities", "modalit|consensus|voting|vote|stakeholder|agenda|chair|organization of work|organisation of work|subgroup|thematic group|observer|veto|visa|модальност|modalidad|консенсус"},
}

// topicsOf lists the keys of the topics that a question touches.
func topicsOf(question string) []string {
	text := " " + strings.Join(strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return strings.ContainsRune(" \t\n?!.,;:()\"“”", r) }), " ") + " "
	out := []string{}
	for _, t := range topics {
		for w := range strings.SplitSeq(t.words, "|") {
			if strings.Contains(text, " "+w) || w[0] >= 0x80 && strings.Contains(text, w) {
				out = append(out, t.key)
				break
			}
		}
	}
	return out
}
