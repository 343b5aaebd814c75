//go:build !race

package chromem

// racing tells that the race detector makes everything ten times slower.
const racing = false
