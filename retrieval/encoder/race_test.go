//go:build race

package encoder

// The race detector makes plain Go some ten times slower.
const underRace = true
