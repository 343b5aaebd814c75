//go:build race

package lexical

// raceDetector makes everything some ten times slower: tests of time and of
// figures leave it out.
const raceDetector = true
