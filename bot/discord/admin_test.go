package discord

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/discordtest"
	"verbatim/retrieval"
)

func TestQuote(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	m := sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "legally binding treaty"})
	sc.has(m, "legally binding treaty", "[1]", "example.org")
	around := sc.click(sc.alice, m, "Show around it")
	if around.OnlyFor == nil {
		t.Error("what stands around is shown to everybody")
	}
	sc.has(around, "Mr. Chair", "legally binding treaty")
	cite := sc.click(sc.boss, m, "Copy citation")
	sc.has(cite, "Chicago", "BibTeX", "@", "https://example.org/")
	if cite.OnlyFor == nil {
		t.Error("a citation to copy is shown to everybody")
	}
	next := sc.click(sc.alice, m, "→")
	if next.ID != m.ID || next.Text() == m.Text() {
		t.Error("the page was not turned in its message")
	}
	sc.has(sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "legally binding treaty", "state": "China", "since": "2023"}), "China")
	sc.has(sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "zebra crossings"}), "No passage")
	sc.has(sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "treaty", "state": "Ruritania"}), "No State or group is called")
	sc.has(sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "treaty", "since": "soon"}), "is not a date")
	sc.has(sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "treaty", "since": "2023", "until": "2021"}), "No day is left")
	sc.has(sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "treaty", "process": "nonsense"}), "There is no process")
}

func TestSourcesAndCompletion(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	sc.has(sc.slash(sc.alice, sc.general, "sources", nil), "2 statements", "France", "China", "supplied")
	m := sc.slash(sc.alice, sc.general, "sources", map[string]any{"state": "FR", "session": "second substantive session"})
	sc.has(m, "1 statement", "France")
	sc.lacks(m, "Statement by China")
	for _, c := range []struct {
		command, option, typed string
		others                 map[string]any
		first                  string
		n                      int
	}{
		{"ask", "state", "", nil, "China", 2},
		{"ask", "state", "fra", nil, "France", 0},
		{"ask", "state", "francia", nil, "France", 0},
		{"quote", "state", "FR, chi", nil, "France, China", 0},
		{"quote", "process", "2021", nil, "OEWG 2021-2025 (2 statements)", 0},
		{"sources", "session", "sub", nil, "second substantive session", 1},
		{"sources", "session", "", map[string]any{"state": "CN"}, "", 0},
		{"source", "document", "claire", nil, "2022-03-28 · France · Statement by France", 1},
		{"source", "document", "", nil, "2023-07-24 · China · Statement by China", 2},
		{"ask", "state", "zzzzzzqqqq", nil, "", 0},
		{"ask", "state", strings.Repeat("x", 100), nil, "", 0},
	} {
		list, err := sc.alice.Complete(sc.general, c.command, c.option, c.typed, c.others)
		if err != nil {
			t.Errorf("%s %s: %v", c.option, c.typed, err)
			continue
		}
		if c.first == "" && len(list) > 0 && c.typed != strings.Repeat("x", 100) || c.first != "" && (len(list) == 0 || list[0].Name != c.first) || c.n > 0 && len(list) != c.n {
			t.Errorf("%s %q: %+v, want %q first", c.option, c.typed, list, c.first)
		}
	}
	list, _ := sc.alice.Complete(sc.general, "source", "document", "france", nil)
	card := sc.slash(sc.alice, sc.general, "source", map[string]any{"document": list[0].Value})
	sc.has(card, "Statement by France", "Claire Martin", "28 March 2022", "second substantive session")
	sc.has(sc.slash(sc.alice, sc.general, "source", map[string]any{"document": "statement"}), "statements fit")
	sc.has(sc.slash(sc.alice, sc.general, "source", map[string]any{"document": "nothing at all"}), "No such statement")
}

