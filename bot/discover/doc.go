// Package discover reads pages that list documents (a meeting's statements, a
// mission's news, a ministry's speeches) and proposes entries for the catalogue,
// for a person to review. It fetches nothing and changes nothing.
//
// # Nothing is guessed
//
// A proposal says who speaks only where one voice is named in the speaker's
// place: by the words of the title, as they would be read at the head of a
// document, by a column for States, or by a cell or an item that is a name and
// nothing else. Where two of these differ, where several are named, and where only the
// site tells whose it may be, nobody is named and a note says so. A day is the
// one that stands in the title, else beside it, else in the heading above,
// else in the address, and then it is marked as such; of two days neither is taken.
//
// # What comes out can be used
//
// Every proposal was held to the catalogue's own rules before it is shown. One that
// lacks something, and one that the catalogue refuses, stands in the file as a
// comment with the reason, so that the file as a whole always reads.
//
// # Pages are anybody's
//
// A page is walked once, token by token, without a tree that could grow deep:
// elements, runs of text and links are counted and bounded, and so are
// proposals. What was not looked at is said. All text is cleaned of what is not seen
// and put on one line, before it is looked at and before it is written.
package discover
