// Package chromem is a retrieval.Store on chromem-go, held in memory, with files
// of its own on the disk.
//
// chromem-go is asked where it is at its best: for the nearest of all vectors.
// Its own files and filters are not used. Its persistent mode names files by
// four bytes of a hash and truncates them in place, so that documents vanish
// and a kill while writing leaves a database that does not open; its filters
// know equality alone. So
//
//   - the vectors of a generation lie in one arena, which chromem's documents
//     alias (generation.go); a filtered search scans that arena (scan.go), and
//     storetest holds its results to an exhaustive search's;
//   - a committed generation is one checksummed file, renamed into place when
//     whole (vectorfile.go);
//   - a vector that was computed goes to a checksummed journal at once, whose
//     torn tail is cut (journal.go), so that a kill loses no more than the
//     batch under way (building.go).
//
// What chromem-go would take and then fail over is refused on the way in: a
// vector of another dimension, one that is not of unit length, or has a number
// that is none (vector.go).
//
// One process writes to a folder at a time; retrieval.Sync sees to that by its
// lock. Readers hold all they need in memory.
package chromem
