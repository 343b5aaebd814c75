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
	"verbatim/bot/library"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func TestQuote(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "legally binding treaty"})
	sc.has(m, "legally binding treaty", "[1]", "example.org")
	around := sc.click(sc.alice, m, "Show around it")
	if !around.Ephemeral() {
		t.Error("what stands around is shown to everybody")
	}
	sc.has(around, "Mr. Chair", "legally binding treaty")
	cite := sc.click(sc.boss, m, "Copy citation")
	sc.has(cite, "Chicago", "BibTeX", "@", "https://example.org/")
	if !cite.Ephemeral() {
		t.Error("a citation to copy is shown to everybody")
	}
	next := sc.click(sc.alice, m, "→")
	if next.ID != m.ID || next.Text() == m.Text() {
		t.Error("the page was not turned in its message")
	}
	sc.has(sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "legally binding treaty", "state": "China", "since": "2023"}), "China")
	sc.has(sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "zebra crossings"}), "No passage")
	sc.has(sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "treaty", "state": "Ruritania"}), "No State or group is called")
	sc.has(sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "treaty", "since": "soon"}), "is not a date")
	sc.has(sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "treaty", "since": "2023", "until": "2021"}), "No day is left")
	sc.has(sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "treaty", "process": "nonsense"}), "There is no process")
}

func TestQuotesArePrivateAsAnswersAre(t *testing.T) {
	sc := newScene(t, nil)
	words := discordtest.Values{"words": "legally binding treaty"}
	open := sc.slash(sc.alice, sc.general, "quote", words)
	private := sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "legally binding treaty", "private": true})
	if open.Ephemeral() || !private.Ephemeral() {
		t.Errorf("seen by one person alone: %v and %v", open.Ephemeral(), private.Ephemeral())
	}
	sc.lacks(private, "Take back")
	sc.has(sc.click(sc.alice, private, "→"), "Passage 2 of 2")
	sc.has(sc.click(sc.alice, private, "Show around it"), "Mr. Chair")

	stranger := sc.guild.Member("stranger")
	sc.has(sc.click(stranger, open, "Take back"), "Only the person who asked")
	sc.has(sc.click(sc.alice, open, "Take back"), "taken back by the person who asked")
	sc.lacks(sc.now(open), "legally binding")
	none := sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "zebra crossings"})
	sc.has(sc.click(sc.boss, none, "Take back"), "taken back by a moderator")

	sc.click(sc.boss, sc.slash(sc.boss, sc.general, "setup", nil), "Private answers: off")
	if !sc.slash(sc.alice, sc.general, "quote", words).Ephemeral() {
		t.Error("where answers are private by default, passages are shown to everybody")
	}
	if sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "legally binding treaty", "private": false}).Ephemeral() {
		t.Error("passages that are to be seen by everybody are not")
	}
}

func TestWhatIsNew(t *testing.T) {
	sc := newScene(t, nil)
	sc.has(sc.slash(sc.alice, sc.general, "new", nil), "2 statements came since", "France", "China", "a file, by when it was last written", "supplied")
	m := sc.slash(sc.alice, sc.general, "new", discordtest.Values{"state": "FR", "since": "2021"})
	sc.has(m, "1 statement came since 1 January 2021", "France")
	sc.lacks(m, "China")
	sc.has(sc.slash(sc.alice, sc.general, "new", discordtest.Values{"topic": "*zebra* crossings"}), "0 statements came since", `\*zebra`)
	sc.has(sc.slash(sc.alice, sc.general, "new", discordtest.Values{"topic": "?!"}), "no words to look for")
	sc.has(sc.slash(sc.alice, sc.general, "new", discordtest.Values{"since": "2098"}), "is a day to come")
	sc.has(sc.slash(sc.alice, sc.general, "new", discordtest.Values{"since": "soon"}), "is not a date that is understood")
	for i := range 20 {
		sc.write(fmt.Sprintf("more-%02d.txt", i), fmt.Sprintf("Statement by China\n\nThe %d. zebra crossing is one that we support, as all do.\n", i))
	}
	older := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(sc.dir, "library", "more-00.txt"), older, older); err != nil {
		t.Fatal(err)
	}
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	m = sc.slash(sc.alice, sc.general, "new", discordtest.Values{"topic": "zebra crossings"})
	sc.has(m, "20 statements came since", "more-19")
	sc.lacks(m, "more-00")
	sc.has(sc.click(sc.alice, m, "→"), "more-00")
}

