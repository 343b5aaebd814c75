package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

func helpCommand() command {
	return command{
		name: "help", args: "[COMMAND]",
		summary: "tell about a command",
		about:   "Tells about a command, or lists them all.",
		bind:    func(*pflag.FlagSet) action { return help },
	}
}

func help(_ context.Context, p *program, words []string) error {
	switch len(words) {
	case 0:
		p.stdout.WriteString(usage())
		return nil
	case 1:
		c, err := findCommand(words[0])
		if err != nil {
			return err
		}
		fs, _ := c.flags(&program{})
		p.stdout.WriteString(c.usage(fs))
		return nil
	}
	return misuse("help takes one command at a time")
}

// usage is the overview of all commands.
func usage() string {
	var b strings.Builder
	b.WriteString(`Verbatim answers questions about what States and groups of States have said on
security in the use of information and communications technologies: in their
own words, each with the document that it stands in.

Usage: verbatim COMMAND [FLAG]... [WORD]...

`)
	for _, c := range commands() {
		fmt.Fprintf(&b, "    %-18s %s\n", strings.TrimSpace(c.name+" "+c.args), c.summary)
	}
	b.WriteString(`
Flags go before or after the words; -- ends them. verbatim help COMMAND lists a
command's own. Every command takes

` + describe(everywhere()) + `
Exit status: 0 done (also when the record holds no answer), 1 failed, 2 wrong use.
`)
	return b.String()
}

// usage tells about one command.
func (c command) usage(fs *pflag.FlagSet) string {
	line := strings.TrimSpace("Usage: verbatim " + c.name + " [FLAG]... " + c.args)
	return line + "\n\n" + c.about + "\n\nFlags:\n" + describe(fs)
}

// everywhere has the flags of every command.
func everywhere() *pflag.FlagSet {
	none := command{bind: func(*pflag.FlagSet) action { return nil }}
	fs, _ := none.flags(&program{})
	return fs
}

// describe lists flags, one a line.
func describe(fs *pflag.FlagSet) string {
	var names, texts []string
	width := 0
	fs.VisitAll(func(f *pflag.Flag) {
		value, text := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if len(f.Name) == 1 {
			name = "-" + f.Name
		}
		if value != "" {
			name += " " + value
		}
		names, texts, width = append(names, name), append(texts, text), max(width, len(name))
	})
	var b strings.Builder
	for i := range names {
		fmt.Fprintf(&b, "    %-*s  %s\n", width, names[i], texts[i])
	}
	return b.String()
}
