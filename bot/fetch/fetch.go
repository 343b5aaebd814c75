package fetch

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"slices"
	"sync"
	"time"

	"verbatim/bot/catalog"
	"verbatim/bot/library"
	"verbatim/bot/web"
	"verbatim/retrieval/corpus"
)

// Again is how long after a document was asked for it is not asked for again,
// unless it is named.
const Again = 24 * time.Hour

// mostJobs bounds how many hosts are asked at the same time.
const mostJobs = 16

// Fetcher fetches documents into a library.
type Fetcher struct {
	Get     func(ctx context.Context, address string, p web.Prior) (*web.Page, error)
	Library *library.Library
	States  *corpus.States
	// GradeOf is catalog.GradeOf: it tells whose own site an address is on. nil:
	// nobody's is known.
	GradeOf func(address, by string, onBehalf ...string) corpus.Grade
	Jobs    int              // hosts that are asked at the same time; 0: 4
	Now     func() time.Time // nil: time.Now
	Log     *slog.Logger
}

// The outcomes beside library's.
const (
	Failed  library.Outcome = "failed"
	Lately  library.Outcome = "asked for lately" // less than Again ago
	LeftOut library.Outcome = "left out"         // not the words of whom it is about
)

// Result is what became of a job.
type Result struct {
	Job
	library.Kept
	Reason, Fix string // phrases for people, where it failed or was left out
	Err         error  // for the log
}

// Run does the jobs, those of one host after another and several hosts at the same
// time, and gives the results in the jobs' order. done is told each result as it
// comes, never two at once; it may be nil. When ctx ends, what was done is given
// with its error, and jobs that were not begun are not among the results.
func (f *Fetcher) Run(ctx context.Context, jobs []Job, done func(Result)) ([]Result, error) {
	recorded, err := f.Library.Recorded()
	if err != nil {
		return nil, err
	}
	held := map[string]library.Recorded{}
	for _, r := range recorded {
		held[r.URL] = r
		for _, also := range r.Also {
			if _, ok := held[also]; !ok {
				held[also] = r
			}
		}
	}
	results := make([]*Result, len(jobs))
	var mu sync.Mutex
	queue := make(chan []int)
	var workers sync.WaitGroup
	for range max(1, min(f.jobs(), mostJobs)) {
		workers.Go(func() {
			for host := range queue {
				for _, i := range host {
					if ctx.Err() != nil {
						return
					}
					r := f.one(ctx, jobs[i], held)
					if r.Err != nil && ctx.Err() != nil {
						return // it did not fail: it was ended
					}
					mu.Lock()
					results[i] = &r
					if done != nil {
						done(r)
					}
					mu.Unlock()
				}
			}
		})
	}
	for _, host := range byHost(jobs) {
		select {
		case queue <- host:
		case <-ctx.Done():
		}
	}
	close(queue)
	workers.Wait()
	var out []Result
	for _, r := range results {
		if r != nil {
			out = append(out, *r)
		}
	}
	return out, ctx.Err()
}

func (f *Fetcher) jobs() int {
	if f.Jobs == 0 {
		return 4
	}
	return f.Jobs
}

func (f *Fetcher) now() time.Time {
	if f.Now == nil {
		return time.Now()
	}
	return f.Now()
}

// byHost lists the jobs' places by host, the host with the most jobs first, as
// it takes longest.
func byHost(jobs []Job) [][]int {
	at := map[string]int{}
	var out [][]int
	for i, j := range jobs {
		host := j.URL
		if u, err := url.Parse(j.URL); err == nil {
			host = u.Host
		}
		if _, ok := at[host]; !ok {
			at[host] = len(out)
			out = append(out, nil)
		}
		out[at[host]] = append(out[at[host]], i)
	}
	slices.SortStableFunc(out, func(a, b []int) int { return len(b) - len(a) })
	return out
}

