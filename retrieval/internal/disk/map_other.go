//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package disk

import (
	"errors"
	"os"
)

func mapFile(*os.File, int64, int64) ([]byte, error) { return nil, errors.ErrUnsupported }