func TestHelpStatusPrivacy(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, func(o *Options, _ *scene) { o.Model, o.ModelHost = "small", "model.example" })
	help := sc.slash(sc.alice, sc.general, "help", nil)
	sc.has(help, "/ask question", "/quote words", "/privacy")
	sc.lacks(help, "/reindex")
	sc.has(sc.slash(sc.boss, sc.general, "help", nil), "/reindex", "/library", "/setup")
	sc.has(sc.slash(sc.alice, sc.general, "status", nil), "2 statements", "Western European", "1 of", "24 July 2023", "small", "kept")
	answer := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	privacy := sc.slash(sc.alice, sc.general, "privacy", nil)
	sc.has(privacy, "30 days", "model.example", "does not have the text")
	sc.has(sc.click(sc.alice, privacy, "Delete what is kept of me"), "1 answer")
	if !within(soon, func() bool { return len(sc.s.Message(answer.ID).Buttons()) == 0 }) {
		t.Error("the buttons of a forgotten answer stay")
	}
	sc.has(sc.s.Message(answer.ID), "does not support") // the message is Discord's
	if n, _, _, _ := sc.db.Count(); n != 0 {
		t.Errorf("%d answers are kept", n)
	}
	sc.has(sc.answered(sc.alice.Say(sc.general, sc.s.Mention())), "Ask what States have said")
}

func within(d time.Duration, f func() bool) bool {
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if f() {
			return true
		}
	}
	return f()
}

func TestOnlyAdminsAdminister(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	for _, name := range []string{"setup", "doctor", "reindex", "feedback", "library failed"} {
		if _, err := sc.alice.Slash(sc.general, name, nil); err == nil {
			t.Errorf("/%s is shown to everybody", name)
		}
	}
	m := sc.slash(sc.boss, sc.general, "setup", nil)
	// Whoever sends what a button would is checked all the same.
	i := sc.alice.Press(m, 2, "x", nil)
	sc.has(sc.shown(i), "another version")
	for _, b := range m.Buttons() {
		sc.has(sc.shown(sc.alice.Press(m, b.Type, b.CustomID, []string{sc.general.ID})), "Only members with the permission Manage Server")
	}
	settings, err := sc.db.Settings(sc.guild.ID)
	if err != nil || len(settings.QuestionChannels) > 0 || settings.Private {
		t.Errorf("somebody else changed the set-up: %+v, %v", settings, err)
	}
}

func TestNamedRolesAdministerInPlaceOfPermissions(t *testing.T) {
	var role string
	sc := newScene(t, discordtest.Options{}, func(o *Options, sc *scene) {
		role = sc.guild.Role("librarians")
		o.AdminRoles = []string{role}
	})
	sc.has(sc.slash(sc.boss, sc.general, "doctor", nil), "whom the operator of this bot has named")
	librarian := sc.guild.Member("librarian", 0, role)
	sc.has(sc.slash(librarian, sc.general, "library failed", nil), "Every document could be read")
}

func TestSetup(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	audit, role := sc.guild.Channel("audit"), sc.guild.Role("delegates")
	delegate := sc.guild.Member("delegate", 0, role)
	m := sc.slash(sc.boss, sc.general, "setup", nil)
	sc.has(m, "Nothing that could be seen")
	for menu, value := range map[string]string{"Channel for admin actions": audit.ID, "Roles that may ask (none: everybody)": role} {
		i, err := sc.boss.Select(m, menu, value)
		if err != nil {
			t.Fatal(err)
		}
		sc.has(sc.shown(i), value)
	}
	m = sc.click(sc.boss, m, "Private answers: off")
	sc.has(m, "seen by the asker alone")
	sc.has(sc.slash(sc.alice, sc.general, "ask", map[string]any{"question": treaty}), "certain roles")
	if a := sc.slash(delegate, sc.general, "ask", map[string]any{"question": treaty}); a.OnlyFor == nil {
		t.Error("an answer is not private by default")
	}
	if a := sc.slash(delegate, sc.general, "ask", map[string]any{"question": treaty, "private": false}); a.OnlyFor != nil {
		t.Error("an answer is private though asked not to be")
	}
	if told := sc.s.WaitMessage(audit, sc.boss, soon, func(m *discordtest.Message) bool { return strings.Contains(m.Content, "seen by the asker alone") }); told == nil {
		t.Error("an admin action was not told in its channel")
	}
	events, err := sc.db.Events(sc.guild.ID, 10)
	if err != nil || len(events) != 3 || events[0].Actor != sc.boss.ID || events[0].Action != "setup" {
		t.Errorf("on record: %+v, %v", events, err)
	}
	sc.has(sc.click(sc.boss, m, "Threads: off"), "answer to a mention: on")
	asked := delegate.Say(sc.general, sc.s.Mention()+" "+treaty)
	answer := sc.answered(asked)
	if !within(soon, func() bool { return sc.s.Message(answer.ID).Thread != nil }) {
		t.Error("no thread was opened for what follows")
	}
}

