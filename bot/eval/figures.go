package eval

import (
	"encoding/json"
	"math"
	"slices"
	"time"
)

// Rate is a mean over cases. Its zero value has none.
type Rate struct {
	Sum float64
	Of  int
}

func (r *Rate) add(value float64) {
	r.Sum += value
	r.Of++
}

func (r *Rate) count(is bool) {
	if is {
		r.Sum++
	}
	r.Of++
}

// Value gives the mean; ok is false where there was nothing to measure.
func (r Rate) Value() (value float64, ok bool) {
	if r.Of == 0 {
		return 0, false
	}
	return r.Sum / float64(r.Of), true
}

// rateJSON is a rate for other programs: value is null where of is 0.
type rateJSON struct {
	Value *float64 `json:"value"`
	Of    int      `json:"of"`
}

// MarshalJSON gives the mean, to six digits, and of how many.
func (r Rate) MarshalJSON() ([]byte, error) {
	out := rateJSON{Of: r.Of}
	if v, ok := r.Value(); ok {
		v = math.Round(v*1e6) / 1e6
		out.Value = &v
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Rate) UnmarshalJSON(src []byte) error {
	var in rateJSON
	if err := json.Unmarshal(src, &in); err != nil {
		return err
	}
	*r = Rate{}
	if in.Value != nil {
		*r = Rate{*in.Value * float64(in.Of), in.Of}
	}
	return nil
}

// Figures are what is measured; the package comment defines each.
type Figures struct {
	Asked             int  `json:"asked"`
	Recall            Rate `json:"recall_at_10"`
	NDCG              Rate `json:"ndcg_at_10"`
	RecallHanded      Rate `json:"handed_recall_at_10"` // of what passed the floor of relevance
	NDCGHanded        Rate `json:"handed_ndcg_at_10"`
	CitationRecall    Rate `json:"citation_recall"`
	CitationSupport   Rate `json:"citation_support"`
	CitationPrecision Rate `json:"citation_precision"`
	Undecided         int  `json:"undecided_points"` // by rule
	JudgedRecall      Rate `json:"judged_citation_recall"`
	JudgedPrecision   Rate `json:"judged_citation_precision"`
	GoldCited         Rate `json:"gold_cited"`
	Right             Rate `json:"right"`
	WrongSpeaker      Rate `json:"wrong_speaker"`
	Invented          Rate `json:"invented_quotation"`
	FalseAnswers      Rate `json:"false_answers"`
	FalseSilence      Rate `json:"false_silence"`
	Heard             Rate `json:"delegations_heard"`
	FollowUpsRead     Rate `json:"follow_ups_read"`
	FollowUpsRight    Rate `json:"follow_ups_right"`
	Withheld          int  `json:"withheld"` // drafted sentences that the gate did not let through
	MedianMS          int  `json:"latency_median_ms"`
	P95MS             int  `json:"latency_p95_ms"`
	TokensIn          int  `json:"tokens_in"`
	TokensOut         int  `json:"tokens_out"`
	TokensEstimated   bool `json:"tokens_estimated"` // whether the server did not say how many, for some

	took []time.Duration
}

// finish works out what needs all cases.
func (f *Figures) finish() {
	f.MedianMS, f.P95MS = int(quantile(f.took, 0.5).Milliseconds()), int(quantile(f.took, 0.95).Milliseconds())
}

// quantile gives the smallest of the times that a share q of them do not exceed.
func quantile(times []time.Duration, q float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	return sorted[max(0, int(math.Ceil(q*float64(len(sorted))))-1)]
}

// Group has the figures of some of the questions.
type Group struct {
	Name string `json:"name"`
	Figures
}

// Finding is something that went wrong with a question.
type Finding struct {
	Where    string `json:"where"` // file and line of the question
	Question string `json:"question"`
	What     Fault  `json:"what"`
	Detail   string `json:"detail"`
	Use      string `json:"use"` // of the question
}

// Fault is what can go wrong.
type Fault string

// The faults, worst first.
const (
	WrongSpeaker      Fault = "wrong-speaker"
	InventedQuotation Fault = "invented-quotation"
	FalseAnswer       Fault = "false-answer"
	FalseSilence      Fault = "false-silence"
	NotBorneOut       Fault = "not-borne-out" // a point by what it cites
	JudgedNotBorneOut Fault = "judged-not-borne-out"
	NotJudged         Fault = "not-judged" // the model that judges failed
	Misread           Fault = "misread"    // a follow-up
	NotRight          Fault = "no-gold-cited"
)

// Run is one run of a set of questions, as it is saved.
type Run struct {
	Date     time.Time `json:"date"`
	Version  string    `json:"version"`  // of the program
	Set      string    `json:"set"`      // name of the questions
	SHA256   string    `json:"sha256"`   // of the questions
	Embedder string    `json:"embedder"` // names the vector space
	Model    string    `json:"model"`    // that drafts; empty: extracts
	Held     Held      `json:"held"`
	Figures  Figures   `json:"figures"`
	Kinds    []Group   `json:"kinds"` // by kind of question, sorted by name
	Uses     []Group   `json:"uses"`  // by what the questions are used for, sorted by name
	Findings []Finding `json:"findings"`
	JudgedBy string    `json:"judged_by"` // "rule", or "rule; words other than the record's: the model NAME"
}

// Held is what the questions were asked of.
type Held struct {
	Statements int `json:"statements"`
	Passages   int `json:"passages"`
}
