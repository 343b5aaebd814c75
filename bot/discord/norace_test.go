//go:build !race

package discord

// underRace tells whether the race detector is at work.
const underRace = false
