package lexical

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func glossaryEntries(t *testing.T) []conceptEntry {
	t.Helper()
	var file struct {
		Concept []conceptEntry `toml:"concept"`
	}
	d := toml.NewDecoder(strings.NewReader(string(glossaryFile))).DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	return file.Concept
}

// TestGlossaryIsWhole: every concept is named in all six languages, in the
// script of each, and every phrase finds its own concept in running text.
func TestGlossaryIsWhole(t *testing.T) {
	entries := glossaryEntries(t)
	if len(entries) < 60 {
		t.Errorf("%d concepts", len(entries))
	}
	seen := map[string]bool{}
	name := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	for _, c := range entries {
		if !name.MatchString(c.ID) || seen[c.ID] {
			t.Errorf("concept %q: a bad name, or one used before", c.ID)
		}
		seen[c.ID] = true
		for _, lang := range languages {
			phrases := c.in(lang)
			if len(phrases) == 0 {
				t.Errorf("concept %q has nothing in %s", c.ID, lang)
			}
			for _, p := range append(slices.Clone(phrases), c.Any...) {
				if !slices.Contains(Terms("("+p+").", lang), "#"+c.ID) {
					t.Errorf("concept %q is not found in its own %s phrase %q: %q", c.ID, lang, p, Terms(p, lang))
				}
			}
			if script := map[string]class{"ru": classCyrillic, "zh": classHan, "ar": classArabic}[lang]; script != 0 {
				for _, p := range phrases {
					if atoms := scan(p, nil); !slices.ContainsFunc(atoms, func(a atom) bool { return a.class == script }) {
						t.Errorf("concept %q: %q is not in the script of %s", c.ID, p, lang)
					}
				}
			}
		}
	}
}

// TestGlossarySaysOneThing: no phrase of one language names two concepts, unless
// it is told below why.
func TestGlossarySaysOneThing(t *testing.T) {
	for _, lang := range languages {
		owner := map[string]string{}
		a := bareAnalyser(lang, false)
		for _, c := range glossaryEntries(t) {
			for _, p := range c.in(lang) {
				key := strings.Join(a.keys(p), " ")
				if o, ok := owner[key]; ok && o != c.ID {
					t.Errorf("%s: %q is both %s and %s", lang, p, o, c.ID)
				}
				owner[key] = c.ID
			}
		}
	}
}

// TestConceptsInRunningText: inflected, with articles and prefixes, as delegates
// say them.
func TestConceptsInRunningText(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "a Group of Governmental Experts", "gge"},
		{"en", "the OEWG should", "oewg"},
		{"en", "what did the oewg do", "oewg"},
		{"en", "confidence building measures", "confidence-building"},
		{"en", "Points of Contact (PoC) directory", "points-of-contact"},
		{"en", "elections and electoral processes", "election-interference"},
		{"en", "THE CHARTER OF THE UNITED NATIONS", "un-charter"},
		{"fr", "le principe de non-intervention", "non-intervention"},
		{"es", "los agentes no estatales", "non-state-actors"},
		{"ar", "المنظمات غير الحكومية", "civil-society"},
		{"fr", "des mesures de confiance", "confidence-building"},
		{"fr", "du droit international humanitaire", "international-humanitarian-law"},
		{"fr", "aux infrastructures critiques", "critical-infrastructure"},
		{"es", "la responsabilidad de los Estados", "state-responsibility"},
		{"es", "medidas de fomento de la confianza", "confidence-building"},
		{"es", "el Grupo de Trabajo de Composición Abierta", "oewg"},
		{"es", "creacion de capacidades", "capacity-building"},
		{"ru", "применимости международного права", "international-law"},
		{"ru", "в рамках Рабочей группы открытого состава", "oewg"},
		{"ru", "объектам критически важной инфраструктуры", "critical-infrastructure"},
		{"ru", "мерами укрепления доверия", "confidence-building"},
		{"ru", "юридически обязывающего документа", "legally-binding"},
		{"ru", "в соответствии с Уставом ООН", "un-charter"},
		{"zh", "我们支持建立信任措施", "confidence-building"},
		{"zh", "《联合国宪章》的宗旨", "un-charter"},
		{"zh", "制定具有法律约束力的文书", "legally-binding"},
		{"ar", "وبناء القدرات في البلدان النامية", "capacity-building"},
		{"ar", "انطباق القانون الدولي", "international-law"},
		{"ar", "وميثاق الأمم المتحدة", "un-charter"},
		{"ru", "мандат OEWG и confidence-building", "confidence-building"},
	} {
		if !slices.Contains(Terms(c.text, c.lang), "#"+c.want) {
			t.Errorf("%s: %q does not hold %s: %q", c.lang, c.text, c.want, Terms(c.text, c.lang))
		}
	}
	for _, c := range []struct{ lang, text, not string }{
		{"en", "We must get rid of it", "regular-institutional-dialogue"},
		{"en", "in Apr 2021", "annual-progress-report"},
		{"en", "This is international. Law is another matter", "international-law"},
		{"en", "a law of international trade", "international-law"},
		{"ru", "право каждого", "international-law"},
		{"fr", "une intervention de ma délégation", "non-intervention"},
		{"es", "la intervención del representante", "non-intervention"},
		{"es", "la responsabilidad primordial", "state-responsibility"},
		{"es", "toda la información", "report"},
		{"fr", "le groupe d'experts", "subgroup"},
		{"fr", "les acteurs étatiques", "non-state-actors"},
		{"ar", "الجهات الفاعلة في الدول", "non-state-actors"},
	} {
		if slices.Contains(Terms(c.text, c.lang), "#"+c.not) {
			t.Errorf("%s: %q holds %s", c.lang, c.text, c.not)
		}
	}
}

// TestAcrossLanguages: a question in any language finds the passage in any other
// through the glossary, and first the passage in its own.
func TestAcrossLanguages(t *testing.T) {
	passages := map[string]string{
		"en": "My delegation believes that international law applies to the use of ICTs.",
		"fr": "Ma délégation estime que le droit international s'applique à l'utilisation du numérique.",
		"es": "Mi delegación considera que el derecho internacional se aplica al uso de la tecnología.",
		"ru": "Наша делегация исходит из применимости международного права к использованию технологий.",
		"zh": "我国代表团认为国际法适用于各国使用技术。",
		"ar": "يرى وفد بلادي أن القانون الدولي ينطبق على استخدام التكنولوجيا.",
	}
	questions := map[string]string{"en": "international law", "fr": "droit international", "es": "derecho internacional",
		"ru": "международное право", "zh": "国际法", "ar": "القانون الدولي"}
	var docs []Doc
	for _, lang := range languages {
		docs = append(docs, Doc{passages[lang], lang}, Doc{"Quite another matter of wool and trade.", "en"})
	}
	x := Build(docs)
	for i, lang := range languages {
		hits := x.Search(questions[lang], lang, 20, nil)
		if len(hits) != len(languages) || hits[0].Doc != 2*i {
			t.Errorf("%s: %v", lang, hits)
		}
	}
}

func TestGlossaryRefuses(t *testing.T) {
	for _, raw := range []string{"concept = 3", "[[concept]]\nid = \"x\"\nen = [\"the of\"]"} {
		if _, err := compileGlossary([]byte(raw)); err == nil {
			t.Errorf("%q compiles", raw)
		}
	}
}
