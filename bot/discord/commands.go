package discord

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// Command is a slash command, or one of a message's menu, as it is registered.
type Command struct {
	Type             int      `json:"type"`
	Name             string   `json:"name"`
	Description      string   `json:"description"`
	Options          []Option `json:"options,omitempty"`
	Permissions      *string  `json:"default_member_permissions"` // nil: everybody
	Contexts         []int    `json:"contexts,omitempty"`         // where it can be used: 0 servers, 1 direct messages with the bot
	IntegrationTypes []int    `json:"integration_types,omitempty"`

	does []action
	help string // of a message's command, which has no description
}

// Option is an option of a command, or a subcommand.
type Option struct {
	Type         discordgo.ApplicationCommandOptionType `json:"type"`
	Name         string                                 `json:"name"`
	Description  string                                 `json:"description"`
	Required     bool                                   `json:"required,omitempty"`
	Autocomplete bool                                   `json:"autocomplete,omitempty"`
	MinLength    int                                    `json:"min_length,omitempty"`
	MaxLength    int                                    `json:"max_length,omitempty"`
	Options      []Option                               `json:"options,omitempty"`
}

// action is what a command, or its subcommand, does.
type action struct {
	name  string // "ask", "library add"
	admin bool
	do    func(*call, context.Context) error
}

// Types of commands.
const (
	typeSlash   = 1
	typeMessage = 3 // in the menu of a message
)

// manageServer is Discord's permission Manage Server, as commands name it.
const manageServer = "32"

// longestQuestion is how long a question may be, in characters.
const longestQuestion = 1500

// commands are all there are, in the order of /help.
func commands() []Command {
	everywhere, servers := []int{0, 1}, []int{0}
	manage := manageServer
	list := []Command{
		{
			Name: "ask", Description: "Ask what States have said: an answer in their own words, each with its source", Contexts: everywhere,
			Options: append([]Option{text("question", "Your question, in any of the six UN languages", longestQuestion)},
				append(filterOptions(), boolean("private", "Only you see the answer"))...),
			does: []action{{name: "ask", do: (*call).ask}},
		},
		{
			Name: "quote", Description: "Show the passages that hold these words, verbatim, with full citations", Contexts: everywhere,
			Options: append([]Option{text("words", "Words of the passage", 300)},
				append(filterOptions(), boolean("private", "Only you see the passages"))...),
			does: []action{{name: "quote", do: (*call).quote}},
		},
		compareCommand(), timelineCommand(), whoCommand(),
		agreedCommand(), normCommand(), paraCommand(),
		{
			Name: "sources", Description: "List the statements that are held", Contexts: everywhere,
			Options: []Option{stateOption(), processOption(), completed("session", "Only of this session")},
			does:    []action{{name: "sources", do: (*call).sources}},
		},
		{
			Name: "new", Description: "List what came into the library since a day", Contexts: everywhere,
			Options: []Option{limited("since", "The day: 2021, 2021-06 or 2021-06-23; without it, 7 days ago", 30), stateOption(), limited("topic", "Only statements with a passage that has these words", 60)},
			does:    []action{{name: "new", do: (*call).newest}},
		},
		{
			Name: "source", Description: "Show what is known of one statement", Contexts: everywhere,
			Options: []Option{required(completed("document", "A statement: type a State, a date or words of its title"))},
			does:    []action{{name: "source", do: (*call).source}},
		},
		{Type: typeMessage, Name: checkCommand, Contexts: everywhere, help: "in the menu of a message (right-click, Apps): what it says of States, held against the record", does: []action{{name: checkCommand, do: (*call).check}}},
		{Name: "help", Description: "How to ask, and what the answers mean", Contexts: everywhere, does: []action{{name: "help", do: (*call).help}}},
		{Name: "status", Description: "What is held, how new it is, and how the bot is", Contexts: everywhere, does: []action{{name: "status", do: (*call).status}}},
		{Name: "privacy", Description: "What is kept of you, for how long, and how to delete it", Contexts: everywhere, does: []action{{name: "privacy", do: (*call).privacy}}},
		{Name: "setup", Description: "Choose channels, roles and who sees answers", Contexts: servers, Permissions: &manage, does: []action{{"setup", true, (*call).setup}}},
		{Name: "doctor", Description: "Find out what the bot lacks here, with the remedy", Contexts: servers, Permissions: &manage, does: []action{{"doctor", true, (*call).doctor}}},
		{
			Name: "reindex", Description: "Bring the index in line with the library", Contexts: servers, Permissions: &manage,
			Options: []Option{boolean("full", "Read and embed everything anew; takes long")},
			does:    []action{{"reindex", true, (*call).reindex}},
		},
		{
			Name: "library", Description: "Add and remove documents that this server alone sees", Contexts: servers, Permissions: &manage,
			Options: []Option{
				sub("add", "Add a statement from a file or an address",
					Option{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "Text, Markdown, PDF, Word (.docx) or a saved web page"},
					Option{Type: discordgo.ApplicationCommandOptionString, Name: "address", Description: "Where the document is on the web: https://...", MaxLength: longestAddress}),
				sub("remove", "Remove a statement that this server added", required(completed("document", "A statement that this server added"))),
				sub("failed", "List the documents that could not be read"),
			},
			does: []action{{"library add", true, (*call).libraryAdd}, {"library remove", true, (*call).libraryRemove}, {"library failed", true, (*call).libraryFailed}},
		},
		{Name: "feedback", Description: "Get this server's feedback on answers as a table", Contexts: servers, Permissions: &manage, does: []action{{"feedback", true, (*call).feedback}}},
	}
	for i := range list {
		list[i].IntegrationTypes = []int{0}
		if list[i].Type == 0 {
			list[i].Type = typeSlash
		}
	}
	return list
}

