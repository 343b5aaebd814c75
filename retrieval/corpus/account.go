package corpus

import "verbatim/retrieval/corpus/reader"

// ofTheOrganization are those whose own words the press officers of the United
// Nations publish too.
var ofTheOrganization = map[string]bool{"un": true, "secretary-general": true, "secretariat": true, "unoda": true}

// takeBack leaves a press officer's account of a meeting to nobody: it tells in
// the third person what many said, and whoever is named in it did not write a
// word of it. That counts for what a sidecar says too.
func (d *found) takeBack(s *Statement, m reader.Meta, side *sidecar) {
	if m.Disclaimer != reader.Press || ofTheOrganization[s.By] && len(s.OnBehalf) == 0 {
		return
	}
	const why = "the document is a press officer's account of a meeting, and no delegation's words"
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
	s.Doubts = append(s.Doubts, "by: nobody is credited, since "+why)
}
