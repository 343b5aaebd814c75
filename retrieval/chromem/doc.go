// Package chromem is a retrieval.Store on chromem-go, with files of its own on
// the disk.
//
// chromem-go is asked where it is at its best: for the nearest of all vectors.
// Its own files and filters are not used. Its persistent mode names files by
// four bytes of a hash and truncates them in place, so that documents vanish
// and a kill while writing leaves a database that does not open; its filters
// know equality alone. So
//
//   - the vectors of a small generation lie in one arena, which chromem's
//     documents alias (generation.go); those of a large one stay in its file, so
//     that memory does not grow with the library (vectors.go). A filtered search
//     and one of a large generation scan them (scan.go), and storetest holds the
//     results to an exhaustive search's;
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
// lock. Readers hold all they need in memory, or the file open: they go on with
// it when another generation has taken its place.
package chromem