func TestSourcesAndCompletion(t *testing.T) {
	sc := newScene(t, nil)
	sc.has(sc.slash(sc.alice, sc.general, "sources", nil), "2 statements", "France", "China", "supplied")
	m := sc.slash(sc.alice, sc.general, "sources", discordtest.Values{"state": "FR", "session": "second substantive session"})
	sc.has(m, "1 statement", "France")
	sc.lacks(m, "Statement by China")
	for _, c := range []struct {
		command, option, typed string
		others                 discordtest.Values
		first                  string
		n                      int
	}{
		{"ask", "state", "", nil, "China", 2},
		{"ask", "state", "fra", nil, "France", 0},
		{"ask", "state", "francia", nil, "France", 0},
		{"quote", "state", "FR, chi", nil, "France, China", 0},
		{"quote", "process", "2021", nil, "OEWG 2021-2025 (2 statements)", 0},
		{"sources", "session", "sub", nil, "second substantive session", 1},
		{"sources", "session", "", discordtest.Values{"state": "CN"}, "", 0},
		{"source", "document", "claire", nil, "2022-03-28 · France · Statement by France", 1},
		{"source", "document", "", nil, "2023-07-24 · China · Statement by China", 2},
		{"ask", "state", "zzzzzzqqqq", nil, "", 0},
		{"ask", "state", strings.Repeat("x", 100), nil, "", 0},
	} {
		list, err := sc.alice.Complete(sc.general, c.command, c.option, c.typed, c.others).WaitChoices(soon)
		if err != nil {
			t.Errorf("%s %s: %v", c.option, c.typed, err)
			continue
		}
		if c.first == "" && len(list) > 0 && c.typed != strings.Repeat("x", 100) || c.first != "" && (len(list) == 0 || list[0].Name != c.first) || c.n > 0 && len(list) != c.n {
			t.Errorf("%s %q: %+v, want %q first", c.option, c.typed, list, c.first)
		}
	}
	list := sc.alice.Complete(sc.general, "source", "document", "france", nil).Choices(t)
	card := sc.slash(sc.alice, sc.general, "source", discordtest.Values{"document": list[0].Value})
	sc.has(card, "Statement by France", "Claire Martin", "28 March 2022", "second substantive session")
	sc.has(sc.slash(sc.alice, sc.general, "source", discordtest.Values{"document": "statement"}), "statements fit")
	sc.has(sc.slash(sc.alice, sc.general, "source", discordtest.Values{"document": "nothing at all"}), "No such statement")
}

func TestHelpStatusPrivacy(t *testing.T) {
	sc := newScene(t, func(o *Options, _ *scene) { o.Model, o.ModelHost = "small", "model.example" })
	help := sc.slash(sc.alice, sc.general, "help", nil)
	sc.has(help, "/ask question", "/quote words", "/privacy")
	sc.lacks(help, "/reindex")
	sc.has(sc.slash(sc.boss, sc.general, "help", nil), "/reindex", "/library", "/setup")
	sc.has(sc.slash(sc.alice, sc.general, "status", nil), "2 statements", "Western European", "1 of", "24 July 2023", "small", "kept")
	answer := sc.asked(treaty)
	sc.click(sc.boss, sc.click(sc.boss, answer, "Helpful"), "Save my verdict")
	privacy := sc.slash(sc.alice, sc.general, "privacy", nil)
	sc.has(privacy, "30 days", "model.example", "does not have the text")
	sc.has(sc.click(sc.alice, privacy, "Delete what is kept of me"), "1 answer", "taken out of 1 verdict by others")
	verdicts := sc.slash(sc.boss, sc.general, "feedback", nil)
	if text := string(sc.s.FileOf(verdicts.Attachments[0])); strings.Contains(text, treaty) || !strings.Contains(text, "helpful") {
		t.Errorf("the verdict on a forgotten answer:\n%s", text)
	}
	if !sc.eventually(answer, func(m discordtest.Message) bool { return len(m.Buttons()) == 0 }) {
		t.Error("the buttons of a forgotten answer stay")
	}
	sc.has(sc.now(answer), "does not support") // the message is Discord's
	if n, _, _, _ := sc.db.Count(); n != 0 {
		t.Errorf("%d answers are kept", n)
	}
	sc.has(sc.asked(""), "Ask what States have said")
}

