package main

import (
	"verbatim/bot/catalog"
)

type catalogJSON struct {
	Sources []entryJSON  `json:"sources"`
	Gaps    []regionJSON `json:"gaps"`
}

type entryJSON struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	By           string   `json:"by"`
	OnBehalf     []string `json:"on_behalf"`
	Contributors []string `json:"contributors"`
	Sponsors     []string `json:"sponsors"`
	Speaker      string   `json:"speaker"`
	Date         string   `json:"date"` // may be a year or a month
	DateBasis    string   `json:"date_basis"`
	Venue        string   `json:"venue"`
	Process      string   `json:"process"`
	Kind         string   `json:"kind"`
	Language     string   `json:"language"`
	Symbol       string   `json:"symbol"`
	Topics       []string `json:"topics"`
	URL          string   `json:"url"`
	URLDerived   bool     `json:"url_derived"`
	Also         []string `json:"also"`
	Official     bool     `json:"official"`
	Starter      bool     `json:"starter"`
	Grade        string   `json:"grade"` // that a text fetched from url may have
	Held         string   `json:"held"`  // ID of the statement that the library holds of it
}

type regionJSON struct {
	Region  string   `json:"region"`
	Members int      `json:"members"`
	Sources int      `json:"sources"`
	Missing []string `json:"missing"`
}

func jsonCatalog(c *catalog.Catalog, entries []catalog.Entry, held map[string]string, gaps []catalog.Region) catalogJSON {
	return catalogJSON{
		Sources: mapped(entries, func(e catalog.Entry) entryJSON { return jsonEntry(c, &e, held[e.ID]) }),
		Gaps: mapped(gaps, func(r catalog.Region) regionJSON {
			return regionJSON{r.Code, r.Members, r.Sources, list(r.Missing)}
		}),
	}
}

func jsonEntry(c *catalog.Catalog, e *catalog.Entry, held string) entryJSON {
	return entryJSON{
		ID:           e.ID,
		Title:        e.Title,
		By:           e.By,
		OnBehalf:     list(e.OnBehalf),
		Contributors: list(e.Contributors),
		Sponsors:     list(e.Sponsors),
		Speaker:      e.Speaker,
		Date:         e.Date,
		DateBasis:    e.DateBasis,
		Venue:        e.Venue,
		Process:      e.Process,
		Kind:         e.Kind,
		Language:     e.Language,
		Symbol:       e.Symbol,
		Topics:       list(e.Topics),
		URL:          e.URL,
		URLDerived:   e.Derived,
		Also:         list(e.Also),
		Official:     e.Official,
		Starter:      e.Starter,
		Grade:        c.Grade(e).String(),
		Held:         held,
	}
}