func TestDoctor(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoContent: true}, nil)
	if !within(soon, func() bool { return sc.b.blind.Load() }) {
		t.Fatal("the refused intent was not noticed")
	}
	closed, gone := sc.guild.Channel("closed"), sc.guild.Role("gone")
	m := sc.slash(sc.boss, sc.general, "setup", nil)
	for menu, value := range map[string]string{"Question channels": closed.ID, "Roles that administer the bot here": gone} {
		if i, err := sc.boss.Select(m, menu, value); err != nil || !i.Acked() {
			t.Fatal(err)
		}
	}
	sc.general.Denied = discordgo.PermissionEmbedLinks
	closed.Denied = discordgo.PermissionSendMessages | discordgo.PermissionReadMessageHistory
	sc.guild.DropRole(gone)
	found := sc.slash(sc.boss, sc.general, "doctor", nil)
	sc.has(found, "Embed Links", "Send Messages", "Read Message History", "<#"+closed.ID+">", "Message Content", "A role of the set-up is gone", "Fix:")
	sc.lacks(found, "Attach Files")
	if !strings.Contains(sc.said.String(), "Message Content") {
		t.Errorf("the operator was not told:\n%s", sc.said)
	}
	// Mentions, commands and direct messages work all the same.
	sc.has(sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty)), "does not support")
	sc.has(sc.answered(sc.alice.Say(sc.alice.DM(), treaty)), "does not support")
}

func TestReindex(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	sc.write("br.txt", "Mr. Chair,\n\nBrazil believes that data should be protected by every State.\n\nThank you.")
	sc.write("br.toml", "by = \"BR\"\ndate = 2021-06-01\n")
	sc.write("bad.pdf", "%PDF-1.4")
	i, err := sc.boss.Slash(sc.general, "reindex", nil)
	if err != nil {
		t.Fatal(err)
	}
	m := i.Wait(soon, func(m *discordtest.Message) bool { return strings.Contains(m.Text(), "Reindexed") })
	if m == nil {
		t.Fatal("no report came")
	}
	sc.has(m, "added", "kept", "bad.pdf")
	sc.lacks(m, sc.dir)
	sc.has(sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" What does Brazil say about data?")), "protected by every State")
	other := sc.s.Guild("Elsewhere")
	chief := other.Member("chief", 32)
	sc.has(sc.slash(chief, other.Channel("general"), "reindex", nil), "Only servers that this bot's operator has listed")
	failed := sc.slash(sc.boss, sc.general, "library failed", nil)
	sc.has(failed, "bad.pdf")
	sc.lacks(failed, sc.dir)
}

// slowly is an embedder that takes its time, until it is let go.
type slowly struct {
	retrieval.BagOfWords
	hold chan struct{}
}

func (s slowly) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	select {
	case <-s.hold:
	case <-time.After(500 * time.Millisecond):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return s.BagOfWords.Passages(ctx, texts)
}

func TestReindexMovesAndIsCancelled(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	for n := range 40 {
		sc.write(fmt.Sprintf("x%d.txt", n), fmt.Sprintf("Statement by the delegation of Kenya\n\nWe believe in point number %d of the programme of work.", n))
	}
	before := sc.lib.Index()
	sc.slow(slowly{hold: make(chan struct{})})
	i, err := sc.boss.Slash(sc.general, "reindex", map[string]any{"full": true})
	if err != nil {
		t.Fatal(err)
	}
	m := i.Wait(soon, func(m *discordtest.Message) bool { return strings.Contains(m.Text(), "%") && len(m.Edits) >= 1 })
	if m == nil {
		t.Fatal("the bar did not move")
	}
	sc.has(sc.slash(sc.boss, sc.general, "reindex", nil), "already")
	sc.has(sc.shown(sc.alice.Press(m, 2, m.Buttons()[0].CustomID, nil)), "Only members with")
	sc.has(sc.click(sc.boss, m, "Cancel"), "being cancelled")
	if m := i.Wait(soon, func(m *discordtest.Message) bool { return strings.Contains(m.Text(), "Cancelled") }); m == nil {
		t.Fatal("it was not cancelled")
	}
	if sc.lib.Index() != before {
		t.Error("the index changed")
	}
}

