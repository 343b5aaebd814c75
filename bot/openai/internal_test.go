package openai

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"
	"unicode/utf8"
)

func TestConfig(t *testing.T) {
	const key = "sk-sentinel-0123456789"
	tests := map[string]struct {
		cfg  Config
		says string // of the error; empty: none is wanted
	}{
		"https":                {Config{BaseURL: "https://api.example/v1", Model: "m", Key: key}, ""},
		"this machine":         {Config{BaseURL: "http://127.0.0.1:8080", Model: "m", Key: key}, ""},
		"this machine, IPv6":   {Config{BaseURL: "http://[::1]:8080/v1/", Model: "m", Key: key}, ""},
		"this machine, mapped": {Config{BaseURL: "http://[::ffff:127.0.0.1]/v1/", Model: "m", Key: key}, ""},
		"this machine by name": {Config{BaseURL: "HTTP://LocalHost:8080", Model: "m", Key: key}, ""},
		"far, without a key":   {Config{BaseURL: "http://192.0.2.1:8080/v1", Model: "m"}, ""},
		"far":                  {Config{BaseURL: "http://192.0.2.1:8080/v1", Model: "m", Key: key}, "use https"},
		"far by name":          {Config{BaseURL: "http://localhost.example/v1", Model: "m", Key: key}, "use https"},
		"any address":          {Config{BaseURL: "http://0.0.0.0:8080/v1", Model: "m", Key: key}, "use https"},
		"short form":           {Config{BaseURL: "http://127.1/v1", Model: "m", Key: key}, "use https"},
		"no scheme":            {Config{BaseURL: "api.example/v1", Model: "m"}, "web address"},
		"host and port":        {Config{BaseURL: "localhost:8080", Model: "m"}, "web address"},
		"empty":                {Config{Model: "m"}, "web address"},
		"file":                 {Config{BaseURL: "file://host/etc/passwd", Model: "m"}, "http and https"},
		"password":             {Config{BaseURL: "https://me:sentinel@api.example/v1", Model: "m"}, "user name or password"},
		"query":                {Config{BaseURL: "https://api.example/v1?key=sentinel", Model: "m"}, `"?"`},
		"control characters":   {Config{BaseURL: "https://api.exa\nmple/v1", Model: "m"}, "web address"},
		"no model":             {Config{BaseURL: "https://api.example/v1", Model: " "}, "model"},
		"key with a line end":  {Config{BaseURL: "https://api.example/v1", Model: "m", Key: "sentinel\r\nX: y"}, "more copied"},
		"output over context":  {Config{BaseURL: "https://api.example/v1", Model: "m", Context: 100, MaxOutput: 100}, "context"},
		"negative context":     {Config{BaseURL: "https://api.example/v1", Model: "m", Context: -1}, "context"},
		"negative time":        {Config{BaseURL: "https://api.example/v1", Model: "m", Idle: -1}, "time limit"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := New(tt.cfg)
			if tt.says == "" && err != nil || tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)) {
				t.Errorf("error %v, want one that says %q", err, tt.says)
			}
			if err != nil && strings.Contains(err.Error(), "sentinel") {
				t.Errorf("%v holds the secret", err)
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	c := Config{Context: 1000}.withDefaults()
	if c.MaxOutput != 250 || c.Retries != DefaultRetries || c.Timeout != DefaultTimeout {
		t.Errorf("%+v", c)
	}
	if c := (Config{}).withDefaults(); c.MaxOutput != DefaultMaxOutput || c.Context != DefaultContext {
		t.Errorf("%+v", c)
	}
}

// TestOnlyLoopback is the check of the address that a name stands for.
func TestOnlyLoopback(t *testing.T) {
	for address, ok := range map[string]bool{"127.0.0.1:80": true, "[::1]:80": true, "127.9.9.9:1": true,
		"192.0.2.1:80": false, "[2001:db8::1]:80": false, "0.0.0.0:80": false, "nonsense": false} {
		if err := onlyLoopback("tcp", address, nil); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
	cfg := Config{BaseURL: "http://localhost:1/v1", Key: "k", Connect: time.Second}
	if dialer(cfg).Control == nil {
		t.Error("a key in the clear may leave this machine")
	}
	for _, cfg := range []Config{{BaseURL: "https://a.example", Key: "k"}, {BaseURL: "http://a.example"}} {
		if dialer(cfg).Control != nil {
			t.Errorf("%s is kept from leaving this machine", cfg)
		}
	}
}

func TestBackoff(t *testing.T) {
	limits := []time.Duration{500, 1000, 2000, 4000, 8000, 8000, 8000}
	for n, want := range limits {
		most := backoff(n, func(limit int64) int64 { return limit - 1 })
		least := backoff(n, func(int64) int64 { return 0 })
		if most != want*time.Millisecond || least != 0 {
			t.Errorf("after attempt %d: %v to %v, want 0 to %v", n, least, most, want*time.Millisecond)
		}
	}
	if backoff(1<<40, func(limit int64) int64 { return limit - 1 }) != maxWait {
		t.Error("many attempts overflow")
	}
}

func TestSleep(t *testing.T) {
	if err := sleep(t.Context(), time.Microsecond); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestTokens compares with what tokenizers make of the same texts.
func TestTokens(t *testing.T) {
	raw, err := os.ReadFile("testdata/tokens.json")
	if err != nil {
		t.Fatal(err)
	}
	var samples []struct {
		Name, Text string
		Tokens     map[string]int
	}
	if err := json.Unmarshal(raw, &samples); err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		got := CountTokens(s.Text)
		for name, n := range s.Tokens {
			if got < n {
				t.Errorf("%s: counted %d, %s makes %d", s.Name, got, name, n)
			}
		}
		if n := s.Tokens["Llama 1"]; strings.HasPrefix(s.Name, "English, prose") && got > n*3/2 {
			t.Errorf("%s: counted %d where %d are enough: room is wasted", s.Name, got, n)
		}
	}
	if CountTokens("") != 0 {
		t.Error("nothing costs something")
	}
}

// FuzzCountTokens: never less than nothing, never more than the bytes, which no
// tokenizer exceeds by more than the odd mark.
func FuzzCountTokens(f *testing.F) {
	f.Add("The group should meet. 13(c)\n\tСтрана 国 \xff")
	f.Fuzz(func(t *testing.T, s string) {
		n := CountTokens(s)
		if n < 0 || n > 2*len(s)+1 || n == 0 && s != "" {
			t.Errorf("%d tokens for %d bytes", n, len(s))
		}
	})
}

// FuzzThinker: pieces do not matter, and no reasoning that was opened and
// closed gets out.
func FuzzThinker(f *testing.F) {
	f.Add("a<think>hm</think>b", uint8(1), false)
	f.Add("<THINK>hm</Thinking> b < c </think x>", uint8(3), true)
	f.Add("hm</think>b<reasoning>", uint8(2), true)
	f.Add("<thin\u212a>", uint8(1), false)
	f.Fuzz(func(t *testing.T, s string, size uint8, hold bool) {
		run := func(size int) string {
			th := thinker{hold: hold}
			var out string
			for rest := s; rest != ""; {
				n := min(size, len(rest))
				piece, reset := th.add(rest[:n])
				if reset {
					out = ""
				}
				out, rest = out+piece, rest[n:]
			}
			return out + th.end()
		}
		whole := run(len(s) + 1)
		if pieces := run(int(size) + 1); pieces != whole {
			t.Errorf("in pieces %q, whole %q", pieces, whole)
		}
		if len(whole) > len(s) {
			t.Errorf("%q became %q", s, whole)
		}
		secret := strings.ReplaceAll(s, "<", "(")
		th := thinker{hold: hold}
		out, _ := th.add("A<think>" + secret + "\x01</think>B")
		if out += th.end(); out != "AB" && !hold || strings.Contains(out, "\x01") {
			t.Errorf("reasoning got out: %q", out)
		}
	})
}

// FuzzCleaner: the result is text, without control characters, however the
// bytes were cut.
func FuzzCleaner(f *testing.F) {
	f.Add([]byte("Z\xc3\xbcrich\r\n\x00\xed\xa0\xbd\xed\xb8\x80"), uint8(1))
	f.Add([]byte("\xed\xa0\xbd\xed\xb8\xe2\x82"), uint8(2))
	f.Fuzz(func(t *testing.T, in []byte, size uint8) {
		whole := cleanText(string(in))
		var c cleaner
		var out string
		for rest := in; len(rest) > 0; {
			n := min(int(size)+1, len(rest))
			out, rest = out+c.add(string(rest[:n])), rest[n:]
		}
		if out += c.end(); strings.TrimRight(out, "\ufffd") != strings.TrimRight(whole, "\ufffd") {
			t.Errorf("in pieces %q, whole %q", out, whole)
		}
		if !utf8.ValidString(whole) {
			t.Errorf("%q is no text", whole)
		}
		if i := strings.IndexFunc(whole, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
			t.Errorf("%q has a control character at %d", whole, i)
		}
	})
}

// FuzzUnquote: valid JSON strings of valid text read as encoding/json reads them.
func FuzzUnquote(f *testing.F) {
	f.Add(`"a\"\u00e9\ud83d\ude00\n\ud800x"`)
	f.Fuzz(func(t *testing.T, raw string) {
		var want string
		if !utf8.ValidString(raw) || !strings.HasPrefix(raw, `"`) || json.Unmarshal([]byte(raw), &want) != nil {
			return
		}
		trimmed := strings.TrimSpace(raw) // what encoding/json hands over
		if got := cleanText(unquote([]byte(trimmed))); got != cleanText(want) {
			t.Errorf("%s read as %q, want %q", raw, got, cleanText(want))
		}
	})
}

// FuzzExcerpt: one line that holds no six characters of the key.
func FuzzExcerpt(f *testing.F) {
	f.Add("Bearer sk-sentinel-0123456789 is wrong", "sk-sentinel-0123456789")
	f.Add("aaaaaaaaaaaa", "aaaaaa")
	f.Add("x", "x")
	f.Fuzz(func(t *testing.T, s, key string) {
		got := excerpt(s, key, maxExcerpt)
		if utf8.RuneCountInString(got) > maxExcerpt+1 || strings.ContainsFunc(got, unicode.IsControl) {
			t.Errorf("%q", got)
		}
		for _, mark := range []string{"[key]", "…", "\ufffd", " "} { // what this package writes itself
			got = strings.ReplaceAll(got, mark, "\x00")
		}
		for i := 0; i+shared <= len(key); i++ {
			if part := key[i : i+shared]; strings.Contains(got, part) && !strings.ContainsAny(part, "\x00 ") {
				t.Errorf("%q holds %q of the key", got, part)
			}
		}
	})
}

// FuzzEvents: whatever a server sends becomes whole lines, the same for any
// way in which it arrives.
func FuzzEvents(f *testing.F) {
	f.Add([]byte("data: {\"a\":1}\n\n: x\r\n\r\ndata:[DONE]"))
	f.Add([]byte("\xef\xbb\xbf {\"choices\":[]}"))
	f.Add([]byte("error: boom\n\ndata: {\ndata: }\n\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		whole, err := io.ReadAll(newEvents(strings.NewReader(string(in)), &exchange{}))
		slow, serr := io.ReadAll(newEvents(iotest.OneByteReader(strings.NewReader(string(in))), &exchange{}))
		if string(whole) != string(slow) || (err == nil) != (serr == nil) {
			t.Fatalf("%q, %v and slowly %q, %v", whole, err, slow, serr)
		}
		for line := range strings.Lines(string(whole)) {
			if !strings.HasPrefix(line, "data: ") || !strings.HasSuffix(line, "\n") {
				t.Errorf("line %q", line)
			}
		}
	})
}

// TestEventTooLarge is one event that never ends, in each of its forms.
func TestEventTooLarge(t *testing.T) {
	for name, begin := range map[string]string{"data": "data: ", "line": "x", "document": `{"a":"`, "lines": "data: 1\ndata: "} {
		in := io.MultiReader(strings.NewReader(begin), iotest.DataErrReader(io.LimitReader(xs{}, maxEvent+10)))
		if _, err := io.ReadAll(newEvents(in, &exchange{})); !errors.Is(err, errTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// xs is an endless text of one letter.
type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}
