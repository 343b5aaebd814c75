package corpus

import (
	"strings"
	"testing"
)

// TestWiden marks what is asked for by ⟦ ⟧ and what must be shown by ⟨ ⟩.
func TestWiden(t *testing.T) {
	for name, text := range map[string]string{
		"a whole sentence":       "First. ⟨We do not support ⟦a new treaty⟧ at this stage.⟩ Last.",
		"two sentences":          "First. ⟨We sup⟦port it. They⟧ do not.⟩ Last.",
		"space at the ends":      "⟨First.⟩⟦ ⟧Last.",
		"an item and its lead":   "Chair. ⟨We do not support the following:\n(a) a fund;\n(b) ⟦a new treaty⟧;⟩\n(c) a body.",
		"an item's item":         "1. First. ⟨We oppose, among others:\n(a) a fund;\n(b) rules, namely:\n(i) ⟦a treaty⟧;⟩\n(ii) a code.",
		"a bullet":               "⟨We reject:\n• a fund;\n• ⟦a treaty⟧.⟩\nThank you.",
		"a line of a list":       "⟨We reject:\na fund;\n⟦a treaty⟧;⟩\na body.",
		"a numbered item":        "We listened. ⟨Some say three things:\n1. Peace is near.\n2. ⟦War is useful.⟧⟩\nThank you.",
		"after a colon":          "Chair. ⟨This is what was claimed:\n\n⟦The rules do not apply.⟧⟩\n\nThank you.",
		"after a salutation":     "Señor Presidente:\n\n⟨⟦Apoyamos el diálogo.⟧⟩\n\nGracias.",
		"within a quotation":     "Before. ⟨He said: “We agree. ⟦We will sign it⟧. We are ready.” and left.⟩ After.",
		"after its lead":         "Before. ⟨The draft reads:\n\n“⟦The rules do not apply.⟧ They never did.”⟩\n\nAfter.",
		"lead with a comma":      "Before.\n\n⟨In the words of the poet,\n\n“⟦We shall be masters of the sea⟧ and of the land.”⟩\n\nAfter.",
		"a term in marks":        "Before. ⟨The ⟦“digital divide”⟧ grows.⟩ After.",
		"quotation cut":          "⟨⟦He said⟧ “We agree with all of it. We will sign it now.”⟩ After.",
		"a condition":            "⟨⟦We will sign it.⟧ Provided that others do.⟩ Thanks.",
		"a condition, later":     "We agree. ⟨⟦We will sign.⟧ However, only if others do. Unless they refuse.⟩ Thanks.",
		"a denial":               "⟨⟦Some say that the law is silent.⟧ We reject this.⟩ Thanks.",
		"a denial, curly":        "⟨⟦Some say that the law is silent.⟧ We don’t agree.⟩ Thanks.",
		"a question answered":    "⟨⟦Is a treaty needed?⟧ No.⟩ We have law.",
		"no answers a statement": "⟨⟦A treaty is needed.⟧⟩ No one doubts it.",
		"not a word's beginning": "⟨⟦A treaty is needed.⟧⟩ Exceptional times ask for it.",
		"not backwards":          "We agree. ⟨⟦However, we wait.⟧⟩ Thanks.",
		"French":                 "⟨⟦Certains parlent d’un traité.⟧ Nous ne partageons pas cet avis.⟩ Merci.",
		"Spanish":                "⟨⟦Apoyamos el texto.⟧ Siempre que se respete la Carta.⟩ Gracias.",
		"Russian":                "⟨⟦Говорят, что право молчит.⟧ Это неправда.⟩ Спасибо.",
		"Chinese":                "⟨⟦有人说国际法不适用。⟧我们不同意这一观点。⟩谢谢。",
		"a turn":                 "We agree. ⟨⟦We will sign it.⟧ However, others must. Yet they wait.⟩ Thanks.",
		"a turn, next paragraph": "⟨⟦We will sign it.⟧\n\nBut others must.⟩ Thanks.",
		"four turns":             "⟨⟦We sign it.⟧ But a is. But b is. But c is.⟩ But d is. Thanks.",
		"not a turn":             "⟨⟦We will sign it.⟧⟩ Stillness is no peace. Butter is dear.",
		"a caveat":               "⟨⟦We will sign it.⟧ With one caveat: others must.⟩ Thanks.",
		"disowned":               "⟨⟦The law is silent.⟧ Such was the claim.⟩ Thanks.",
		"unquote":                "⟨⟦The law is silent.⟧ End of quote.⟩ Thanks.",
		"a question, its answer": "⟨⟦Is the law silent?⟧ We think that it speaks.⟩ Thanks.",
		"a question, Chinese":    "⟨⟦国际法不适用吗？⟧它当然适用。⟩谢谢。",
		"imagined":               "Thanks. ⟨Imagine a sea without law. ⟦Every ship is a prey.⟧⟩ No one wants it.",
		"imagined, too far":      "Imagine a sea. It is wide. ⟨⟦Every ship is a prey.⟧⟩ All want it.",
		"French turn":            "⟨⟦Nous signerons.⟧ Toutefois, il faut attendre.⟩ Merci.",
		"Spanish turn":           "⟨⟦Firmaremos.⟧ Sin embargo, hay que esperar.⟩ Gracias.",
		"Russian turn":           "⟨⟦Мы подпишем.⟧ Однако надо ждать.⟩ Спасибо.",
		"Chinese turn":           "⟨⟦我们同意。⟧但条件未成熟。⟩谢谢。",
		"Arabic turn":            "⟨⟦نحن نؤيد النص.⟧ غير أن الوقت مبكر.⟩ شكرا.",
		"halves, small letter":   "Thanks. ⟨We are ready to\n\nsupport ⟦a treaty⟧.⟩ Thanks.",
		"halves, a capital":      "⟨At this stage we are not at all ready for\n\n⟦Russian proposals on it⟧.⟩ Thanks.",
		"halves, a page's head":  "First.\n\n⟨At this early stage of the talks we, as others, never\n\nStatement by Ruritania\n\n⟦support a new treaty⟧.⟩\n\nThanks.",
		"both halves":            "⟨⟦At this stage of it all we plainly cannot support\n\nRussian⟧ proposals on it.⟩ Thanks.",
		"across a page's end":    "⟨We do not\n\n11 06-53329\n\n⟦support the proposal of others⟧.⟩ Last.",
	} {
		t.Run(name, func(t *testing.T) {
			want := between(text, "⟨", "⟩")
			asked := between(text, "⟦", "⟧")
			plain := strings.NewReplacer("⟨", "", "⟩", "", "⟦", "", "⟧", "").Replace(text)
			got := OutlineOf(plain).Widen(asked)
			if got != want {
				t.Errorf("shown %q, want %q", got.In(plain), want.In(plain))
			}
		})
	}
}