func TestOnlyAdminsAdminister(t *testing.T) {
	sc := newScene(t, nil)
	for _, name := range []string{"setup", "doctor", "reindex", "feedback", "library failed"} {
		if sc.alice.Slash(sc.general, name, nil).Err() == nil {
			t.Errorf("/%s is shown to everybody", name)
		}
	}
	m := sc.slash(sc.boss, sc.general, "setup", nil)
	// Whoever sends what a button would is checked all the same.
	sc.has(sc.shown(sc.alice.Forge(m, int(discordgo.ButtonComponent), "x")), "another version")
	for _, b := range controls(m) {
		sc.has(sc.shown(sc.alice.Forge(m, b.Type, b.CustomID, sc.general.ID())), "Only members with the permission Manage Server")
	}
	settings, err := sc.db.Settings(sc.guild.ID())
	if err != nil || len(settings.QuestionChannels) > 0 || settings.Private {
		t.Errorf("somebody else changed the set-up: %+v, %v", settings, err)
	}
}

// controls are a message's buttons and menus.
func controls(m discordtest.Message) []discordtest.Component {
	var out []discordtest.Component
	for _, row := range m.Components {
		out = append(out, row.Components...)
	}
	return out
}

func TestNamedRolesAdministerInPlaceOfPermissions(t *testing.T) {
	sc := newScene(t, func(o *Options, sc *scene) {
		o.AdminRoles = []string{sc.guild.Role("librarians").ID()}
	})
	sc.has(sc.slash(sc.boss, sc.general, "doctor", nil), "whom the operator of this bot has named")
	librarian := sc.guild.Member("librarian")
	sc.guild.Give(librarian, sc.guild.Role("librarians"))
	sc.has(sc.slash(librarian, sc.general, "library failed", nil), "Every document could be read")
}

