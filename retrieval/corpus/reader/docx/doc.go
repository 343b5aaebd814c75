// Package docx takes the words of a Word document (Office Open XML) off its
// body.
//
// # Policy
//
// The text is what Word shows with all changes accepted: what is marked as
// deleted or moved away, hidden text, notes at the foot, comments, page heads
// and feet, and the prompts of empty forms are left out; numbers that Word
// counts by itself are written before their paragraphs, since a citation needs
// them. A number in a system that is not known here is left out rather than
// written in another one. The document's properties (author, title, dates) are
// not read: they are mostly those of an older file.
//
// A file is untrusted: the parts that are read are bounded in size and depth
// whatever the archive says of them, documents that declare entities are
// refused, and nothing outside of the archive is ever followed.
package docx
