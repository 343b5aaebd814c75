//go:build !race

package lexical

const raceDetector = false
