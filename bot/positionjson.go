package main

import (
	"verbatim/bot/answer"
	"verbatim/bot/position"
)

type comparisonJSON struct {
	Topic     string         `json:"topic"`
	Sides     []sideJSON     `json:"sides"`
	Relations []relationJSON `json:"relations"` // sorted by the words of the quotations, not verified
	Citations []citationJSON `json:"citations"` // in the order shown
	Held      heldJSON       `json:"held"`
	Notices   []string       `json:"notices"`
}

type sideJSON struct {
	By     string      `json:"by"`
	Quotes []sortedRef `json:"quotes"`
	Held   heldJSON    `json:"held"`
	Report string      `json:"report"` // where there is no quotation
}

// sortedRef is a citation by its number, with what its words do.
type sortedRef struct {
	N    int    `json:"n"`
	By   string `json:"by"`
	Date string `json:"date"`
	Sort string `json:"sort"` // supports, conditional, asks, opposes or speaks; sorted, not verified
}

type relationJSON struct {
	A        string `json:"a"`
	B        string `json:"b"`
	Relation string `json:"relation"` // agree or differ
	ByName   bool   `json:"by_name"`  // a quoted sentence names the other side
	Marks    []int  `json:"citations"`
}

type timelineJSON struct {
	Topic     string         `json:"topic"`
	By        string         `json:"by"`
	Quotes    []sortedRef    `json:"quotes"`
	Earliest  string         `json:"earliest"`
	Latest    string         `json:"latest"`
	Undated   int            `json:"undated"`
	Unshown   []unshownJSON  `json:"unshown"` // passages that speak of it and are not quoted
	Sessions  []meetingJSON  `json:"sessions"`
	Report    string         `json:"report"`
	Citations []citationJSON `json:"citations"`
	Held      heldJSON       `json:"held"`
	Notices   []string       `json:"notices"`
	Picture   *pictureJSON   `json:"picture,omitempty"` // with --picture
}

type meetingJSON struct {
	Process string `json:"process"`
	Session int    `json:"session"`
	From    string `json:"from"`
	To      string `json:"to"`
	Held    int    `json:"held"`   // statements held of these days
	Quoted  int    `json:"quoted"` // quotations on the topic
}

type unshownJSON struct {
	Process  string `json:"process"`
	Session  int    `json:"session"` // 0 where none is known
	Year     int    `json:"year"`    // where session is 0; 0: undated
	Passages int    `json:"passages"`
}

type whoJSON struct {
	Topic     string         `json:"topic"`
	Groups    []groupJSON    `json:"groups"`
	Speaking  int            `json:"speaking"` // delegations that speak of it
	Holding   int            `json:"holding"`  // delegations of which anything is held
	Citations []citationJSON `json:"citations"`
	Held      heldJSON       `json:"held"`
	Notices   []string       `json:"notices"`
}

type groupJSON struct {
	Sort   string      `json:"sort"`
	Quotes []sortedRef `json:"quotes"`
}

func jsonRef(code string, q position.Quote) sortedRef {
	return sortedRef{N: q.Citation.N, By: code, Date: isoDate(q.Citation.Statement.Date), Sort: string(q.Sort)}
}

func jsonComparison(c *position.Comparison) comparisonJSON {
	return comparisonJSON{
		Topic: c.Topic,
		Sides: mapped(c.Sides, func(s position.Side) sideJSON {
			return sideJSON{By: s.Code, Held: jsonHeld(s.Held), Report: s.Report,
				Quotes: mapped(s.Quotes, func(q position.Quote) sortedRef { return jsonRef(q.Citation.Statement.By, q) })}
		}),
		Relations: mapped(c.Relations, func(r position.Relation) relationJSON {
			return relationJSON{A: r.A, B: r.B, Relation: r.Word(), ByName: r.ByName, Marks: list(r.Marks)}
		}),
		Citations: mapped(c.Citations, jsonCitation), Held: jsonHeld(c.Held), Notices: list(c.Notices),
	}
}

func jsonTimeline(t *position.Timeline, drawn *pictureJSON) timelineJSON {
	return timelineJSON{
		Topic: t.Topic, By: t.Code,
		Quotes:   mapped(t.Quotes, func(q position.Quote) sortedRef { return jsonRef(q.Citation.Statement.By, q) }),
		Earliest: isoDate(t.Earliest), Latest: isoDate(t.Latest), Undated: t.Undated,
		Unshown: mapped(t.Unshown, func(u answer.Unshown) unshownJSON {
			return unshownJSON{u.Process, u.Session, u.Year, u.Passages}
		}),
		Sessions: mapped(t.Meetings, func(m position.Meeting) meetingJSON {
			return meetingJSON{m.Process, m.Session, isoDate(m.From), isoDate(m.To), m.Held, m.Quoted}
		}),
		Report: t.Report, Citations: mapped(t.Citations, jsonCitation), Held: jsonHeld(t.Held), Notices: list(t.Notices), Picture: drawn,
	}
}

func jsonWho(w *position.Who) whoJSON {
	return whoJSON{
		Topic: w.Topic,
		Groups: mapped(w.Groups, func(g position.Group) groupJSON {
			return groupJSON{string(g.Sort), mapped(g.Quotes, func(e position.Entry) sortedRef { return jsonRef(e.Code, e.Quote) })}
		}),
		Speaking: w.Speaking, Holding: w.Holding, Citations: mapped(w.Citations, jsonCitation), Held: jsonHeld(w.Held), Notices: list(w.Notices),
	}
}
