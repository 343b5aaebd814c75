package data

import _ "embed"

// weights stands in the binary's own pages, of which the system loads those
// that are read and shares them between programs: no copy is made.
//
//go:embed model/weights.bin
var weights []byte