func TestLibraryOfAServer(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	other := sc.s.Guild("Elsewhere")
	lobby, chief := other.Channel("lobby"), other.Member("chief", 32)
	file := discordtest.File{Name: "../../etc/statement.txt", Data: []byte("Thank you, Chair.\n\nWe believe that quantum lanterns should be regulated by all States.\n\nThank you.")}
	m := sc.slash(sc.boss, sc.general, "library add", map[string]any{"file": file})
	sc.has(m, "Add this statement?", "not known", "quantum lanterns")
	i, err := sc.boss.Click(m, "Correct who and when")
	if err != nil {
		t.Fatal(err)
	}
	i, err = sc.boss.Submit(i, map[string]string{"by": "Ruritania"})
	if err != nil {
		t.Fatal(err)
	}
	sc.has(sc.shown(i), "not taken")
	i, _ = sc.boss.Click(m, "Correct who and when")
	i, err = sc.boss.Submit(i, map[string]string{"by": "Kenya", "date": "2024-05-06", "title": "On lanterns"})
	if err != nil {
		t.Fatal(err)
	}
	m = sc.shown(i)
	sc.has(m, "Kenya", "6 May 2024", "On lanterns")
	i, err = sc.boss.Click(m, "Add")
	if err != nil {
		t.Fatal(err)
	}
	if m = i.Wait(soon, func(m *discordtest.Message) bool { return strings.Contains(m.Content, "Added") }); m == nil {
		t.Fatalf("it was not added: %s\n%s", sc.s.Message(m.ID).Text(), sc.log)
	}
	const ask = "What does Kenya say about quantum lanterns?"
	answer := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+ask))
	sc.has(answer, "Kenya", "6 May 2024", "quantum lanterns should be regulated", "supplied")
	elsewhere := sc.answered(chief.Say(lobby, sc.s.Mention()+" "+ask))
	sc.lacks(elsewhere, "regulated", "On lanterns", "2024")
	sc.has(elsewhere, "No statement by Kenya is held")
	sc.lacks(sc.answered(sc.alice.Say(sc.alice.DM(), ask)), "regulated")
	sc.lacks(sc.slash(chief, lobby, "sources", nil), "Kenya")
	sc.lacks(sc.slash(chief, lobby, "quote", map[string]any{"words": "quantum lanterns"}), "regulated")
	sc.has(sc.slash(chief, lobby, "status", nil), "2 statements")
	if list, err := chief.Complete(lobby, "library remove", "document", "", nil); err != nil || len(list) != 0 {
		t.Errorf("another server may choose %v, %v", list, err)
	}
	// What this server's buttons show does not work elsewhere.
	for _, b := range answer.Buttons() {
		planted := sc.answered(chief.Say(lobby, sc.s.Mention()+" "+treaty))
		got := sc.shown(chief.Press(planted, 2, b.CustomID, nil))
		sc.lacks(got, "lantern")
	}
	list, err := sc.boss.Complete(sc.general, "library remove", "document", "lant", nil)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	m = sc.slash(sc.boss, sc.general, "library remove", map[string]any{"document": list[0].Value})
	sc.has(m, "deleted for good", "1 answer")
	i, err = sc.boss.Click(m, "Remove")
	if err != nil {
		t.Fatal(err)
	}
	if i.Wait(soon, func(m *discordtest.Message) bool { return strings.Contains(m.Content, "Removed") }) == nil {
		t.Fatal("it was not removed")
	}
	if !within(soon, func() bool { return strings.Contains(sc.s.Message(answer.ID).Text(), "changed after it was given") }) {
		t.Fatalf("the answer that cited it was not edited:\n%s\n%s", sc.s.Message(answer.ID).Text(), sc.log)
	}
	sc.lacks(sc.s.Message(answer.ID), "should be regulated")
	sc.lacks(sc.click(sc.alice, answer, "Show the words"), "should be regulated")
}

