// Package state is what the bot remembers between questions and over restarts:
// answers and whom they cited, messages that still grow, threads, set-up, budgets, feedback, the record
// of admin actions. It is one file of bbolt's, a B+tree in pages.
//
// # What a kill, a full disk or a later version can do
//
// What a method wrote is in the file and synced when it returns without error;
// a killed program leaves the last whole state. Writes of many goroutines at
// once share a sync. A file of an earlier version is brought up to date step by
// step, in one transaction; one of a later version is refused, and so is one
// that is damaged: set-up is worth more than a quick start, so nothing is ever
// thrown away silently.
//
// # How it is laid out
//
// Records are JSON under keys whose parts carry their lengths, so that an ID may
// hold any bytes and the records that begin with the same parts lie together.
// Indexes are buckets of their own, written in the transaction of their record.
// The pages of what was deleted are used again; the file does not shrink. Answers
// are bounded in bytes: the oldest give way.
//
// # What is kept of people
//
// The user ID of whoever asked, beside the answer, so that only they can take it
// back. Everything else of a person stands under a pseudonym that is made with a
// key of this file. Forget deletes both. Sweep deletes what is old.
package state
