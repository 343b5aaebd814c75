package catalog

import (
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// host takes one [[host]] in, and notes what is wrong with it.
func (p *parser) host(t *hostTable, at place) {
	h := Host{Name: t.Host, Subdomains: t.Subdomains, Path: t.Path, Owner: t.Owner, Texts: t.Texts, Copy: t.Copy}
	if !hostForm.MatchString(h.Name) {
		p.wrong(at, "host", "write the name alone, in small letters, such as www.example.org", "the host %s cannot be one", shown(h.Name))
	}
	if suffix, _ := publicsuffix.PublicSuffix(h.Name); h.Subdomains && suffix == h.Name {
		p.wrong(at, "subdomains", "list the hosts below it one by one", "names below %s are given to anybody", h.Name)
	}
	if h.Path != "" && (!strings.HasPrefix(h.Path, "/") || !strings.HasSuffix(h.Path, "/")) {
		p.wrong(at, "path", "begin and end it with a slash, such as /country/", "the path %s cannot be one", shown(h.Path))
	}
	p.once("host", h.Name+h.Path, at)
	p.hostOwner(&h, at)
	if i := slices.IndexFunc(p.hosts, func(old Host) bool { return old.Name == h.Name && old.Path == h.Path }); i >= 0 {
		p.hosts[i] = h
	} else {
		p.hosts = append(p.hosts, h)
	}
}

// hostOwner looks at whose a host is and what is found there.
func (p *parser) hostOwner(h *Host, at place) {
	if h.Owner != "" {
		p.code("owner", h.Owner, at)
	}
	if h.Texts != "" && !slices.Contains(allTexts, h.Texts) {
		p.wrong(at, "texts", didYouMean(h.Texts, allTexts), "texts: there is no %s", shown(h.Texts))
	}
	third := h.Texts == Transcripts || h.Texts == MachineSummaries
	switch {
	case h.Owner == "" && h.Copy == "" && !third:
		p.wrong(at, "host", "give its owner, or say in copy why texts from there do not count", "nobody is named whose site %s is", h.Name)
	case h.Copy != "" && (h.Owner != "" || h.Texts != ""):
		p.wrong(at, "copy", "leave out owner and texts", "a copy's site is nobody's own")
	case third && h.Owner != "":
		p.wrong(at, "owner", "leave owner out", "a third party's %s are nobody's own words", h.Texts)
	case (h.Texts == Records || h.Texts == Press) && h.Owner != un:
		p.wrong(at, "texts", `write owner = "un"`, "only the United Nations have %s", h.Texts)
	}
}
