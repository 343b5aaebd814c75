package state

import (
	"encoding/binary"
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// The buckets: records, and indexes over them.
var (
	bucketMeta = []byte("meta")

	bucketAnswers  = []byte("answers")  // id -> Answer
	bucketThreads  = []byte("threads")  // channel -> Thread
	bucketSettings = []byte("settings") // server -> Settings
	bucketSpent    = []byte("spent")    // day, server -> tokens
	bucketFeedback = []byte("feedback") // server, answer, voter -> Feedback
	bucketTold     = []byte("told")     // pseudonym, what -> time
	bucketEvents   = []byte("events")   // server, time, number -> Event
	bucketNotes    = []byte("notes")    // name -> text

	bucketUnchecked = []byte("unchecked") // pseudonym of who does not want their messages checked -> time

	bucketUnfinished = []byte("unfinished") // id -> Unfinished

	bucketByMessage   = []byte("answers by message")   // message -> id
	bucketByChannel   = []byte("answers by channel")   // channel, time, id: those that AnswersIn lists
	bucketByStatement = []byte("answers by statement") // statement, id: those that Citing lists
	bucketByAsker     = []byte("answers by asker")     // asker, id
	bucketByTime      = []byte("answers by time")      // time, id
	bucketByVoter     = []byte("feedback by voter")    // voter, key of the feedback

	bucketByQuestioner = []byte("feedback by asker") // pseudonym of who asked, key of the feedback that holds the question
)

var (
	metaVersion = []byte("version")
	metaKey     = []byte("key of pseudonyms")
)

// A migration brings a file from one version to the next.
type migration func(tx *bolt.Tx) error

// migrations are all there are: the first makes an empty file one of version 1.
// A change of the layout adds one at the end, and changes none before it.
var migrations = []migration{
	func(tx *bolt.Tx) error {
		for _, name := range [][]byte{
			bucketAnswers, bucketThreads, bucketSettings, bucketSpent, bucketFeedback, bucketTold, bucketEvents, bucketNotes,
			bucketByMessage, bucketByChannel, bucketByStatement, bucketByAsker, bucketByTime, bucketByVoter,
		} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	},
	func(tx *bolt.Tx) error { // version 2: messages that still grow
		_, err := tx.CreateBucketIfNotExists(bucketUnfinished)
		return err
	},
	countSize, // version 3: answers are counted
	func(tx *bolt.Tx) error { // version 4: whose question a verdict is about
		_, err := tx.CreateBucketIfNotExists(bucketByQuestioner)
		return err
	},
	func(tx *bolt.Tx) error { // version 5: whose messages are not to be checked
		_, err := tx.CreateBucketIfNotExists(bucketUnchecked)
		return err
	},
}

// migrate brings a file to the version that these migrations lead to.
func migrate(tx *bolt.Tx, path string, all []migration) error {
	meta := tx.Bucket(bucketMeta)
	if meta == nil {
		if name, _ := tx.Cursor().First(); name != nil {
			return damaged(path, fmt.Errorf("it holds %q", name))
		}
		var err error
		if meta, err = tx.CreateBucket(bucketMeta); err != nil {
			return err
		}
	}
	version := 0
	if v := meta.Get(metaVersion); len(v) == 8 {
		version = int(binary.BigEndian.Uint64(v))
	}
	if version > len(all) || version < 0 {
		return fmt.Errorf("%s was written by a later version of the program (%d; this one knows %d): use that one, or move the file away to begin anew", path, version, len(all))
	}
	for ; version < len(all); version++ {
		if err := all[version](tx); err != nil {
			return fmt.Errorf("bringing %s from version %d to %d: %w", path, version, version+1, err)
		}
	}
	return meta.Put(metaVersion, binary.BigEndian.AppendUint64(nil, uint64(version)))
}
