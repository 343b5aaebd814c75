package catalog

import (
	"encoding/json"
	"regexp"
	"strings"

	"verbatim/retrieval/corpus"
)

// Host says whose site is at a host, or at a part of one.
type Host struct {
	Name       string // in small letters
	Subdomains bool   // whether the hosts below it belong to it
	Path       string // only addresses whose path begins so; begins and ends with a slash, or is empty
	Owner      string // code of the State or body; empty for third parties and copies
	Texts      string // one of those below; empty: the owner's own
	Copy       string // why texts from there do not count: a look-alike, a mirror; empty for others
}

// The values of Host.Texts.
const (
	Records          = "records"           // documents and verbatim records of the United Nations, whoever speaks in them
	Press            = "press"             // press officers' accounts of meetings
	Transcripts      = "transcripts"       // unofficial ones
	MachineSummaries = "machine-summaries" // and machines' transcripts
)

var allTexts = []string{Records, Press, Transcripts, MachineSummaries}

// hostForm is a host of at least two labels; an address of numbers is none.
var hostForm = regexp.MustCompile(`^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?$`)

// Owner gives the code of the State or body whose own site the address is on;
// "un" for sites of the United Nations. It finds none for an address that is no
// whole http or https address without a user and on its scheme's own port, nor
// for a host that is not listed.
func (c *Catalog) Owner(address string) (code string, ok bool) {
	h := c.hostOf(address)
	if h == nil || h.Owner == "" {
		return "", false
	}
	return h.Owner, true
}

// Copy tells whether the address is on a site whose texts do not count, such as
// a look-alike, and why.
func (c *Catalog) Copy(address string) (why string, ok bool) {
	h := c.hostOf(address)
	if h == nil || h.Copy == "" {
		return "", false
	}
	return h.Copy, true
}

// hostOf finds the host that an address is on: of several that fit, the one
// with the longest name, then the longest path.
func (c *Catalog) hostOf(address string) *Host {
	u, name, err := parseAddress(address)
	if err != nil || !usualPort(u) || climbs(u) {
		return nil
	}
	var best *Host
	for i := range c.hosts {
		if h := &c.hosts[i]; h.has(name, u.Path) && (best == nil || h.closer(best)) {
			best = h
		}
	}
	return best
}

func (h *Host) has(name, path string) bool {
	below := h.Subdomains && strings.HasSuffix(name, "."+h.Name)
	return (name == h.Name || below) && strings.HasPrefix(path, h.Path)
}

func (h *Host) closer(other *Host) bool {
	if len(h.Name) != len(other.Name) {
		return len(h.Name) > len(other.Name)
	}
	return len(h.Path) > len(other.Path)
}

// GradeOf tells how a text that the program itself fetched from the address may
// be graded, when by speaks in it, for those in onBehalf. It is official on the
// site of whoever speaks; of a joint statement also on the site of the group that
// it is for, or, where it has no one speaker, of one of those who made it. On a
// site of the United Nations that holds records it is un-record.
func (c *Catalog) GradeOf(address, by string, onBehalf ...string) corpus.Grade {
	h := c.hostOf(address)
	switch {
	case h == nil, h.Copy != "":
		return corpus.Supplied
	case h.Texts == Transcripts:
		return corpus.UnofficialTranscript
	case h.Texts == MachineSummaries:
		return corpus.MachineSummary
	case h.Texts == Records, h.Owner == un && ofUN[by]:
		return corpus.UNRecord
	case h.Texts == "" && h.speaksThrough(by, onBehalf):
		return corpus.Official
	}
	return corpus.Supplied
}

// Grade is GradeOf for a source's own address.
func (c *Catalog) Grade(e *Entry) corpus.Grade { return c.GradeOf(e.URL, e.By, e.OnBehalf...) }

// speaksThrough tells whether the host is of those whose words a text on it is.
// A State's site does not speak for another State that is said to have spoken
// for it.
func (h *Host) speaksThrough(by string, onBehalf []string) bool {
	if h.Owner == by {
		return true
	}
	group := h.Owner == strings.ToLower(h.Owner)
	for _, code := range onBehalf {
		if code == h.Owner && (by == "" || group) {
			return true
		}
	}
	return false
}

const un = "un"

// ofUN are those whose own words the United Nations' press officers publish.
var ofUN = map[string]bool{un: true, "secretary-general": true, "secretariat": true, "unoda": true}

// Fingerprint gives a hash of the table of hosts: what is graded by it is to be
// graded anew when it changes.
func (c *Catalog) Fingerprint() string {
	data, err := json.Marshal(c.hosts)
	if err != nil {
		return "" // there is no value in it that JSON cannot write
	}
	return corpus.Hash(string(data))
}
