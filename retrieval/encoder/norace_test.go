//go:build !race

package encoder

const underRace = false