func TestSetup(t *testing.T) {
	sc := newScene(t, nil)
	audit, role := sc.guild.Channel("audit"), sc.guild.Role("delegates")
	delegate := sc.guild.Member("delegate")
	sc.guild.Give(delegate, role)
	m := sc.slash(sc.boss, sc.general, "setup", nil)
	sc.has(m, "Nothing that could be seen")
	sc.has(sc.choose(sc.boss, m, "Channel for admin actions", audit), audit.ID())
	sc.has(sc.choose(sc.boss, m, "Roles that may ask (none: everybody)", role), role.ID())
	m = sc.click(sc.boss, m, "Private answers: off")
	sc.has(m, "seen by the asker alone")
	sc.has(sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": treaty}), "certain roles")
	if a := sc.slash(delegate, sc.general, "ask", discordtest.Values{"question": treaty}); !a.Ephemeral() {
		t.Error("an answer is not private by default")
	}
	if a := sc.slash(delegate, sc.general, "ask", discordtest.Values{"question": treaty, "private": false}); a.Ephemeral() {
		t.Error("an answer is private though asked not to be")
	}
	if _, err := sc.boss.WaitSees(audit, says("seen by the asker alone"), soon); err != nil {
		t.Errorf("an admin action was not told in its channel: %v", err)
	}
	events, err := sc.db.Events(sc.guild.ID(), 10)
	if err != nil || len(events) != 3 || events[0].Actor != sc.boss.ID() || events[0].Action != "setup" {
		t.Errorf("on record: %+v, %v", events, err)
	}
	sc.has(sc.click(sc.boss, m, "Threads: off"), "answer to a mention: on")
	sc.general.Thread(t, sc.answered(sc.ask(delegate, sc.general, treaty))) // opened for what follows
}

func TestDoctor(t *testing.T) {
	do := unlimited()
	do.Spec, do.NoMessageContent = discordtest.SpecIfThere(t), true
	sc := newSceneIn(t, do, nil)
	if !within(soon, func() bool { return sc.b.blind.Load() }) {
		t.Fatal("the refused intent was not noticed")
	}
	closed, gone := sc.guild.Channel("closed"), sc.guild.Role("gone")
	m := sc.slash(sc.boss, sc.general, "setup", nil)
	sc.choose(sc.boss, m, "Question channels", closed)
	sc.choose(sc.boss, m, "Roles that administer the bot here", gone)
	sc.general.Deny(discordgo.PermissionEmbedLinks)
	closed.Deny(discordgo.PermissionSendMessages, discordgo.PermissionReadMessageHistory)
	sc.guild.DeleteRole(gone)
	found := sc.slash(sc.boss, sc.general, "doctor", nil)
	sc.has(found, "Embed Links", "Send Messages", "Read Message History", "<#"+closed.ID()+">", "Message Content", "A role of the set-up is gone", "Fix:")
	sc.lacks(found, "Attach Files", `\<#`) // an escaped mention shows a number in place of a name
	if !strings.Contains(sc.said.String(), "Message Content") {
		t.Errorf("the operator was not told:\n%s", sc.said)
	}
	// Mentions, commands and direct messages work all the same.
	sc.has(sc.asked(treaty), "does not support")
	sc.has(sc.answered(sc.alice.Say(sc.alice.DM(), treaty)), "does not support")
}

func TestReindex(t *testing.T) {
	sc := newScene(t, nil)
	sc.write("br.txt", "Mr. Chair,\n\nBrazil believes that data should be protected by every State.\n\nThank you.")
	sc.write("br.toml", "by = \"BR\"\ndate = 2021-06-01\n")
	sc.write("bad.pdf", "%PDF-1.4")
	m := sc.becomes(sc.boss.Slash(sc.general, "reindex", nil), says("Reindexed"))
	sc.has(m, "added", "kept", "bad.pdf")
	sc.lacks(m, sc.dir)
	sc.has(sc.asked("What does Brazil say about data?"), "protected by every State")
	other := sc.s.Guild("Elsewhere")
	chief := other.Member("chief", discordgo.PermissionManageGuild)
	sc.has(sc.slash(chief, other.Channel("general"), "reindex", nil), "Only servers that this bot's operator has listed")
	failed := sc.slash(sc.boss, sc.general, "library failed", nil)
	sc.has(failed, "bad.pdf")
	sc.lacks(failed, sc.dir)
}

// TestDoctorOfManyChannels has more that is missing than a message holds if it
// is told channel by channel.
func TestDoctorOfManyChannels(t *testing.T) {
	sc := newScene(t, nil)
	var channels []any
	for i := range 10 {
		c := sc.guild.Channel(fmt.Sprint("questions-", i))
		c.Deny(discordgo.PermissionSendMessages, discordgo.PermissionEmbedLinks, discordgo.PermissionAttachFiles, discordgo.PermissionReadMessageHistory,
			discordgo.PermissionCreatePublicThreads, discordgo.PermissionSendMessagesInThreads)
		channels = append(channels, c)
	}
	sc.choose(sc.boss, sc.slash(sc.boss, sc.general, "setup", nil), "Question channels", channels...)
	found := sc.slash(sc.boss, sc.general, "doctor", nil)
	_, told, _ := strings.Cut(found.Text(), "**Permissions:**")
	for _, c := range channels {
		if id := c.(*discordtest.Channel).ID(); !strings.Contains(told, "<#"+id+">") {
			t.Errorf("what is missing in %s is not told:\n%s", id, found.Text())
		}
	}
	sc.has(found, "1 thing to mend", "Send Messages in Threads")
}

// slowly is an embedder that takes its time, until it is let go.
type slowly struct {
	retrieval.BagOfWords
	hold chan struct{}
	long bool  // whether it takes until then, or half a second at most
	fail error // what it gives in the end
}

func (s slowly) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	most := 500 * time.Millisecond
	if s.long {
		most = soon
	}
	select {
	case <-s.hold:
	case <-time.After(most):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s.fail != nil {
		return nil, s.fail
	}
	return s.BagOfWords.Passages(ctx, texts)
}

func TestReindexMovesAndIsCancelled(t *testing.T) {
	sc := newScene(t, nil)
	sc.writeMore(160)
	before := sc.lib.Index()
	sc.slow(slowly{hold: make(chan struct{})})
	i := sc.boss.Slash(sc.general, "reindex", discordtest.Values{"full": true})
	m := sc.becomes(i, func(m discordtest.Message) bool { return strings.Contains(m.Text(), "%") && m.Edits >= 1 }) // the bar moves
	sc.has(sc.slash(sc.boss, sc.general, "reindex", nil), "already")
	sc.has(sc.shown(sc.alice.Forge(m, int(discordgo.ButtonComponent), controls(m)[0].CustomID)), "Only members with")
	sc.has(sc.click(sc.boss, m, "Cancel"), "being cancelled")
	sc.becomes(i, says("Cancelled"))
	if sc.lib.Index() != before {
		t.Error("the index changed")
	}
}

func TestLibraryOfAServer(t *testing.T) {
	sc := newScene(t, nil)
	other := sc.s.Guild("Elsewhere")
	lobby, chief := other.Channel("lobby"), other.Member("chief", discordgo.PermissionManageGuild)
	file := discordtest.File{Name: "../../etc/statement.txt", Data: []byte("Thank you, Chair.\n\nWe believe that quantum lanterns should be regulated by all States.\n\nThank you.")}
	m := sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"file": file})
	sc.has(m, "Add this statement?", "not known", "quantum lanterns")
	sc.has(sc.fillIn(sc.boss, m, "Correct who and when", map[string]string{"by": "Ruritania"}), "not taken")
	m = sc.fillIn(sc.boss, m, "Correct who and when", map[string]string{"by": "Kenya", "date": "2024-05-06"})
	m = sc.fillIn(sc.boss, m, "Correct title and source", map[string]string{"title": "On lanterns"})
	sc.has(m, "Kenya", "6 May 2024", "On lanterns")
	sc.becomes(sc.boss.Click(m, "Add"), says("Added"))
	const ask = "What does Kenya say about quantum lanterns?"
	answer := sc.asked(ask)
	sc.has(answer, "Kenya", "6 May 2024", "quantum lanterns should be regulated", "supplied")
	elsewhere := sc.answered(sc.ask(chief, lobby, ask))
	sc.lacks(elsewhere, "regulated", "On lanterns", "2024")
	sc.has(elsewhere, "No statement by Kenya is held")
	sc.lacks(sc.answered(sc.alice.Say(sc.alice.DM(), ask)), "regulated")
	sc.lacks(sc.slash(chief, lobby, "sources", nil), "Kenya")
	sc.lacks(sc.slash(chief, lobby, "quote", discordtest.Values{"words": "quantum lanterns"}), "regulated")
	sc.has(sc.slash(chief, lobby, "status", nil), "2 statements")
	if list, err := chief.Complete(lobby, "library remove", "document", "", nil).WaitChoices(soon); err != nil || len(list) != 0 {
		t.Errorf("another server may choose %v, %v", list, err)
	}
	// What this server's buttons show does not work elsewhere.
	for _, b := range controls(answer) {
		planted := sc.answered(sc.ask(chief, lobby, treaty))
		got := sc.shown(chief.Forge(planted, int(discordgo.ButtonComponent), b.CustomID))
		sc.lacks(got, "lantern")
	}
	list := sc.boss.Complete(sc.general, "library remove", "document", "lant", nil).Choices(t)
	if len(list) != 1 {
		t.Fatalf("%v", list)
	}
	m = sc.slash(sc.boss, sc.general, "library remove", discordtest.Values{"document": list[0].Value})
	sc.has(m, "deleted for good", "1 answer")
	sc.becomes(sc.boss.Click(m, "Remove"), says("Removed"))
	if !sc.eventually(answer, says("changed after it was given")) {
		t.Fatalf("the answer that cited it was not edited:\n%s\n%s", sc.now(answer).Text(), sc.log)
	}
	sc.lacks(sc.now(answer), "should be regulated")
	sc.lacks(sc.click(sc.alice, answer, "Show the words"), "should be regulated")
}

