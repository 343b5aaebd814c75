package state

import (
	"encoding/binary"

	bolt "go.etcd.io/bbolt"
)

// Answers are most of the file. How many bytes they have is counted as they are
// written, and where they are too many the oldest give way before their time, so
// that no number of questions fills the disk.

// defaultMost is how many bytes of answers are kept at most.
const defaultMost = 1 << 30

var metaSizeOfAnswers = []byte("size of answers")

// addSize counts bytes of answers that came or went.
func addSize(tx *bolt.Tx, by int) error {
	if by == 0 {
		return nil
	}
	size := max(0, sizeOfAnswers(tx)+by)
	return tx.Bucket(bucketMeta).Put(metaSizeOfAnswers, binary.BigEndian.AppendUint64(nil, uint64(size)))
}

func sizeOfAnswers(tx *bolt.Tx) int { return count(tx.Bucket(bucketMeta), metaSizeOfAnswers) }

// countSize counts the answers of a file that did not count them.
func countSize(tx *bolt.Tx) error {
	size := 0
	each(tx.Bucket(bucketAnswers), nil, func(_, v []byte) bool {
		size += len(v)
		return true
	})
	return addSize(tx, size-sizeOfAnswers(tx))
}

// makeRoom deletes the oldest answers until no more than most bytes are left, and
// never the one of that ID. One call deletes so many at most; the next goes on.
func makeRoom(tx *bolt.Tx, most int, but string) error {
	for range sweepStep {
		if sizeOfAnswers(tx) <= most {
			return nil
		}
		oldest, _ := tx.Bucket(bucketByTime).Cursor().First()
		if oldest == nil || parts(oldest)[1] == but {
			return nil
		}
		oldest = append([]byte(nil), oldest...)
		if err := deleteAnswer(tx, parts(oldest)[1]); err != nil {
			return err
		}
		if err := tx.Bucket(bucketByTime).Delete(oldest); err != nil { // where the record could not be read
			return err
		}
	}
	return nil
}
