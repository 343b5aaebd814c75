package fetch

import (
	"strings"
	"testing"

	"verbatim/bot/library"
)

// A site that has nothing often answers 200 and names what was looked for.
func TestPagesThatAreNone(t *testing.T) {
	for _, headed := range []string{
		"Page not found", "404 - Page not found", "Error 404", "404", "The page you are looking for does not exist", "This page is no longer available",
		"Sign in", "Log in to continue", "Login", "Access denied", "403 Forbidden", "Just a moment...", "Attention Required! | Cloudflare",
		"Page introuvable", "Página no encontrada", "Страница не найдена", "页面不存在", "الصفحة غير موجودة",
	} {
		d := newDesk(t, known)
		d.net.put(address, page(headed, "<p>Among our latest news: "+title+", 27 July 2022. Please use the search to find what you want, or write to us.</p>"))
		if r := d.fetch(); r[0].Outcome != Failed || !strings.Contains(r[0].Reason, "is no document") {
			t.Errorf("%s: %s (%s)", headed, r[0].Outcome, r[0].Reason)
		}
		if r := d.fetch("https://elsewhere.example/x"); r[0].Outcome != Failed {
			t.Errorf("%s", r[0].Outcome)
		}
	}
	for _, headed := range []string{
		"Statement by Freedonia on access denied to small States", "Signing of the convention", "Not one State alone: statement by Freedonia", "Document A/AC.290/2021/404",
		"Login data as a target: remarks by Freedonia", "500 days of the group", "The page of history that we turn",
	} {
		if absentTitle.MatchString(headed) {
			t.Errorf("%q is taken for a page that is none", headed)
		}
	}
	// What is held stays when its page goes.
	d := newDesk(t, known)
	d.net.put(address, page(title, freedonian))
	d.want(d.fetch(), library.Came)
	d.net.put(address, page("Page not found", "<p>"+title+" was moved.</p>"))
	d.want(d.fetch("fd-2022-07-27-norms"), Failed)
	if s := d.statement("fd-2022-07-27-norms"); !strings.Contains(s.Text, "supports norms") {
		t.Errorf("%q", s.Text)
	}
}

// What a person says of a source of the catalogue makes nobody else the speaker.
func TestTitleMakesNoSpeaker(t *testing.T) {
	d := newDesk(t, known)
	d.net.put(address, page("Statement by Sylvania at the working group", strings.ReplaceAll(freedonian, "Freedonia", "Sylvania")))
	jobs, err := Named(d.catalog, []string{address})
	if err != nil {
		t.Fatal(err)
	}
	jobs[0].Meta = library.Meta{Title: "A speech"}
	r := d.run(jobs)
	d.want(r, Failed)
	if !strings.Contains(r[0].Reason, "by Sylvania") {
		t.Error(r[0].Reason)
	}
	jobs[0].Meta = library.Meta{By: "SY"}
	d.want(d.run(jobs), library.Came)
	if s := d.statement("fd-2022-07-27-norms"); s.By != "SY" {
		t.Errorf("it is by %s", s.By)
	}
}
