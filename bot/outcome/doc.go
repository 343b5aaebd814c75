// Package outcome answers what was agreed: the paragraphs of adopted reports and
// resolutions on a topic (Agreed), one norm of the eleven (Norm), one paragraph of
// a document (Para).
//
// The words are the documents' own, each a citation. What the program says beside
// them are facts of data/outcomes.toml, which name their source: what was adopted,
// when and how. A draft is never shown as agreed: the kind, the status or the symbol
// of a document (Rev., CRP., L., WP.) tells that it is one. What somebody says of a norm
// is shown where a sentence names it; what is only near to it in meaning is kept apart.
package outcome
