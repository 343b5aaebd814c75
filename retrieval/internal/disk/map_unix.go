//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package disk

import (
	"os"

	"golang.org/x/sys/unix"
)

func mapFile(f *os.File, at, size int64) ([]byte, error) {
	return unix.Mmap(int(f.Fd()), at, int(size), unix.PROT_READ, unix.MAP_SHARED)
}
