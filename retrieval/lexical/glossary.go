package lexical

import (
	_ "embed"
	"fmt"
	"slices"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed glossary.toml
var glossaryFile []byte

// A conceptEntry is one concept of glossary.toml. A phrase in small letters is
// found in any case, inflected as its language's stemmer allows; one that is an
// acronym in capitals is found in capitals only.
type conceptEntry struct {
	ID  string   `toml:"id"`
	Any []string `toml:"any"` // in every language: acronyms
	En  []string `toml:"en"`
	Fr  []string `toml:"fr"`
	Es  []string `toml:"es"`
	Ru  []string `toml:"ru"`
	Zh  []string `toml:"zh"`
	Ar  []string `toml:"ar"`
}

func (c *conceptEntry) in(lang string) []string {
	return map[string][]string{"en": c.En, "fr": c.Fr, "es": c.Es, "ru": c.Ru, "zh": c.Zh, "ar": c.Ar}[lang]
}

// languages are those with an analysis of their own: the official ones of the UN.
var languages = []string{"en", "fr", "es", "ru", "zh", "ar"}

// maxPhrase bounds the words, or Han characters, of a phrase.
const maxPhrase = 24

// A node is a place in a tree of phrases.
type node struct {
	next map[string]*node
	ends []*form // the concepts whose phrase ends here
}

// begin is the node after a phrase's first unit, nil if no phrase begins so. The
// key of an acronym is tried as a common word too.
func (n *node) begin(key string) *node {
	if n == nil || key == "" {
		return nil
	}
	if next := n.next[key]; next != nil || key[0] != '^' {
		return next
	}
	return n.next[key[1:]]
}

func (n *node) add(keys []string, f *form) {
	for _, k := range keys {
		if n.next == nil {
			n.next = map[string]*node{}
		}
		if n.next[k] == nil {
			n.next[k] = &node{}
		}
		n = n.next[k]
	}
	for _, e := range n.ends {
		if e.term == f.term {
			return
		}
	}
	n.ends = append(n.ends, f)
}

// glossary holds the tree of phrases for each language. It is shared by all
// analysers and never changes. An embedded table that does not parse is a broken
// build, which the tests find first.
var glossary = sync.OnceValue(func() map[string]*node {
	trees, err := compileGlossary(glossaryFile)
	if err != nil {
		panic(err)
	}
	return trees
})

// compileGlossary analyses each phrase as its language is. A text in a language
// of another script holds English as well, so its tree does.
func compileGlossary(raw []byte) (map[string]*node, error) {
	var file struct {
		Concept []conceptEntry `toml:"concept"`
	}
	if err := toml.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("glossary.toml: %w", err)
	}
	trees := map[string]*node{}
	for _, lang := range languages {
		a := bareAnalyser(lang, false)
		tree := &node{}
		trees[lang] = tree
		for i := range file.Concept {
			c := &file.Concept[i]
			phrases := slices.Concat(c.in(lang), c.Any)
			if lang != a.latin {
				phrases = append(phrases, c.En...)
			}
			f := &form{term: "#" + c.ID, role: concept}
			for _, p := range phrases {
				keys := a.keys(p)
				if len(keys) == 0 {
					return nil, fmt.Errorf("glossary.toml: concept %q: %q has no word that counts", c.ID, p)
				}
				tree.add(keys, f)
			}
		}
	}
	trees[""] = trees["en"]
	return trees, nil
}

// keys are the units of a phrase, as the glossary's tree wants them.
func (a *analyser) keys(phrase string) (keys []string) {
	a.analyse(phrase, func(*form, int, int) {})
	for _, u := range a.units {
		if !u.stop && u.key != "" {
			keys = append(keys, u.key)
		}
	}
	return keys
}

// concepts tells out the concepts of the glossary that the units hold. Stop words
// are passed over, so that "group of governmental experts" is three words.
func (a *analyser) concepts(out emit) {
	for i := range a.units {
		n := a.units[i].start
		for k, seen := i, 0; n != nil && seen < maxPhrase; seen++ {
			for _, f := range n.ends {
				out(f, a.units[i].from, a.units[k].to)
			}
			for k++; k < len(a.units) && a.units[k].stop && !a.units[k].brk; k++ {
			}
			if k >= len(a.units) || a.units[k].brk {
				break
			}
			n = n.begin(a.units[k].key)
		}
	}
}
