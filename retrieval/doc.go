// Package retrieval finds the passages of the record that speak of a question.
//
// Sync brings the index in line with the library and Index.Search asks it: the
// vectors of a Store and the postings of package lexical, fused by measured
// weights, filtered before the best are taken. An Index never changes once
// built, so questions under way keep theirs while a new one is made.
//
// # The way round
//
//   - retrieval.go has the nouns: Embedder, Store, Filter, Query, Ranked.
//   - sync.go is the front door: lock, open, compare with the library (stale.go),
//     build (build.go), save (save.go).
//   - search.go finds, fusion.go weighs, exact.go finds the very words.
//   - manifest.go, save.go and open.go are the files of an index.
//   - held.go and texts.go are how it lies in memory.
//   - bagofwords.go is an Embedder for tests; chromem is a Store, storetest what
//     every Store must do.
//
// # What a killed program, a full disk or a flipped bit can do
//
// Nothing to an index that was whole. The files that an index is made of bear
// the hash of their content in their names, are written aside, synced and
// renamed; the manifest, which names them with their checksums and the store's
// generation, is renamed last; what no manifest names is removed after that.
// Vectors go to the store's journal batch by batch as they are computed, so
// that a kill costs one batch. What cannot be written is used from memory, and
// the error says so (ErrNotSaved). What is found damaged is set aside under
// its name with ".damaged" and made again from what is still good.
//
// # What a large library takes
//
// Memory for what is known of each document, about two kilobytes, and of each
// passage, some two hundred bytes with its postings; not for words and vectors.
// Texts are parts of files that are mapped (texts.go), vectors stay in the store's
// file, and what goes through all of either reads it piece by piece. A test holds
// what a passage costs, and BenchmarkScale tells what four thousand documents do.
//
// The log and the progress name files and counts, never words of a document.
package retrieval
