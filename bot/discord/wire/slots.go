package wire

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// slots gives the shards turns to identify. Discord allows so many sessions a
// day, and one every five seconds for each key; a shard's key is its ID modulo
// max_concurrency. Resuming takes no turn.
type slots struct {
	client *Client

	mu     sync.Mutex
	answer *discordgo.GatewayBotResponse // the last one; Remaining is counted down
	asked  time.Time
	keys   map[int]*slotKey
}

// slotKey is one concurrency key's.
type slotKey struct {
	turn chan struct{} // held from the wait until the identify is sent
	next time.Time
}

func newSlots(c *Client) *slots {
	return &slots{client: c, keys: map[int]*slotKey{}}
}

// look asks for the gateway's address and limits. An answer that is younger
// than the pause between two identifies is used again: shards come together.
func (s *slots) look(ctx context.Context) (discordgo.GatewayBotResponse, error) {
	s.mu.Lock()
	if s.answer != nil && time.Since(s.asked) < s.client.tuning.IdentifyEvery {
		defer s.mu.Unlock()
		return *s.answer, nil
	}
	s.mu.Unlock()
	var answer discordgo.GatewayBotResponse
	err := s.client.Do(ctx, Request{Method: http.MethodGet, Path: "gateway/bot", Out: &answer})
	if absent(err) { // not Discord's own server: the look-up that needs no token tells the address alone
		err = s.client.Do(ctx, Request{Method: http.MethodGet, Path: "gateway", Out: &answer})
	}
	if err == nil {
		answer.URL, err = gatewayAddress(answer.URL)
	}
	if err != nil {
		return answer, fmt.Errorf("looking for the gateway: %w", err)
	}
	answer.SessionStartLimit.MaxConcurrency = max(answer.SessionStartLimit.MaxConcurrency, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer, s.asked = &answer, time.Now()
	return answer, nil
}

// take waits for a shard's turn to identify, and gives the address to dial.
// done must be called once: with true when the identify was sent.
func (s *slots) take(ctx context.Context, shard int) (address string, done func(sent bool), err error) {
	answer, err := s.look(ctx)
	if err != nil {
		return "", nil, err
	}
	key := s.key(shard % answer.SessionStartLimit.MaxConcurrency)
	select {
	case key.turn <- struct{}{}:
	case <-ctx.Done():
		return "", nil, ctx.Err()
	}
	done = func(sent bool) {
		if sent {
			key.next = time.Now().Add(s.client.tuning.IdentifyEvery)
		}
		<-key.turn
	}
	address, err = s.prepare(ctx, key)
	if err != nil {
		done(false)
		return "", nil, err
	}
	return address, done, nil
}

// prepare waits until the key, and the day's number of sessions, allow one more.
func (s *slots) prepare(ctx context.Context, key *slotKey) (string, error) {
	if err := sleep(ctx, time.Until(key.next)); err != nil {
		return "", err
	}
	for {
		answer, err := s.look(ctx)
		if err != nil {
			return "", err
		}
		if s.spend() {
			return answer.URL, nil
		}
		wait := max(time.Duration(answer.SessionStartLimit.ResetAfter)*time.Millisecond, s.client.tuning.IdentifyEvery)
		wait = min(wait, 24*time.Hour)
		s.client.log.Warn("Discord allows no more sessions for now: waiting until it does", slog.Duration("wait", wait))
		if err := sleep(ctx, wait); err != nil {
			return "", err
		}
	}
}

// spend takes one of the sessions that are left.
func (s *slots) spend() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	limit := &s.answer.SessionStartLimit
	if limit.Total > 0 && limit.Remaining <= 0 {
		return false
	}
	limit.Remaining--
	return true
}

func (s *slots) key(n int) *slotKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keys[n] == nil {
		s.keys[n] = &slotKey{turn: make(chan struct{}, 1)}
	}
	return s.keys[n]
}
