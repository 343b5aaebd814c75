package outcome

import (
	"context"

	"verbatim/bot/answer"
)

// Bounds of what a drafter is shown of a topic: what is nearest, as "agreed" has
// the rest.
const (
	mostForDrafter   = 6 // paragraphs, over all documents
	absentForDrafter = 3 // documents
)

// ForDrafter gives what adopted documents say of a topic, for Engine.Agreed: the
// nearest paragraphs, and what is known as adopted and not held.
func (a *Asker) ForDrafter(ctx context.Context, topic, scope string) ([]answer.Agreed, error) {
	p, err := a.adopted(ctx, topic, scope, a.Engine.Quotable(scope), mostForDrafter, absentForDrafter)
	if err != nil {
		return nil, err
	}
	var out []answer.Agreed
	for _, s := range p.Sections {
		one := answer.Agreed{Heading: s.Heading, Lines: s.Lines, Sentences: s.Quotes}
		if s.Heading != "" && s.Kind == Adopted {
			one.Heading = "Agreed: " + s.Heading
		}
		out = append(out, one)
	}
	return out, nil
}
