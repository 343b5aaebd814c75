package eval

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// eachLine hands the lines of a file to do, each with its number from 1, without
// its ending; blank ones and the mark of byte order are left out. What do says is
// wrong gets file and line put before it. A line is only good until do returns.
func eachLine(ctx context.Context, name string, do func(number int, line []byte) error) error {
	f, err := os.Open(name)
	if err != nil {
		return missing(name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return fmt.Errorf("%s: is no regular file", name)
	}
	r := bufio.NewReaderSize(f, 1<<16)
	for number := 1; ; number++ {
		line, err := oneLine(r)
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return fmt.Errorf("%s:%d: %w", name, number, err)
		}
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimRight(line, "\r\n"); len(bytes.TrimSpace(line)) > 0 {
			if err := do(number, line); err != nil {
				return fmt.Errorf("%s:%d: %w", name, number, err)
			}
		}
		if last {
			return nil
		}
		if number%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// oneLine reads a line with its ending, and no more than longestLine of it.
func oneLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > longestLine {
			return nil, fmt.Errorf("is longer than %d MB", longestLine>>20)
		}
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}