// registered are the commands as this bot registers them: where the
// configuration names who administers, Discord's permissions cannot, so the
// commands are there for everybody, and the bot decides.
// In one server alone a command has no contexts.
func (b *Bot) registered(place string) []Command {
	list := commands()
	for i := range list {
		if place != "" {
			list[i].Contexts, list[i].IntegrationTypes = nil, nil
		}
		if len(b.AdminRoles)+len(b.AdminUsers) > 0 {
			list[i].Permissions = nil
		}
	}
	return list
}

// commandNamed gives the action of that name, nil where there is none.
func commandNamed(name string) *action {
	for _, c := range commands() {
		for _, a := range c.does {
			if a.name == name {
				return &a
			}
		}
	}
	return nil
}

// command does what a slash command asks for.
func (c *call) command(ctx context.Context) error {
	a := commandNamed(c.name())
	if a == nil {
		return tell("This command is not known to the running version of the bot. Try again in a few minutes.")
	}
	if a.admin {
		if err := c.mayAdminister(); err != nil {
			return err
		}
	}
	return a.do(c, ctx)
}

func filterOptions() []Option {
	return []Option{
		stateOption(), processOption(),
		limited("since", "Only words of this day or later: 2021, 2021-06 or 2021-06-23", 30),
		limited("until", "Only words of this day or earlier", 30),
	}
}

func stateOption() Option { return completed("state", "Only words of this State or group") }

func processOption() Option {
	return completed("process", "Only words spoken in this process, such as the OEWG 2021-2025")
}

func text(name, description string, most int) Option {
	return required(limited(name, description, most))
}

func limited(name, description string, most int) Option {
	return Option{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: description, MaxLength: most}
}

func completed(name, description string) Option {
	o := limited(name, description, 100)
	o.Autocomplete = true
	return o
}

func required(o Option) Option {
	o.Required = true
	return o
}

func boolean(name, description string) Option {
	return Option{Type: discordgo.ApplicationCommandOptionBoolean, Name: name, Description: description}
}

func sub(name, description string, options ...Option) Option {
	return Option{Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: description, Options: options}
}

// usage writes a command with its options: "/ask question [state] [process]".
func (c Command) usage() string {
	if c.Type == typeMessage {
		return c.Name
	}
	var b strings.Builder
	b.WriteString("/" + c.Name)
	for _, o := range c.Options {
		switch {
		case o.Type == discordgo.ApplicationCommandOptionSubCommand:
			if b.Len() > len(c.Name)+1 {
				b.WriteString(" |")
			}
			b.WriteString(" " + o.Name)
		case o.Required:
			b.WriteString(" " + o.Name)
		default:
			b.WriteString(" [" + o.Name + "]")
		}
	}
	return b.String()
}
