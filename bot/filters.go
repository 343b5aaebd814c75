package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/retrieval/corpus"
)

// filters are the flags that narrow whose words are searched.
type filters struct {
	flag         string   // that gives states; empty: --state
	states       []string // as written; resolve makes codes of them
	process      string
	since, until dateFlag
}

func (f *filters) bind(fs *pflag.FlagSet) {
	f.bindStates(fs)
	fs.StringVar(&f.process, "process", "", "only words spoken in `PROCESS`, such as oewg-2021-2025")
	fs.Var(&f.since, "since", "only words of `DATE` (2021, 2021-06, 2021-06-23 or \"23 June 2021\") or later")
	f.until.end = true
	fs.Var(&f.until, "until", "only words of `DATE` or earlier")
}

func (f *filters) bindStates(fs *pflag.FlagSet) {
	fs.StringArrayVar(&f.states, "state", nil, "only words of `STATE` or group, by code or name; may be repeated, or a list with commas")
}

// check looks at what needs no list of States.
func (f *filters) check() error {
	if f.process != "" && !slices.Contains(corpus.Processes, f.process) {
		err := fmt.Errorf("--process: there is no process %s", shortened(f.process))
		return wrongUse{withHint(err, "%s", didYouMean(f.process, corpus.Processes))}
	}
	if !f.since.IsZero() && !f.until.IsZero() && f.since.After(f.until.Time) {
		return misuse("--since %s is later than --until %s: no day is left", f.since.String(), f.until.String())
	}
	return nil
}

// resolve gives the codes of the States and groups asked for, each once.
func (f *filters) resolve(states *corpus.States) ([]string, error) {
	var codes []string
	var errs []error
	for _, name := range f.states {
		found, err := lookup(states, f.flagOfStates(), name)
		if err != nil {
			errs = append(errs, err)
		}
		for _, code := range found {
			if !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	if len(errs) > 0 {
		return nil, wrongUse{errors.Join(errs...)}
	}
	return codes, nil
}

// flagOfStates is the flag that names of States are given by.
func (f *filters) flagOfStates() string {
	if f.flag == "" {
		return "--state"
	}
	return f.flag
}

// lookup reads the value of a flag such as --state: a name, which may have a
// comma in it, else a list of names.
func lookup(states *corpus.States, flag, value string) ([]string, error) {
	if v, ok := states.Lookup(value); ok {
		return []string{v.Code}, nil
	}
	var codes []string
	var errs []error
	for name := range strings.SplitSeq(value, ",") {
		name = strings.TrimSpace(name)
		v, ok := states.Lookup(name)
		switch {
		case ok:
			codes = append(codes, v.Code)
		case name == "":
			errs = append(errs, errors.New(flag+": a name is missing"))
		default:
			errs = append(errs, unknownState(states, flag, name))
		}
	}
	return codes, errors.Join(errs...)
}

// unknownState tells why a name stands for nobody, and what to write instead.
func unknownState(states *corpus.States, flag, name string) error {
	if reply, _ := states.NoDelegation(name); reply != "" {
		return fmt.Errorf("%s %s: %s", flag, shortened(name), reply)
	}
	if codes := states.Candidates(name); len(codes) > 0 {
		err := fmt.Errorf("%s: %s may mean more than one State", flag, shortened(name))
		return withHint(err, "write %s", strings.Join(codes, " or "))
	}
	hint := "give a code of ISO 3166-1 (RU), a name (Russia) or a group (EU); verbatim sources lists who speaks in the library"
	if near := states.Suggest(name, 3); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s?", strings.Join(near, " or "))
	}
	return withHint(fmt.Errorf("%s: no State or group %s is known", flag, shortened(name)), "%s", hint)
}
