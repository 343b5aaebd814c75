package encoder

import (
	"context"
	"sync"
	"sync/atomic"
)

// team is the goroutines that work on one input together.
type team struct{ size int }

// do calls fn for every i below n and, in worker, says which of the team's
// goroutines it is in. It stops early where ctx ends, and returns why.
func (t team) do(ctx context.Context, n int, fn func(i, worker int)) error {
	size := min(t.size, n)
	if size <= 1 {
		for i := range n {
			if err := ctx.Err(); err != nil {
				return err
			}
			fn(i, 0)
		}
		return nil
	}
	var next atomic.Int64
	grain := max(1, n/(8*size))
	work := func(worker int) {
		for ctx.Err() == nil {
			end := int(next.Add(int64(grain)))
			for i := end - grain; i < min(end, n); i++ {
				fn(i, worker)
			}
			if end >= n {
				return
			}
		}
	}
	var wg sync.WaitGroup
	for w := 1; w < size; w++ {
		wg.Go(func() { work(w) })
	}
	work(0)
	wg.Wait()
	return ctx.Err()
}
