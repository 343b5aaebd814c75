//go:build !race

package discover

const underRace = false
