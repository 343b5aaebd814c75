package corpus

import (
	"slices"

	"verbatim/retrieval/corpus/reader"
)

// ofTheOrganization are those whose own words the press officers of the United
// Nations publish too.
var ofTheOrganization = map[string]bool{"un": true, "secretary-general": true, "secretariat": true, "unoda": true}

const (
	byPress   = "the document is a press officer's account of a meeting, and no delegation's words"
	byMachine = "the document is a machine's summary, and no delegation's words"
	credited  = "by: nobody is credited, since "
)

// Account tells whether a statement is somebody's account of what others said, a
// press officer's or a machine's: it is credited to nobody.
func (s *Statement) Account() bool {
	return slices.Contains(s.Doubts, credited+byPress) || slices.Contains(s.Doubts, credited+byMachine)
}

// takeBack leaves an account of a meeting to nobody: it tells in the third person
// what many said, and whoever is named in it did not write a word of it. That
// counts for what a sidecar says too.
func (d *found) takeBack(s *Statement, m reader.Meta, side *sidecar) {
	why := byPress
	switch {
	case s.Grade == MachineSummary:
		why = byMachine
	case m.Disclaimer != reader.Press, ofTheOrganization[s.By] && len(s.OnBehalf) == 0:
		return
	}
	if side != nil {
		for _, key := range ofSpeakers {
			if side.set[key] {
				d.warnings = append(d.warnings, d.ofSidecar(Failure{
					File: side.at(key), Reason: key + " is ignored: " + why, Fix: "remove the line, and add what the delegation itself said",
				}))
			}
		}
	}
	s.By, s.OnBehalf, s.Aligned, s.Speaker, s.Office = "", nil, nil, "", ""
	for _, key := range ofSpeakers {
		delete(s.Origin, key)
	}
	s.Doubts = append(slices.DeleteFunc(slices.Clone(s.Doubts), ofVoice), credited+why)
}

// ofVoice tells whether a doubt is on who speaks.
func ofVoice(doubt string) bool {
	for _, key := range ofSpeakers {
		if len(doubt) > len(key) && doubt[:len(key)+1] == key+":" {
			return true
		}
	}
	return false
}
