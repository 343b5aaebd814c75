// Package answer turns a question into sentences that the record bears out.
//
// A question is read (which States, processes and dates does it ask for?),
// passages are found, a Drafter drafts claims, and the gate lets through what
// the record holds word for word: see ground.go for what "verified" means here
// and what it does not. Both surfaces render the Answer that comes of it.
package answer
