// Package lexical finds passages by their words: BM25 over an inverted index
// held in memory, beside the dense index that finds them by meaning.
//
// # Finding one's way
//
//   - scan.go cuts a text into atoms: runs of letters and digits with what
//     stands between them. It is written by hand because it is the hot path.
//   - assemble.go joins atoms into words and compounds; number.go makes numbers
//     and paragraph references of them, symbol.go document symbols (A/76/135),
//     han.go pairs of Han characters.
//   - word.go turns one word into terms: folding (fold.go), stop words (stop.go)
//     and the Snowball stemmer of its language (stem.go).
//   - glossary.go and glossary.toml know the processes' terms in the six
//     official languages of the UN, so that a question in one finds a passage in
//     another.
//   - language.go guesses a text's language.
//   - build.go makes an [Index], search.go asks it, coverage.go tells how
//     much of a question a passage speaks to, store.go writes and reads an index.
//
// # Policy
//
// One set of terms serves all languages: a document is analysed in its language,
// a question in its own, and proper names, acronyms, numbers and symbols meet
// because they are analysed alike everywhere. A word has one chief term and may
// have others (the joined form of a compound, the tail of a symbol, a concept of
// the glossary). In a document all of them count; in a question the others count
// for less, so that the nearest wording comes first.
//
// Everything that a document or a question holds is untrusted: analysis is
// linear in its length, terms are of bounded length, a question contributes at
// most [MaxQueryTerms] terms, and an index read from a damaged file is
// [ErrCorrupt], never a panic.
//
// The ranking function is Okapi BM25 as given by S. Robertson and H. Zaragoza,
// "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and
// Trends in Information Retrieval 3(4), 2009, section 3.4.
package lexical
