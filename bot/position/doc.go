// Package position arranges what delegations have said of a topic: side by
// side (Compare), over the years (Timeline), by what they say of it (Who);
// and holds what others say of them against the record (CheckText).
//
// Nothing here is said in the program's own words but what is held, by whom and
// from when. Each sentence is a citation of answer.Gather, with its words as
// they stand in the record; where sentences are sorted ("supports it",
// "opposes it") they are sorted by their own words, by the rules of sort.go, and
// the reader is told that this is sorted and not verified. What no rule decides
// is not sorted.
//
// A claim is said to stand only where words decide it: its quotations stand in a
// statement of those it names (checkquoted.go), and the rest of it says no more than
// that they were said, by whom, when and where (claim.go, speaker.go); or it restates
// a held sentence (restated.go, in any language worded.go) or passes the gate of
// package answer. Where a word turns, counts or qualifies what is held, that is what
// differs (changes.go). What lies between is not decided, and the closest held words
// are shown.
package position
