// Package twins finds out which documents of a library hold the same statement.
//
// A statement may stand in two files: as a page and as a PDF, under two addresses,
// in a copy of the folder that somebody made by hand. Two of them would count as two
// statements of a delegation and be quoted twice in an answer. The files are their
// owner's, and nothing of them is changed: Mark says in the statements which of
// them stands for which, and all that counts and finds passes over the others.
//
// Two texts may share nearly all their words and yet say the opposite. So copies
// that differ in a word which decides what is said, a negation, a modal, a State's
// name, a number, are two statements, and both are doubtful.
package twins
