package reader

import "regexp"

// What a document says of its own making, in its head or at its foot.
const (
	Unofficial = "unofficial" // nobody's official record, such as a transcript that somebody made
	ByMachine  = "machine"    // written by a machine
)

// edgeLines is how many lines at either end of a document may hold such a
// notice. What a speaker says of machines stands between them.
const edgeLines = 6

// disclaimer finds the notice by which a document says that it is less than
// the record, "" where it has none, and whether that calls it a transcript. The
// worse of two counts.
func disclaimer(lines []line, head int) (out string, transcribed bool) {
	var edges []line
	top := 0
	for i, l := range lines {
		if i >= head {
			if l.text != "" {
				top++
			}
			if top > edgeLines/2 {
				break
			}
		}
		edges = append(edges, l)
	}
	for i, n := len(lines)-1, 0; i >= len(edges) && n < edgeLines; i-- {
		if lines[i].text != "" {
			n++
			edges = append(edges, lines[i])
		}
	}
	for _, l := range edges {
		switch {
		case len(l.text) > 600 || speaks.MatchString(l.text) || salutes(l.text):
		case diplo.MatchString(l.text):
			return ByMachine, transcribed
		case !notice.MatchString(l.text):
		case byMachine.MatchString(l.text):
			return ByMachine, transcribed
		case unofficial.MatchString(l.text):
			out, transcribed = Unofficial, transcribed || transcript.MatchString(l.text)
		}
	}
	return out, transcribed
}

var (
	// notice: the line speaks of the document, and not of a subject
	notice     = regexp.MustCompile(`(?i)^\W*(?:(?:please )?note\b|disclaimer\b|notice\b|important\b|this (?:is|was|text|transcript|summary|report|document|page|record|content|session|note|article|overview|translation|statement)\b|these (?:notes|summaries|transcripts)\b|the (?:text|transcript|summary|report) (?:above|below)\b|the (?:above|following) (?:text|transcript|summary|report)\b|(?:(?:unofficial|automatically|automatic|machine|AI|computer|auto)[- ]?)|(?:generated|produced|summari[sz]ed|transcribed|powered) (?:automatically |entirely )?(?:by|with|using)\b|not an\b)`)
	byMachine  = regexp.MustCompile(`(?i)\b(?:AI|machine|automatically|auto|computer)[- ](?:generated|made|produced|written|transcribed|summari[sz]ed)\b|\b(?:generated|produced|written|created|prepared|made|transcribed|summari[sz]ed)\b(?: \p{L}+){0,2} (?:by|with|using)(?: the (?:help|use|assistance) of)?(?: an?)?(?: \p{L}+)? ?\b(?:AI|artificial intelligence|machines?|ChatGPT|language model|speech recognition|DiploAI)\b`)
	diplo      = regexp.MustCompile(`\bDiploAI\b`)
	unofficial = regexp.MustCompile(`(?i)\bunofficial (?:\p{L}+ )?(?:transcript(?:ion)?|summary|record|notes)\b|\bnot an? (?:official|verbatim) (?:\p{L}+ )?(?:record|transcript)`)
	transcript = regexp.MustCompile(`(?i)\btranscript(?:ion)?\b`)
	// somebody speaks of such things
	speaks = regexp.MustCompile(`(?i)(?:^|[\s(,“"])(?:my delegation|we|I|our)[\s,]`)
)
