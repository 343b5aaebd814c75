// Package reader turns the bytes of a document into the words that were
// delivered and what the document itself says about them: who, when, where.
//
// # The way round
//
// Read picks a format (formats.go holds the list; a new format is one file and
// one line there), the format makes plain text of the bytes, and assemble
// (assemble.go) does the rest for every format alike: it cuts the page's
// furniture off the top and the bottom (furniture.go), tells the header from
// the body (header.go), and looks in the header for the date (date.go), the
// speaker (person.go), the process (process.go), the kind and symbol (kind.go)
// and the language (language.go). Of a PDF, pdf.go has the glyphs taken off the
// pages by package pdf and put into paragraphs by package layout; of a Word
// document docx.go has the words from package docx.
//
// # Policy
//
// Words are never edited, but for what printing did to them: a word that a
// line's end broke is whole again where that is certain, and the digit that
// points to a footnote goes with the footnote. Text is what the document says,
// in its order; line ends become LF, white space at line ends goes, and what is
// cut is whole lines at the top and at the bottom (and the running heads of a
// printed page). Whether a line is furniture is decided by where it stands as well as by what
// it says, and in doubt it stays.
//
// Metadata is looked for in the header, the lines before the salutation or the
// first paragraph of prose, never in the body: a date or a person whom the
// speaker mentions is not when it was said or who said it. Where two places
// differ the better one wins: UN symbol, labelled line, title and header block,
// the page's own metadata, a date at the foot. The day on which a page was
// printed, loaded or crawled is never taken. Of the days of an occasion ("22-23
// June") the one is taken that another line confirms; unconfirmed, the first of
// two, and none of more. A value in doubt is left empty; Meta.Origin says where
// each value came from. Names stay as printed, "AKAHORI Takeshi" too.
//
// The package knows no States. It hands on the phrases that say who spoke, and
// its caller, which has the list of States, decides.
package reader
