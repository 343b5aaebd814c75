package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// command is one word of the command line. bind defines its flags and gives
// what is to be done with the words that remain.
type command struct {
	name, args string
	summary    string // one line of the overview
	about      string // what help says above the flags
	bind       func(*pflag.FlagSet) action
}

type action func(ctx context.Context, p *program, words []string) error

// commands in the order of the overview.
func commands() []command {
	return []command{askCommand(), quoteCommand(), compareCommand(), timelineCommand(), whoCommand(), agreedCommand(), normCommand(), paraCommand(), checkCommand(), newCommand(), indexCommand(), sourcesCommand(), catalogCommand(), discoverCommand(), fetchCommand(), addCommand(), removeCommand(), libraryCommand(), evalCommand(), serveCommand(), versionCommand(), helpCommand()}
}

func commandNames() []string {
	var out []string
	for _, c := range commands() {
		out = append(out, c.name)
	}
	return out
}

func findCommand(name string) (command, error) {
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
	}
	err := fmt.Errorf("unknown command %s", shortened(name))
	if strings.Contains(name, " ") {
		return command{}, wrongUse{withHint(err, `did you mean: verbatim ask "..."`)}
	}
	return command{}, wrongUse{withHint(err, "%s", didYouMean(name, commandNames()))}
}

// flags makes the command's flag set: its own flags and those of every command.
func (c command) flags(p *program) (*pflag.FlagSet, action) {
	fs := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	fs.SortFlags = false
	do := c.bind(fs)
	fs.StringVar(&p.configFile, "config", "", "read this `FILE` in place of config.toml")
	fs.BoolVar(&p.plain, "no-color", false, "no colour, also on a terminal")
	fs.BoolVarP(&p.verbose, "verbose", "v", false, "tell on stderr what is being done, with the causes of errors")
	fs.BoolP("help", "h", false, "show this")
	return fs, do
}

// dispatch finds the command among the arguments and carries it out.
func (p *program) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		io.WriteString(p.stderr, usage())
		return wrongUse{errors.New("")}
	}
	at := commandAt(args)
	if at < 0 {
		switch {
		case asksFor(args, "--help", "-h"):
			p.stdout.WriteString(usage())
			return nil
		case asksFor(args, "--version"):
			return version(ctx, p, nil)
		}
		return wrongUse{withHint(errors.New("no command is given"), "verbatim help lists them")}
	}
	c, err := findCommand(args[at])
	if err != nil {
		return err
	}
	rest := slices.Concat(args[:at], args[at+1:])
	fs, do := c.flags(p)
	if asksFor(rest, "--help", "-h") {
		p.stdout.WriteString(c.usage(fs))
		return nil
	}
	if err := fs.Parse(rest); err != nil {
		return flagError(c, fs, err)
	}
	if p.plain {
		p.out.colour, p.err.colour = false, false
	}
	return do(ctx, p, fs.Args())
}

// commandAt gives the index of the first argument that is neither a flag nor
// the value of one, -1 where there is none.
func commandAt(args []string) int {
	takesValue := map[string]bool{}
	for _, c := range commands() {
		fs, _ := c.flags(&program{})
		fs.VisitAll(func(f *pflag.Flag) {
			takesValue["--"+f.Name] = f.NoOptDefVal == ""
			if f.Shorthand != "" {
				takesValue["-"+f.Shorthand] = f.NoOptDefVal == ""
			}
		})
	}
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--":
			return -1
		case !strings.HasPrefix(a, "-"):
			return i
		case takesValue[a]:
			i++
		}
	}
	return -1
}

// asksFor tells whether one of the flags stands before a "--".
func asksFor(args []string, flags ...string) bool {
	for _, a := range args {
		switch {
		case a == "--":
			return false
		case slices.Contains(flags, a):
			return true
		}
	}
	return false
}

// flagError puts what pflag says into this program's words.
func flagError(c command, fs *pflag.FlagSet, err error) error {
	var (
		unknown *pflag.NotExistError
		invalid *pflag.InvalidValueError
		missing *pflag.ValueRequiredError
	)
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		hint := fmt.Sprintf("verbatim help %s lists its flags; words that begin with a dash go after --", c.name)
		if n := nearest(strings.TrimLeft(name, "-"), flagNames(fs)); n != "" && len(name) > 2 {
			hint = "did you mean --" + n + "?"
		}
		return wrongUse{withHint(fmt.Errorf("%s has no flag %s", c.name, shortened(name)), "%s", hint)}
	case errors.As(err, &invalid):
		return wrongUse{fmt.Errorf("%s: %w", flagName(invalid.GetFlag()), cause(invalid))}
	case errors.As(err, &missing):
		return misuse("%s needs a value", flagName(missing.GetFlag()))
	}
	return wrongUse{err}
}

// cause gives what was wrong with a value, in words that do without Go's.
func cause(invalid *pflag.InvalidValueError) error {
	err := invalid.Unwrap()
	var h hinted
	if errors.As(err, &h) {
		return h
	}
	kind := invalid.GetFlag().Value.Type()
	if kind == "int" {
		return fmt.Errorf("%s is not a whole number", shortened(invalid.GetValue()))
	}
	return err
}

func flagName(f *pflag.Flag) string {
	if len(f.Name) == 1 {
		return "-" + f.Name
	}
	return "--" + f.Name
}

func flagNames(fs *pflag.FlagSet) []string {
	var out []string
	fs.VisitAll(func(f *pflag.Flag) { out = append(out, f.Name) })
	return out
}

// shortened gives a word for an error message: an argument may be 100 kB long.
func shortened(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "..."
}
