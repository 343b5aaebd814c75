// Package catalog is the list of known sources: what was said or written by
// whom, when, and at which address. It holds facts and no text, fetches nothing
// and changes nothing.
//
// # Whose words
//
// An entry names who speaks by code. Where several do, or it is not certain, By
// is empty: a transcript's and a compendium's words are credited one by one,
// when they are read. A press officer's account of a meeting and a machine's
// summary are listed as what they are and are never a State's words.
//
// # Grades are earned
//
// Whose site an address is on decides what a text fetched from there may be
// graded (GradeOf), and the table of hosts decides whose it is (Owner). A host
// counts when it is listed, exactly or below a listed domain; one that only
// looks like it, another port, an address with a user in it and one that
// leaves its path by ".." count for nothing. An entry that calls itself official
// without such a host is an error. Whoever fetches has to ask about the address
// that the text came from, after all redirects.
//
// # Your own
//
// Extend puts a file of the operator's own over the built-in one. It may replace
// and add sources and hosts, and is held to the same rules.
package catalog