func TestLibraryRefuses(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	for name, c := range map[string]struct {
		file discordtest.File
		want string
	}{
		"pdf":       {discordtest.File{Name: "x.pdf", Data: []byte("%PDF-1.4 and more")}, "not taken"},
		"binary":    {discordtest.File{Name: "x.txt", Data: []byte{0, 1, 2, 3, 0, 0, 255, 254, 7}}, "not taken"},
		"empty":     {discordtest.File{Name: "x.txt", Data: []byte("  ")}, "not taken"},
		"names":     {discordtest.File{Name: "states.toml", Data: []byte("[[state]]\ncode = \"FR\"\naliases = [\"China\"]")}, "not taken"},
		"duplicate": {discordtest.File{Name: "x.txt", Data: []byte(documents["fr.txt"])}, "not taken"},
		"large":     {discordtest.File{Name: "x.txt", Data: make([]byte, mostUpload+1)}, "MB"},
	} {
		m := sc.slash(sc.boss, sc.general, "library add", map[string]any{"file": c.file})
		if strings.Contains(m.Text(), "Add this statement?") { // what is held already is told when it is added
			m = sc.click(sc.boss, m, "Add")
			if !within(soon, func() bool { return strings.Contains(sc.s.Message(m.ID).Text(), c.want) }) {
				t.Errorf("%s: %s", name, sc.s.Message(m.ID).Text())
			}
			continue
		}
		if !strings.Contains(m.Text(), c.want) {
			t.Errorf("%s: %s", name, m.Text())
		}
		sc.lacks(m, sc.dir)
	}
	if entries, _ := os.ReadDir(filepath.Join(sc.dir, "servers", sc.guild.ID)); len(entries) > 0 {
		t.Errorf("%d files were kept", len(entries))
	}
}

// A statement whose speaker turns out to be another is not quoted under the
// wrong name any longer.
func TestAnswersAreCorrected(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	m := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	sc.has(m, "does not support a new legally binding treaty")
	sc.write("fr.toml", strings.Replace(documents["fr.toml"], `by = "FR"`, `by = "DE"`, 1))
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	if !within(soon, func() bool { return strings.Contains(sc.s.Message(m.ID).Text(), "changed after it was given") }) {
		t.Fatalf("the answer was not edited:\n%s", sc.s.Message(m.ID).Text())
	}
	sc.lacks(sc.s.Message(m.ID), "does not support")
	edits := len(sc.s.Message(m.ID).Edits)
	if _, err := sc.lib.Reindex(t.Context(), true, nil); err != nil {
		t.Fatal(err)
	}
	sc.write("fr.toml", documents["fr.toml"])
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	if !within(soon, func() bool { return strings.Contains(sc.s.Message(m.ID).Text(), "does not support") }) {
		t.Error("the answer did not come back with its source")
	}
	if n := len(sc.s.Message(m.ID).Edits); n != edits+1 {
		t.Errorf("%d edits, want one", n-edits)
	}
}

func TestStartsWithATokenAlone(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	for _, want := range []string{"Online as Verbatim", "client_id=" + sc.s.App, "scope=bot+applications.commands", "permissions="} {
		if !strings.Contains(sc.said.String(), want) {
			t.Errorf("the start says nothing of %s:\n%s", want, sc.said)
		}
	}
	if strings.Contains(sc.log.String(), sc.s.Token) || strings.Contains(sc.log.String(), treaty) {
		t.Error("the log has the token or a question")
	}
	o := Options{Token: "wrong", API: sc.s.API()}
	states, _ := readStates()
	b, err := New(o, Parts{Engine: sc.engine, Library: sc.lib, State: sc.db, States: states})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Run(t.Context()); !errors.Is(err, ErrToken) {
		t.Errorf("a wrong token: %v", err)
	}
}
