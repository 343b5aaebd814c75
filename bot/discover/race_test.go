//go:build race

package discover

// underRace tells that the race detector is at work, which makes the program
// many times slower: only those scripts run in which goroutines meet.
const underRace = true
