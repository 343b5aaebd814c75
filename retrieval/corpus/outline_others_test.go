package corpus

import (
	"slices"
	"strings"
	"testing"
)

// TestOthers lists the stretches that are not certainly the speaker's own.
func TestOthers(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"quote, unquote":        {"He spoke. Quote. We will fight. We win. Unquote. We do not.", []string{"We will fight. We win."}},
		"I quote":               {"Let me be clear. I quote: the law is silent. It is so, unquote. We differ.", []string{"the law is silent. It is so,"}},
		"I quote, no end":       {"I quote: the law is silent. It is so.\n\nWe differ.", []string{"the law is silent. It is so."}},
		"in brackets":           {"He said (quote) the law is silent (end of quote). We differ.", []string{"the law is silent ("}},
		"beginning and end":     {"Beginning of quote\n\nThe law is silent.\n\nEnd of quote.\n\nWe differ.", []string{"The law is silent."}},
		"end alone":             {"The law is silent. End of quote. We differ.", []string{"The law is silent."}},
		"unquote, a paragraph":  {"The law is silent.\n\nUnquote.\n\nWe differ.", []string{"The law is silent."}},
		"let me quote a report": {"Let me quote the report of the Group: the law is silent. It is.\n\nWe differ.", []string{"the law is silent. It is."}},
		"quote unquote":         {"The so-called quote unquote order is no order at all.", nil},
		"a plain quote":         {"We quote it often. This citation is dear to us, and so we cite the Charter.", nil},
		"its own marks":         {"I quote: “The law is silent.” We differ. We do.", nil},
		"Russian":               {"Цитата. Право молчит. Конец цитаты. Мы не согласны.", []string{"Право молчит."}},
		"Russian verb":          {"Цитирую: право молчит. Конец цитаты. Мы не согласны.", []string{"право молчит."}},
		"French":                {"Je cite : le droit se tait. Fin de citation. Nous non.", []string{"le droit se tait."}},
		"Spanish":               {"Cito: el derecho calla. Fin de la cita. Nosotros no.", []string{"el derecho calla."}},
		"Chinese":               {"他说，引述：国际法不适用。引述完。我们不同意。", []string{"国际法不适用。"}},
		"set off":               {"They wrote:\n\n> The law is silent.\n> It was so.\n\nWe differ.", []string{"> The law is silent.", "> It was so."}},
		"announced":             {"Their minister said the following. The law is silent. It is.\n\nWe differ.", []string{"The law is silent. It is."}},
		"announced, next":       {"They told us as follows.\n\nThe law is silent. It is.\n\nWe differ.", []string{"The law is silent. It is."}},
		"imagined":              {"Imagine the following. The law is silent.\n\nWe differ.", []string{"The law is silent."}},
		"told":                  {"We were told the following. The law is silent.", []string{"The law is silent."}},
		"the speaker's own":     {"My delegation wishes to state the following. The law speaks.", nil},
		"the speaker's own, we": {"In this regard, we propose the following. The law speaks.", nil},
		"a draft's paragraph":   {"Paragraph 27:\n\n27. States agreed on a treaty.\n\nWe oppose it.\n\nParagraph 28\n\nWe agree.", []string{"27. States agreed on a treaty."}},
		"a draft, no number":    {"Para. 5 (threats)\n\nStates agreed on a treaty.\n\nWe oppose it.", []string{"States agreed on a treaty."}},
		"a draft's heading":     {"Zero Draft text\n\nThe law is silent.\n\nComment of Ruritania:\n\nWe differ.", []string{"The law is silent."}},
		"a draft's column":      {"Draft text | Comments\n\nThe law is silent. It is. | We differ.\n\nNorms bind. | So they do.\n\nWe thank you.", []string{"The law is silent. It is.", "Norms bind."}},
		"a draft, original":     {"Original:\n\nThe law is silent.\n\nProposed text:\n\nThe law speaks.", []string{"The law is silent."}},
		"a draft, current":      {"Current text\n\nThe law is silent.\n\nProposed amendment\n\nThe law speaks.", []string{"The law is silent."}},
		"a draft in brackets":   {"[para 12]\n\n12. The law is silent.\n\nWe oppose it.", []string{"12. The law is silent."}},
		"a draft in Russian":    {"Пункт 12\n\n12. Право молчит.\n\nМы против.", []string{"12. Право молчит."}},
		"a draft, inline":       {"Original: The law is silent.\nProposed: The law speaks.\n\nCurrent text: It is so. Proposed amendment: It is not.", []string{"The law is silent.", "It is so"}},
		"the original idea":     {"Original ideas: we have many. The current text is good.", nil},
		"no draft's column":     {"Norm | Comments\n\nThe law. | We differ.", nil},
		"own paragraphs":        {"27. States agreed on a treaty.\n\nParagraph 30 of the draft is good. We thank you.\n\nDraft\n\nWe differ.", nil},
		"an introduction":       {"This is the national position of Freedonia on the law. \n\nFreedonia holds that the law binds.", []string{"This is the national position of Freedonia on the law."}},
		"an introduction, year": {"In July 2021, Freedonia published its position on the law. It is long.\n\nThe law binds.", []string{"In July 2021, Freedonia published its position on the law. It is long."}},
		"editors, between":      {"The national position of Freedonia was published in 2021.\n\n> The law binds.\n\nIt holds of damage:\n\n> It is harm.", []string{"The national position of Freedonia was published in 2021.", "> The law binds.", "It holds of damage:", "> It is harm."}},
		"a State of its own":    {"In 2021, we published our national position on the law.\n\nThe law binds.", nil},
		"no announcement":       {"Those who follow us are the following generations. The law speaks.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range OutlineOf(c.text).Others {
				got = append(got, s.In(c.text))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestLabels writes each stretch's label and length in words.
func TestLabels(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"interview":          {"Intro.\n\nQuestion: Will you sign it?\n\nSergey Lavrov: We will.\n\nWe must.\n\nQuestion: When?", "Question|Sergey Lavrov|Question"},
		"one question":       {"Question: Will you sign it?\n\nWe will, in time.", "Question"},
		"Q and A":            {"Q: Will you sign it?\nA: We will.\nQ: When?\nA: Now.", "Q|A|Q|A"},
		"in one line":        {"We met. Q: Will you sign it? A: We will.", "Q|A"},
		"Russian":            {"Вопрос: Подпишете?\n\nС.В.Лавров: Подпишем.\n\nВопрос: Когда?\n\nОтвет: Сейчас.", "Вопрос|С.В.Лавров|Вопрос|Ответ"},
		"Spanish":            {"Pregunta: ¿Firmarán?\n\nRespuesta: Sí.", "Pregunta|Respuesta"},
		"Chinese":            {"问：你们签署吗？\n\n答：签署。", "问|答"},
		"Arabic":             {"سؤال: هل توقعون؟\n\nجواب: نعم.", "سؤال|جواب"},
		"transcript":         {"MR. SMITH: We agree.\n\nMS. JONES: We do not.", "MR. SMITH|MS. JONES"},
		"meeting":            {"Chair: I give the floor to Ghana.\n\nUnited States: We agree.\n\nChair: Thank you.", "Chair|United States|Chair"},
		"verbatim record":    {"The President: I give the floor.\n\nMr. Popov (Russian Federation) (spoke in Russian): We agree.", "The President|Mr. Popov (Russian Federation) (spoke in Russian)"},
		"two persons":        {"Sergey Lavrov: We agree to it.\n\nAntony Blinken: We do not.", "Sergey Lavrov|Antony Blinken"},
		"States":             {"Ghana: We agree.\n\nChina: We do.\n\nGhana: Good.", "Ghana|China|Ghana"},
		"alone":              {"Ambassador Gafoor\nThank you all for being here so early this morning.\n\nGhana\nThank you, Chair. We agree with it, and we go on.\n\nAmbassador Gafoor\nThank you, Ghana. The next one is the Netherlands.\n\nThe Netherlands\nThank you, Chair. We do not agree with all of it.\n\nGhana\nThank you, Chair. We must come back to it now.", "Ambassador Gafoor|Ghana|Ambassador Gafoor|The Netherlands|Ghana"},
		"asked by somebody":  {"Question (CNN): Will you?\n\nLavrov: Yes, we will.\n\nQuestion from the floor: When?", "Question (CNN)|Lavrov|Question from the floor"},
		"States, once":       {"Ghana: We agree to it.\n\nKenya: We do not agree to it.", "Ghana|Kenya"},
		"States discussed":   {"Thank you, Chair.\n\nUkraine: we condemn the war.\n\nSyria: we call for peace.", ""},
		"colon, then lines":  {"Chair:\nI give the floor to Ghana now.\n\nGhana:\nWe agree to it all in full.", "Chair|Ghana"},
		"alone, with thanks": {"The Netherlands\n\nThank you, Chair. We agree to it.\n\nGhana\n\nThank you, Chair. We do not.", "The Netherlands|Ghana"},
		"French":             {"Le Président : Merci à vous.\n\nLe représentant de la France : Nous acceptons.", "Le Président|Le représentant de la France"},
		"brackets":           {"[Moderator] Welcome.\n\n[Lavrov] Thank you.", "Moderator|Lavrov"},
		"fields":             {"Speaker: John Smith\nChair: Jane Doe\nSecretary: Max Roe\n\nWe agree with it.", ""},
		"bodies":             {"Member States: we ask them to act.\n\nUnited Nations: we ask it to act.", ""},
		"headings":           {"Mr. Chair:\n\nNorms: we support norms.\n\nInternational Law: we support international law.\n\nCapacity Building: we offer it.\n\nIn conclusion: we agree.\n\nParagraph 5: we agree.\n\nFirst: we agree.", ""},
		"headings alone":     {"Existing Threats\nWe see many existing threats to the peace of the world.\n\nFuture Dialogue\nWe see much dialogue in the future, and much of it good.", ""},
		"one label":          {"Ambassador Gafoor: Thank you. We agree.\n\nWe do.", ""},
		"salutations":        {"Mr. President: We agree.\n\nMadam Chair: We do.\n\nDistinguished Delegates: We must.", ""},
		"a letterhead":       {"Statement by H.E. Mr. John Smith\nPermanent Representative of Ruritania\nNew York: 3 March 2021\n\nMr. Chair,\n\nWe agree with it.", ""},
		"what is not names":  {"He said: we agree.\n\nWe support: a treaty.\n\nWe reject: a fund.", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, l := range OutlineOf(c.text).Labels {
				got = append(got, l.Label)
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}