var lanterns = discordtest.File{Name: "lanterns.txt", Data: []byte("STATEMENT BY H.E. MR. JOHN MWANGI, AMBASSADOR OF KENYA\n\n6 May 2024\n\nWe believe that quantum lanterns should be regulated by all States.\n\nThank you.")}

// An emptied field clears what was found, and what is written there again
// stands; the office belongs to its speaker.
func TestUploadIsCorrected(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"file": lanterns})
	sc.has(m, "6 May 2024")
	m = sc.fillIn(sc.boss, m, "Correct who and when", map[string]string{"by": "Kenya", "speaker": "John Mwangi", "office": "Ambassador at Large", "date": ""})
	sc.has(m, "Kenya", "John Mwangi, Ambassador at Large")
	sc.lacks(m, "6 May 2024")
	m = sc.fillIn(sc.boss, m, "Correct who and when", map[string]string{"speaker": "Jane Mwangi", "date": "2024-05-07"})
	sc.has(m, "Jane Mwangi, Ambassador at Large", "7 May 2024")
	m = sc.fillIn(sc.boss, m, "Correct who and when", map[string]string{"office": ""})
	sc.lacks(m, "Ambassador at Large")
	sc.becomes(sc.boss.Click(m, "Add"), says("Added"))
	list := sc.boss.Complete(sc.general, "library remove", "document", "jane", nil).Choices(t)
	if len(list) != 1 {
		t.Fatalf("%v", list)
	}
	card := sc.slash(sc.boss, sc.general, "source", discordtest.Values{"document": list[0].Value})
	sc.has(card, "Jane Mwangi", "7 May 2024")
	sc.lacks(card, "Ambassador at Large")
}

