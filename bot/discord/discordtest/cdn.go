package discordtest

import (
	"net/http"
	"net/url"
	"strings"
)

// keepFile puts a file where attachments are. The lock is held.
func (s *Server) keepFile(channel string, f File, ephemeral bool) Attachment {
	id := s.nextID()
	folder := "attachments"
	if ephemeral {
		folder = "attachments/ephemeral"
	}
	path := "/" + folder + "/" + channel + "/" + id + "/" + url.PathEscape(f.Name)
	s.files[id] = f
	s.fileIDs = append(s.fileIDs, id)
	if s.opts.Keep > 0 && len(s.fileIDs) > s.opts.Keep {
		delete(s.files, s.fileIDs[0])
		s.fileIDs = s.fileIDs[1:]
	}
	address := "http://" + s.addr + path + "?ex=7fffffff&is=60000000&hm=" + id
	return Attachment{ID: id, Filename: f.Name, ContentType: f.contentType(), Size: len(f.Data), URL: address, ProxyURL: address, Ephemeral: ephemeral}
}

// serveFile serves an attachment to whoever has its whole address. A request
// that carries authorization gives a token away, which is a violation.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "" {
		s.violate("the bot's token was sent with a request for an attachment")
	}
	parts := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/attachments/"), "/") // names may have slashes
	var f File
	ok := false
	if len(parts) >= 3 && r.URL.Query().Get("hm") == parts[len(parts)-2] {
		s.mu.Lock()
		f, ok = s.files[parts[len(parts)-2]]
		s.mu.Unlock()
	}
	if !ok || r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", f.contentType())
	_, _ = w.Write(f.Data) // a bot that has gone needs no answer
}

// FileOf gives what an attachment of a message holds.
func (s *Server) FileOf(a Attachment) []byte {
	return see(s, func() []byte { return s.files[a.ID].Data })
}
