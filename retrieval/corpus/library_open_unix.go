//go:build unix

package corpus

import (
	"os"
	"syscall"
)

// openFlags: a pipe that took the file's place is opened without waiting for
// its other end, and a link that did is not followed.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK | syscall.O_NOFOLLOW
