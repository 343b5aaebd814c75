package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"verbatim/bot/catalog"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

func catalogCommand() command {
	return command{
		name:    "catalog",
		summary: "list known sources, held or not",
		about: `Lists the sources that the catalogue knows, with their addresses, and which of
them the library holds; then, by the regional groups of the United Nations,
which States speak in none of those listed. A file of your own adds to the
catalogue: [library] catalog names it.`,
		bind: func(fs *pflag.FlagSet) action {
			c := &cataloguing{}
			fs.StringArrayVar(&c.states, "state", nil, "only sources in which `STATE` or group speaks, by code or name; may be repeated, or a list with commas")
			fs.StringVar(&c.process, "process", "", "only sources of `PROCESS`, such as oewg-2021-2025")
			fs.StringArrayVar(&c.topics, "topic", nil, "only sources on `TOPIC`, such as norms; may be repeated")
			fs.Var(&c.since, "since", "only sources of `DATE` (2021, 2021-06, 2021-06-23 or \"23 June 2021\") or later")
			fs.BoolVar(&c.official, "official", false, "only what States, bodies and the United Nations publish themselves")
			fs.BoolVar(&c.starter, "starter", false, "only the set to begin with, which has States of every region")
			fs.BoolVar(&c.json, "json", false, "print one object")
			return c.do
		},
	}
}

type cataloguing struct {
	filters
	topics                  []string
	official, starter, json bool
}

func (c *cataloguing) do(ctx context.Context, p *program, words []string) error {
	if len(words) > 0 {
		return wrongUse{withHint(misuse("catalog takes no words"), "--state %s lists one delegation's", shortened(words[0]))}
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	f, err := c.filter(rec.states)
	if err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	entries := rec.catalog.Select(f)
	held := heldSources(rec.catalog, rec.index.Statements())
	gaps := catalog.Gaps(entries, rec.states)
	if c.json {
		return writeJSON(p.stdout, jsonCatalog(rec.catalog, entries, held, gaps), false)
	}
	r := p.renderer(rec)
	r.catalogue(rec.catalog, entries, held)
	if len(f.States) > 0 {
		r.noSources(rec.catalog, f)
	} else {
		r.gaps(gaps)
	}
	return nil
}

// filter makes the catalogue's filter of the flags.
func (c *cataloguing) filter(states *corpus.States) (catalog.Filter, error) {
	f := catalog.Filter{Topics: c.topics, Official: c.official, Starter: c.starter, Since: c.since.Time}
	if err := c.check(); err != nil {
		return f, err
	}
	for _, topic := range c.topics {
		if !slices.Contains(catalog.Topics, topic) {
			return f, wrongUse{withHint(fmt.Errorf("--topic: there is no topic %s", shortened(topic)), "%s", didYouMean(topic, catalog.Topics))}
		}
	}
	if c.process != "" {
		f.Processes = []string{c.process}
	}
	codes, err := c.resolve(states)
	f.States = codes
	return f, err
}

// heldSources tells which sources the library has a statement of: the
// statement's ID by the source's.
func heldSources(known *catalog.Catalog, statements []*corpus.Statement) map[string]string {
	held := map[string]string{}
	for _, s := range statements {
		for _, address := range append([]string{s.URL}, s.Elsewhere()...) {
			if e, ok := known.ByURL(address); ok && address != "" {
				held[e.ID] = s.ID
			}
		}
	}
	return held
}

// openCatalog reads the catalogue that the program carries, with the operator's
// own file over it where one is configured.
func openCatalog(own string, states *corpus.States) (*catalog.Catalog, error) {
	c, err := catalog.Parse("catalog.toml", data.CatalogTOML(), data.HostsTOML(), states)
	if err != nil || own == "" {
		return c, err
	}
	const most = 16 << 20
	text, err := readSmall(own, most)
	if err != nil {
		return nil, withHint(fmt.Errorf("the catalogue of your own cannot be read: %w", err), "[library] catalog names it")
	}
	return c.Extend(filepath.ToSlash(own), text)
}
