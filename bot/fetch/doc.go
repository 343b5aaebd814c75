// Package fetch brings documents from their addresses into the library: what
// the catalogue lists, and what a person names.
//
// A document goes through the same door wherever it comes from: web.Client is
// polite and safe, library.Library reads it, finds whether it is held already, and
// keeps it with a record of how it came. One document's failure is a line in the
// report and stops no other. What came is kept as it comes, so that a run that
// was ended goes on where it stopped: what was asked for within the last day is
// not asked for again, unless it is named.
//
// A source of the catalogue is held to what the catalogue says of it: pages move
// and change, and words that come from where a State's statement once stood are
// not that State's for it.
package fetch
