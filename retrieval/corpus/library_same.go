package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"time"
)

// Racy is how near to the moment at which the library was read a file's time
// may be for it to be trusted: some file systems keep times in steps of two
// seconds, and a file changed twice within a step shows the same time. (git
// does so for the same reason.)
const Racy = 2 * time.Second

// SameContent tells whether a file whose size and time are as they were has the
// content that it had, and whether it had to be read to know that. then is the
// file as Load noted it, with its checksum; made, when that Load began.
func SameContent(src Source, then File, made time.Time) (same, read bool) {
	if !then.ModTime.IsZero() && then.ModTime.Before(made.Add(-Racy)) {
		return true, false
	}
	return hashFile(src.filled(), then) == then.SHA256, true
}

// hashFile gives a file's hash, or nothing where it cannot be read.
func hashFile(src Source, file File) string {
	f, err := open(src, file.Path)
	if err != nil {
		return ""
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return ""
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(f, file.Size+1)); err != nil {
		return ""
	}
	return hex.EncodeToString(sum.Sum(nil))
}
