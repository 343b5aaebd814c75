// Package corpus is the record: statements, their passages, and the States
// and groups that speak in them.
//
// # The library's format
//
// A library is a folder (searched with its subfolders) of documents. Most are one
// statement each; the record of a meeting, a compendium and a speech in sections
// of different days are several (parts.go). Beside a document NAME.EXT a sidecar
// NAME.toml supplies or corrects what the document does not say:
//
//	title, by, on_behalf (a list), speaker, office, date (a TOML date or a string),
//	process, session, venue, kind, language, symbol, url, translation, status
//
// A value in the sidecar wins over one found in the document; of several
// statements with speakers of their own, it does not say who speaks. Its grade can
// only lower the document's: trust is earned by where a text came from. A file
// states.toml at the top of the folder extends the built-in States and groups:
//
//	[[state]]          code, name, official, aliases, adjectives, demonyms, lookup, and
//	                   fr, es, ru, zh, ar (names in those languages)
//	[[group]]          code, name, names, lookup, kind ("group" or "body"), members
//	[[no_delegation]]  names and codes without a delegation, reply
//	[[ambiguous]]      names, may_be (the codes that they may mean)
//
// All but code, name, official, kind and reply are lists. What has a known code
// adds to its lists and replaces its single values; a new code needs a name.
// Names under lookup are known to States.Lookup alone. A member is "FR" for the
// whole time, "KE 2023-05-01.." from that day on, or "BR ..2024-12-31" until
// that day. The head of data/states.toml has the whole form.
//
// A source may be a server's (Source.Scope): what it holds is seen there alone.
// Its statements' IDs begin with the server's, and its states.toml counts for
// nothing.
//
// A document that cannot be read is named with the reason and what to do, and
// every other one goes on. A statement whose delegation is not known for
// certain is kept, and quoted without a State: nothing here guesses who spoke.
//
// # The way round
//
// Statement and Passage are the nouns. Load reads a library through
// corpus/reader, one file a format, and partsOf finds the statements in a
// document. OutlineOf finds paragraphs, sentences and
// quoted stretches of a text; Split makes passages of it. States knows names.
package corpus
