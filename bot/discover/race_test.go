//go:build race

package discover

// underRace tells that the race detector is at work, which makes reading many
// times slower: what only takes long is left out.
const underRace = true
