package discord

import (
	"sync"
	"time"

	"verbatim/bot/library"
)

// upload is a document that is not added yet.
type upload struct {
	ref, guild, who, name string
	data                  []byte
	meta                  library.Meta
	came                  time.Time
}

// uploads holds them.
type uploads struct {
	mu  sync.Mutex
	all map[string]*upload
}

func newUploads() *uploads { return &uploads{all: map[string]*upload{}} }

// add holds a document, if there is room for one more.
func (u *uploads) add(f *upload) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	for ref, old := range u.all {
		if time.Since(old.came) > uploadsLive {
			delete(u.all, ref)
		}
	}
	u.makeRoom(f.guild)
	if len(u.all) >= mostUploads {
		return false
	}
	u.all[f.ref] = f
	return true
}

// makeRoom lets the oldest of a server go where it has too many. The lock is held.
func (u *uploads) makeRoom(guild string) {
	var oldest *upload
	n := 0
	for _, f := range u.all {
		if f.guild == guild {
			if n++; oldest == nil || f.came.Before(oldest.came) {
				oldest = f
			}
		}
	}
	if n >= mostOfServer {
		delete(u.all, oldest.ref)
	}
}

// get gives a copy of what is held.
func (u *uploads) get(ref, guild string) (upload, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	f, ok := u.all[ref]
	if !ok || f.guild != guild || time.Since(f.came) > uploadsLive {
		return upload{}, false
	}
	return *f, true
}

// take gives what is held and holds it no longer, so that it is added once.
func (u *uploads) take(ref, guild string) (upload, bool) {
	f, ok := u.get(ref, guild)
	if ok {
		u.mu.Lock()
		defer u.mu.Unlock()
		_, ok = u.all[ref]
		delete(u.all, ref)
	}
	return f, ok
}

func (u *uploads) change(ref string, change func(*library.Meta)) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if f, ok := u.all[ref]; ok {
		change(&f.meta)
	}
}

func (u *uploads) of(who string) (refs []string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for ref, f := range u.all {
		if f.who == who {
			refs = append(refs, ref)
		}
	}
	return refs
}

func (u *uploads) drop(ref string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.all, ref)
}
