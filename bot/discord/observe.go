package discord

// Kinds of observations. Label and Value mean what is said here.
const (
	Questions   = "questions"    // Label: surface and outcome, "ask answered"
	Stage       = "stage"        // Label: "queued", "read", "find", "draft", "send"; Took
	Queue       = "queue"        // Value: how many wait or are being answered
	WithheldFor = "withheld"     // Label: the reason, without what it quotes; Value: how many
	ModelErrors = "model errors" // Label: empty
	Tokens      = "tokens"       // Label: "in" or "out"; Value
	Calls       = "interactions" // Label: what was asked for; Took: until acknowledged
	Refusals    = "refusals"     // Label: "busy", "user limit", "server limit", "tokens"
	Panics      = "panics"       // Label: where
	Feedback    = "feedback"     // Label: verdict
)

func (b *Bot) observe(o Observation) {
	if b.Parts.Observe != nil {
		b.Parts.Observe(o)
	}
}