// between gives the span between two marks in the text without any marks.
func between(text, from, to string) Span {
	clean := func(s string) int {
		return len(strings.NewReplacer("⟨", "", "⟩", "", "⟦", "", "⟧", "").Replace(s))
	}
	return Span{clean(text[:strings.Index(text, from)]), clean(text[:strings.Index(text, to)])}
}

// TestWidenLongQuotation holds that a message read out as a whole is no
// quotation to be shown as a whole.
func TestWidenLongQuotation(t *testing.T) {
	text := "My President says:\n\n" + strings.Repeat("“We wish to speak of peace. We are few.\n\n", 80) + "“Thank you.”\n"
	o := OutlineOf(text)
	if len(o.Quoted) != 1 {
		t.Fatalf("%d quotations, want 1", len(o.Quoted))
	}
	at := strings.LastIndex(text, "We are few.")
	if got := o.Widen(Span{at, at + 5}); got.In(text) != "We are few." {
		t.Errorf("shown %q", got.In(text))
	}
}

// TestWidenHostile holds that a text made of nothing but turns, questions or
// quotations that overlap sentences is not shown whole for a word of it, and
// that thousands of places in it cost little: the test would not end otherwise.
func TestWidenHostile(t *testing.T) {
	for _, unit := range []string{"But no. ", "No. ", "Why? ", "“A b c d e. F” “", "Imagine it. ", "However, we wait.\n\n", "Unless we wait. Why? "} {
		text := strings.Repeat(unit, 24000/len(unit))
		o := OutlineOf(text)
		for at := 0; at < len(text); at += 15 {
			if got := o.Widen(Span{at, at + 1}); got.Len() > backsBytes+gluedBytes {
				t.Fatalf("%q: %d bytes shown", unit, got.Len())
			}
		}
	}
}