// A document may come from an address.
func TestAddByAddress(t *testing.T) {
	sc := newScene(t, func(_ *Options, sc *scene) {
		sc.page = func(_ context.Context, address string, most int64) (Page, error) {
			switch {
			case most != mostUpload:
				t.Errorf("%d bytes are asked for", most)
			case strings.HasSuffix(address, "/gone"):
				return Page{}, &library.RejectedError{Reason: "answered 410 (gone) *now*", Fix: "look for where the page has moved"}
			case strings.HasSuffix(address, "/broken"):
				return Page{}, errors.New("the disk is /full")
			}
			return Page{Name: "lanterns.txt", URL: address, Data: lanterns.Data}, nil
		}
	})
	for address, want := range map[string]string{
		"https://mfa.example/gone":   "What is at that address answered 410 (gone) \\*now\\*. What to do: look for where the page has moved.",
		"https://mfa.example/broken": "could not be fetched",
	} {
		m := sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"address": address})
		sc.has(m, want)
		sc.lacks(m, "disk", "Add this statement")
	}
	sc.has(sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"address": "https://mfa.example/x", "file": lanterns}), "not both")
	sc.has(sc.slash(sc.boss, sc.general, "library add", nil), "Attach a file, or give the address")
	m := sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"address": "https://mfa.example/lanterns"})
	sc.has(m, "Add this statement?", "quantum lanterns", `https\:\//mfa.example/lanterns`)
	sc.becomes(sc.boss.Click(m, "Add"), says("Added"))
	added := sc.lib.Added(sc.guild.ID())
	if len(added) != 1 || added[0].URL != "https://mfa.example/lanterns" || added[0].Grade != corpus.Supplied {
		t.Errorf("%+v", added)
	}
}

