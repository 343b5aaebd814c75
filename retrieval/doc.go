// Package retrieval finds the passages of the record that speak of a question.
//
// Sync brings the index in line with the library and Index.Search asks it: the
// vectors of a Store and the postings of package lexical, fused by measured
// weights, filtered before the best are taken. An Index never changes once
// built, so questions under way keep theirs while a new one is made.
package retrieval