// one does one job.
func (f *Fetcher) one(ctx context.Context, j Job, held map[string]library.Recorded) Result {
	r := Result{Job: j}
	if j.Entry != nil && j.Entry.Kind == catalog.PressSummary {
		r.Outcome, r.Reason, r.Fix = LeftOut, "is a press officer's account of a meeting and no delegation's words", "read it at its address"
		return r
	}
	have, ok := held[j.URL]
	whole := ok && f.Library.Whole(have)
	if whole && !j.Named && f.now().Sub(have.Checked) < Again {
		r.Outcome, r.File = Lately, have.File
		return r
	}
	prior := web.Prior{}
	if whole && have.URL == j.URL && f.sameFacts(have, j) {
		prior = web.Prior{ETag: have.ETag, LastModified: have.LastModified, Final: have.From()}
	}
	page, err := f.Get(ctx, j.URL, prior)
	if err != nil {
		return r.failed(err)
	}
	if page.Unchanged {
		r.Outcome, r.File = library.Unchanged, have.File
		if err := f.Library.Seen(ctx, have.File, page.At); err != nil {
			return r.failed(err)
		}
		return r
	}
	return f.keep(ctx, r, page)
}

// sameFacts tells whether a person says nothing new of a document: then it need not
// come again to be kept with that.
func (f *Fetcher) sameFacts(have library.Recorded, j Job) bool {
	m := j.Meta
	m.OnBehalf = nil
	return j.Meta.OnBehalf == nil && m.Empty() && (j.Entry == nil || have.Entry == j.Entry.ID)
}

// keep keeps what came.
func (f *Fetcher) keep(ctx context.Context, r Result, page *web.Page) Result {
	record := corpus.Record{
		URL: r.URL, Retrieved: page.At.UTC().Truncate(time.Second), Checked: page.At.UTC().Truncate(time.Second),
		ContentType: page.ContentType, ETag: page.ETag, LastModified: page.LastModified,
	}
	if page.Final != r.URL {
		record.Final = page.Final
	}
	d := library.Fetched{Name: r.fileName(page.Format), Data: page.Body, Meta: r.meta(), Said: !r.Meta.Empty()}
	if r.Entry != nil {
		record.Entry = r.Entry.ID
	}
	d.Check = func(read []*corpus.Statement) error { return f.check(r.Job, page.Final, read) }
	d.Record = record
	kept, err := f.Library.Keep(ctx, d)
	if err != nil {
		return r.failed(err)
	}
	r.Kept = kept
	return r
}

// Page gets one document, for somebody who keeps it elsewhere: its bytes, a name
// for its file, and its address in canonical form. Errors for people are
// *library.RejectedError.
func Page(ctx context.Context, get func(context.Context, string, web.Prior) (*web.Page, error), address string) (data []byte, name, at string, err error) {
	at, err = web.Canonical(address)
	if err != nil {
		return nil, "", "", forPeople(err)
	}
	page, err := get(ctx, at, web.Prior{})
	if err != nil {
		return nil, "", "", forPeople(err)
	}
	return page.Body, Job{URL: at}.fileName(page.Format), at, nil
}

func forPeople(err error) error {
	var w *web.Error
	if errors.As(err, &w) {
		return &library.RejectedError{Reason: w.Reason, Fix: w.Fix}
	}
	return err
}

func (f *Fetcher) name(code string) string {
	if f.States == nil {
		return code
	}
	return f.States.Name(code, time.Time{})
}

// failed says why for people.
func (r Result) failed(err error) Result {
	r.Outcome, r.Err = Failed, err
	var w *web.Error
	var rejected *library.RejectedError
	switch {
	case errors.As(err, &w):
		r.Reason, r.Fix = w.Reason, w.Fix
	case errors.As(err, &rejected):
		r.Reason, r.Fix = rejected.Reason, rejected.Fix
	default:
		r.Reason, r.Fix = "could not be kept: "+err.Error(), "check the library's folder"
	}
	return r
}

// Day gives the day of the document's statements, zero where they differ or it
// is not known.
func (r Result) Day() time.Time {
	var day time.Time
	for _, d := range r.Dates {
		if day.IsZero() {
			day = d
		}
		if !d.Equal(day) {
			return time.Time{}
		}
	}
	return day
}
