package discord

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits holds people and servers to a number of questions a minute.
type limits struct {
	perUser, burst, perGuild int

	mu      sync.Mutex
	users   map[string]*rate.Limiter
	guilds  map[string]*rate.Limiter
	presses map[string]*rate.Limiter // of buttons, by user
	told    map[string]time.Time     // when a person was last told of a limit
}

func newLimits(perUser, burst, perGuild int) *limits {
	return &limits{perUser: perUser, burst: burst, perGuild: perGuild, users: map[string]*rate.Limiter{}, guilds: map[string]*rate.Limiter{}, presses: map[string]*rate.Limiter{}, told: map[string]time.Time{}}
}

// take counts a question. Where it is one too many it says whose limit that
// is, "user" or "server", and how long to wait; it then counts for nobody.
func (l *limits) take(user, guild string, now time.Time) (whose string, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	mine := limiterOf(l.users, user, l.perUser, l.burst)
	if wait := untilOne(mine, now); wait > 0 {
		return "user", wait
	}
	if guild == "" {
		mine.AllowN(now, 1)
		return "", 0
	}
	ours := limiterOf(l.guilds, guild, l.perGuild, l.perGuild)
	if wait := untilOne(ours, now); wait > 0 {
		return "server", wait
	}
	mine.AllowN(now, 1)
	ours.AllowN(now, 1)
	return "", 0
}

// How often one person may press buttons: more than anybody reads.
const pressesAMinute, pressesInOneGo = 120, 40

// press counts a press of a button. Where it is one too many it says how long to
// wait, and counts it not.
func (l *limits) press(user string, now time.Time) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	mine := limiterOf(l.presses, user, pressesAMinute, pressesInOneGo)
	if wait := untilOne(mine, now); wait > 0 {
		return wait
	}
	mine.AllowN(now, 1)
	return 0
}

// untilOne is how long it is until a limiter lets one more through.
func untilOne(lim *rate.Limiter, now time.Time) time.Duration {
	lacks := 1 - lim.TokensAt(now)
	if lacks <= 0 {
		return 0
	}
	return time.Duration(lacks / float64(lim.Limit()) * float64(time.Second))
}

func limiterOf(of map[string]*rate.Limiter, key string, perMinute, burst int) *rate.Limiter {
	lim, ok := of[key]
	if !ok {
		lim = rate.NewLimiter(rate.Limit(float64(perMinute)/60), burst)
		of[key] = lim
	}
	return lim
}

// tell tells whether a person is to be told of a limit again, at most twice a minute.
func (l *limits) tell(user string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.told[user]) < 30*time.Second {
		return false
	}
	l.told[user] = now
	return true
}

// sweep forgets whoever has asked nothing for so long that nothing counts any more.
func (l *limits) sweep() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for user, at := range l.told {
		if time.Since(at) > time.Minute {
			delete(l.told, user)
		}
	}
	for _, of := range []map[string]*rate.Limiter{l.users, l.guilds, l.presses} {
		for key, lim := range of {
			if lim.Tokens() >= float64(lim.Burst()) {
				delete(of, key)
			}
		}
	}
}