// Without a way to get pages, files are taken alone.
func TestAddByAddressIsOff(t *testing.T) {
	sc := newScene(t, nil)
	sc.has(sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"address": "https://mfa.example/x"}), "as files alone")
}

// What could not be added is held, so that pressing again is enough.
func TestUploadIsHeldAfterAFailure(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"file": lanterns})
	sc.slow(slowly{hold: closed(), fail: errors.New("the embedder is away")})
	m = sc.becomes(sc.boss.Click(m, "Add"), says("Nothing was added"))
	sc.has(m, "Something went wrong", "Add this statement?", "quantum lanterns")
	sc.lacks(m, "embedder is away")
	sc.slow(slowly{hold: closed()})
	sc.becomes(sc.boss.Click(m, "Add"), says("Added"))
}

// Who waits is told while that is possible.
func TestUploadWaitsNoLongerThanItsToken(t *testing.T) {
	sc := newScene(t, func(o *Options, _ *scene) { o.TokenLife = 400 * time.Millisecond })
	m := sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"file": lanterns})
	sc.slow(slowly{hold: make(chan struct{}), long: true})
	m = sc.becomes(sc.boss.Click(m, "Add"), says("Nothing was added"))
	sc.has(m, "busy with something else", "Add this statement?")
	if n := len(sc.lib.Added(sc.guild.ID())); n != 0 {
		t.Errorf("%d documents were added", n)
	}
}

func TestLibraryRefuses(t *testing.T) {
	sc := newScene(t, nil)
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
		m := sc.slash(sc.boss, sc.general, "library add", discordtest.Values{"file": c.file})
		if strings.Contains(m.Text(), "Add this statement?") { // what is held already is told when it is added
			m = sc.click(sc.boss, m, "Add")
			if !sc.eventually(m, says(c.want)) {
				t.Errorf("%s: %s", name, sc.now(m).Text())
			}
			continue
		}
		if !strings.Contains(m.Text(), c.want) {
			t.Errorf("%s: %s", name, m.Text())
		}
		sc.lacks(m, sc.dir, "it the", "it by")
	}
	if entries, _ := os.ReadDir(filepath.Join(sc.dir, "servers", sc.guild.ID())); len(entries) > 0 {
		t.Errorf("%d files were kept", len(entries))
	}
}

// A statement whose speaker turns out to be another is not quoted under the
// wrong name any longer.
func TestAnswersAreCorrected(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.asked(treaty)
	sc.has(m, "does not support a new legally binding treaty")
	sc.write("fr.toml", strings.Replace(documents["fr.toml"], `by = "FR"`, `by = "DE"`, 1))
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	if !sc.eventually(m, says("changed after it was given")) {
		t.Fatalf("the answer was not edited:\n%s", sc.now(m).Text())
	}
	sc.lacks(sc.now(m), "does not support")
	edits := sc.now(m).Edits
	if _, err := sc.lib.Reindex(t.Context(), true, nil); err != nil {
		t.Fatal(err)
	}
	sc.write("fr.toml", documents["fr.toml"])
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	if !sc.eventually(m, says("does not support")) {
		t.Error("the answer did not come back with its source")
	}
	if n := sc.now(m).Edits; n != edits+1 {
		t.Errorf("%d edits, want one", n-edits)
	}
}

func TestStartsWithATokenAlone(t *testing.T) {
	sc := newScene(t, nil)
	for _, want := range []string{"Online as Verbatim", "client_id=" + sc.s.App().ID, "scope=bot+applications.commands", "permissions="} {
		if !strings.Contains(sc.said.String(), want) {
			t.Errorf("the start says nothing of %s:\n%s", want, sc.said)
		}
	}
	if strings.Contains(sc.log.String(), sc.s.Token()) || strings.Contains(sc.log.String(), treaty) {
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
