package answer

import (
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Question is what a person asked, with the filters given beside it.
type Question struct {
	Text   string
	Before []Turn // what was said before it in the same conversation, oldest first

	States    []string // codes given explicitly; they win over what the text names
	Process   string
	Since     time.Time
	Until     time.Time
	Scope     string // ID of the server in which it is asked: what that server added is asked too; empty: what all share alone
	Extracts  bool   // answer by extracts even where a model is configured
	Completed string // Text made whole from Before; empty when it stands alone
}

// Turn is an earlier question of the conversation, as it was understood.
type Turn struct {
	Question   string
	Understood Understood
	By         []string // delegations whose words the answer cited
}

// Understood is how a question was read: the filters found in it.
type Understood struct {
	Question  string   // the question as searched for, follow-ups completed
	Completed bool     // whether Question differs from what was asked because it was completed
	States    []string // codes of States and bodies whose words are asked for
	Processes []string // only where the question says that words were spoken there
	Session   int      // number of the substantive session at which the words were spoken, or 0
	Since     time.Time
	Until     time.Time
	Topics    []string // keys of the processes' topics that the question touches
	Language  string   // of the question
	Dropped   []string // filters that left nothing and were dropped, each as a phrase
	Ambiguous []string // names that may mean several States, as written
	Person    string   // whose statements alone were looked into, as written; "": anybody's

	draft   *drafting       // where a draft is asked for
	scope   string          // the question's; a conversation of one server is never gone on with in another
	search  string          // what is searched for: Question without the names and words that the filters stand for
	only    []string        // IDs of the statements that alone are looked into; nil: all
	persons []corpus.Span   // in Question, the names of the persons whose words are asked for
	days    bool            // whether what is said again on another day is found, too
	near    map[string]bool // by delegation asked, or "": whether the search came on a passage that is relevant or nearly so
}

// Status tells whether the record answered.
type Status string

// The two outcomes; both are answers.
const (
	Answered Status = "answered"
	Silent   Status = "silent"
)

// Mode tells who chose the words' order: a model's gated sentences, or the
// statements' own sentences.
type Mode string

// The two modes. In both, every quotation is copied from the record.
const (
	Generated Mode = "generated"
	Extracted Mode = "extracts"
)

// Answer is what both surfaces render.
type Answer struct {
	Question   string
	Understood Understood
	Status     Status
	Mode       Mode
	Points     []Point
	Citations  []Citation // in the order of their first mark; Citations[i].N == i+1
	Withheld   []Withheld
	Held       Held
	Notices    []string // sentences for the reader, each whole
	Ahead      int      // how many of Notices stand before the points: what the question has wrong about whose words they are
	Usage      Usage

	// Foot is a note on all of it, of the program's own, that stands on every page.
	Foot string `json:",omitempty"`
}

// Point is one sentence of the answer (or a few that belong together), said by
// one delegation.
type Point struct {
	By       string   // code of the delegation, empty when unknown
	OnBehalf []string // when a joint statement
	Date     time.Time
	Text     string // without marks; what stands in it between double quotes is copied from the record
	Own      bool   // whether Text is the program's own, said by no delegation
	Title    bool   // whether Text, the program's own, is over the points that follow
	// Under is the heading that it stands under, of the program's own, with its
	// neighbours; a page that begins among them has it again.
	Under    string `json:",omitempty"`
	Verbatim bool   // whether Text is the record's own words and nothing else
	// Translation is a language model's of Text, where that is in another language
	// than the question; not the record's words, and not verified.
	Translation string `json:",omitempty"`
	Citations   []int  // marks: indices into Answer.Citations, plus one
}

// Withheld is a drafted sentence that was not shown.
type Withheld struct {
	Text   string
	Reason string
}

// Held reports what the library holds for the question's filters, the topic
// aside.
type Held struct {
	Statements int
	Passages   int
	By         []string // codes, sorted
	From, To   time.Time
}

// Usage counts a model's work.
type Usage struct {
	TokensIn, TokensOut int
	Estimated           bool
}

// Citation is a quotation and all that a reader needs to check it. Cite alone
// makes it.
type Citation struct {
	N         int
	Quote     string            // Statement.Text[Start:End], byte for byte
	Statement *corpus.Statement // the source
	Paragraph string            // number of the paragraph the quotation begins in
	Page      int               // of the document, counted from 1, that the quotation begins on; 0 where it has no pages
	Start     int               // byte offsets in Statement.Text
	End       int
	Link      string // Statement.URL with a text fragment; empty unless http or https
	Quoting   bool   // whether the words hold a passage that the statement itself puts in quotation marks
}

// Claim is a drafted sentence before the gate.
type Claim struct {
	Text   string   // as drafted, quotations in double quotes, marks removed
	Quotes []string // quotations given inside or after it
	Marks  []int    // passages it cites, from 1
}

// Found is a question with the passages found for it, in the order in which a
// draft cites them.
type Found struct {
	Question Question
	Read     Understood
	Passages []retrieval.Ranked // above the floor of relevance
	Ranked   []retrieval.Ranked // the best as they ranked, above the floor or not; for measuring
}
