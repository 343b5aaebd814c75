package lexical

import (
	"embed"
	"strings"
	"sync"
)

//go:embed stop/*.txt
var stopFiles embed.FS

// moreStops are words that the lists lack and that carry nothing here.
var moreStops = map[string]string{
	"en": "also can could eg etc ie may might must shall thus upon us via whereas whether will within without would",
	"fr": "afin après est sont ainsi alors aussi car cela celle celles celui cette ceux chaque comme comment devrait devraient doit doivent dont donc elles entre lors moins non où peut peuvent plus pourquoi puis quand quel quelle quelles quels quoi sans si sous tous tout toute toutes très vers voici voilà",
	"es": "así aún bajo cada cómo cuál cuáles cuándo debe deben debería deberían dónde mediante puede pueden quién quiénes según tal tales toda todas través",
	"ru": "а также ввиду весь вся всё это эта эти этой этого этих этом который которая которое которые которых которой которого которым которыми должен должна должно должны каким какими каких какова каковы какое какие могут свой своя свое свои своих либо",
	"ar": "التي الذي الذين اللتي هذه هذا ذلك تلك هؤلاء ما ماذا متى أين كيف لماذا هل قد لقد لكن حيث إلى الى على إن أن كان كانت كما",
}

// notStops are words that the lists have and that say much here: a State, a man
// (whose rights are human rights), life.
var notStops = map[string]string{"es": "estado estados", "ru": "человек жизнь"}

// asking are the words with which a question names what it wants rather than
// what it is about. They count for nothing in a question and stay in documents.
var asking = map[string]string{
	"en": "according concerning explain please regarding said say saying says tell told",
	"fr": "concernant dire disent dit propos selon",
	"es": "acerca dice dicen decir dijo respecto",
	"ru": "говорит говорила говорили говорил относительно расскажи скажи сказал сказала сказали согласно касательно",
	"ar": "بشأن تقول حول قال قالت وفق وفقا يقول",
}

// stopLanguages are those that have a list; the last four are known only so that
// they are not taken for another language.
var stopLanguages = []string{"en", "fr", "es", "ru", "ar", "de", "it", "nl", "pt"}

// stops holds a language's stop words as [fold] gives them. A word without
// accents is compared with them unaccented as well, since people type so; one
// with accents is not, so that French "sûr" is not taken for "sur".
var stops = sync.OnceValue(func() map[string]map[string]bool {
	sets := make(map[string]map[string]bool, len(stopLanguages))
	for _, lang := range stopLanguages {
		raw, err := stopFiles.ReadFile("stop/" + lang + ".txt")
		if err != nil {
			panic(err) // embedded: absent only if the build is broken
		}
		sets[lang] = wordSet(lang, stopList(string(raw))+" "+moreStops[lang])
		for w := range strings.FieldsSeq(notStops[lang]) {
			delete(sets[lang], w)
		}
	}
	return sets
})

var askingSets = sync.OnceValue(func() map[string]map[string]bool {
	sets := make(map[string]map[string]bool, len(asking))
	for lang, words := range asking {
		sets[lang] = wordSet(lang, words)
	}
	return sets
})

// stopList takes the words out of a file: the first word of each line, and what
// follows | or # is comment.
func stopList(file string) string {
	var b strings.Builder
	for line := range strings.Lines(file) {
		if i := strings.IndexAny(line, "|#"); i >= 0 {
			line = line[:i]
		}
		b.WriteString(line)
		b.WriteByte(' ')
	}
	return b.String()
}

func wordSet(lang, words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		w = fold(w)
		set[w] = true
		if lang != "ru" && lang != "ar" {
			set[unaccent(w)] = true
		}
	}
	return set
}
