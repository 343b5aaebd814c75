package chromem

import (
	"encoding/binary"
	"encoding/hex"
)

// A generation has an ID and a key for each of its entries, some dozens of
// bytes each. As strings of their own, in maps, they would take more than the
// passages' words; so they lie one behind another.

// nameList holds strings, by the number that add gives.
type nameList struct {
	blocks [][]byte
	count  int
}

const blockSize = 64 << 10

// place tells where a nameList has a string: the block, and where it begins there.
type place uint64

func (l *nameList) add(s string) place {
	size := binary.MaxVarintLen64 + len(s)
	if last := len(l.blocks) - 1; last < 0 || len(l.blocks[last])+size > cap(l.blocks[last]) {
		l.blocks = append(l.blocks, make([]byte, 0, max(blockSize, size)))
	}
	last := len(l.blocks) - 1
	b := l.blocks[last]
	at := place(last)<<32 | place(len(b))
	l.blocks[last] = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	l.count++
	return at
}

// bytes gives a string's bytes, which must not be changed.
func (l *nameList) bytes(at place) []byte {
	b := l.blocks[at>>32][uint32(at):]
	n, k := binary.Uvarint(b)
	return b[k : k+int(n)]
}

func (l *nameList) at(at place) string { return string(l.bytes(at)) }

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
