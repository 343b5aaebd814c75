//go:build race

package retrieval_test

// racing tells that the race detector makes everything ten times slower.
const racing = true
