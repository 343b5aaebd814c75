package chromem

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"verbatim/retrieval"
)

// A generation has an ID and a key for each of its entries, some dozens of
// bytes each. As strings of their own, in maps, they would take more than the
// passages' words; so what can be said shorter is.

// entryID is the ID of a passage, less the statement, which its headers name:
// STATEMENT#HASH.ORDINAL, with 16 hexadecimal digits. IDs of another form lie in
// a list, in which -1 less the ordinal is the place.
type entryID struct {
	hash    [8]byte
	ordinal int32
}

const idMiddle = 1 + 16 + 1 // "#", the hash, "."

// shortID gives an ID of that form, if it is one of this statement's.
func shortID(id, statement string) (e entryID, ok bool) {
	rest, ok := strings.CutPrefix(id, statement)
	if !ok || len(rest) <= idMiddle || len(rest) > idMiddle+9 {
		return e, false
	}
	n, err := strconv.ParseUint(rest[idMiddle:], 10, 31)
	if err != nil {
		return e, false
	}
	if _, err := hex.Decode(e.hash[:], []byte(rest[1:17])); err != nil {
		return e, false
	}
	e.ordinal = int32(n)
	return e, string(e.appendTo(nil, statement)) == id
}

func (e entryID) appendTo(b []byte, statement string) []byte {
	b = append(append(b, statement...), '#')
	b = append(hex.AppendEncode(b, e.hash[:]), '.')
	return strconv.AppendInt(b, int64(e.ordinal), 10)
}

// entries are rows with what their IDs are made of.
type entries struct {
	rows    []row
	headers []retrieval.Headers
	odd     []string // IDs of another form
}

// id makes the ID of a row that is to be added.
func (e *entries) newID(id string, header int32) entryID {
	short, ok := shortID(id, e.headers[header].Statement)
	if !ok {
		e.odd = append(e.odd, id)
		short.ordinal = -int32(len(e.odd))
	}
	return short
}

func (e *entries) appendID(b []byte, r row) []byte {
	if r.id.ordinal < 0 {
		return append(b, e.odd[-r.id.ordinal-1]...)
	}
	return r.id.appendTo(b, e.headers[r.header].Statement)
}

func (e *entries) id(r row) string { return string(e.appendID(nil, r)) }

// sort sorts the rows by ID.
func (e *entries) sort() {
	var a, b []byte
	slices.SortFunc(e.rows, func(x, y row) int {
		a, b = e.appendID(a[:0], x), e.appendID(b[:0], y)
		return bytes.Compare(a, b)
	})
}

// keyBytes is a key as package retrieval makes them, 32 hexadecimal digits.
type keyBytes [16]byte

func bytesOf(key string) (b keyBytes, ok bool) {
	if len(key) != 2*len(b) {
		return b, false
	}
	if _, err := hex.Decode(b[:], []byte(key)); err != nil || hex.EncodeToString(b[:]) != key {
		return b, false
	}
	return b, true
}

// keyList holds keys by their number. Keys of another form are kept as they are.
type keyList struct {
	short []keyBytes
	other map[int32]string
}

func (l *keyList) add(key string) int32 {
	n := int32(len(l.short))
	b, ok := bytesOf(key)
	if !ok {
		if l.other == nil {
			l.other = map[int32]string{}
		}
		l.other[n] = key
	}
	l.short = append(l.short, b)
	return n
}

// grow makes room for n more.
func (l *keyList) grow(n int) { l.short = slices.Grow(l.short, n) }

func (l *keyList) len() int { return len(l.short) }

func (l *keyList) at(n int32) string {
	if key, ok := l.other[n]; ok {
		return key
	}
	return hex.EncodeToString(l.short[n][:])
}

// keyMap finds a number by its key.
type keyMap struct {
	short map[keyBytes]int32
	other map[string]int32
}

func (m *keyMap) get(key string) (int32, bool) {
	if b, ok := bytesOf(key); ok {
		n, ok := m.short[b]
		return n, ok
	}
	n, ok := m.other[key]
	return n, ok
}

func (m *keyMap) set(key string, n int32) {
	if b, ok := bytesOf(key); ok {
		if m.short == nil {
			m.short = map[keyBytes]int32{}
		}
		m.short[b] = n
		return
	}
	if m.other == nil {
		m.other = map[string]int32{}
	}
	m.other[key] = n
}
