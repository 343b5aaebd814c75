package answer

import (
	"slices"
	"testing"
)

func TestWhoIsAsked(t *testing.T) {
	s := states(t)
	for question, want := range map[string][]string{
		// Names that have no delegation, and what joins them.
		"What do Russia, France, China and Taiwan say about cyber weapons?": {"RU", "FR", "CN"},
		"Taiwan and China on cyber weapons":                                 {"CN"},
		// Seats of government.
		"What does Moscow say about norms?":                     {"RU"},
		"What do Moscow and Beijing say?":                       {"RU", "CN"},
		"what does the kremlin think of sovereignty":            {"RU"},
		"And the Kremlin?":                                      {"RU"},
		"The White House's position on norms":                   {"US"},
		"What did Whitehall propose?":                           {"GB"},
		"What is the position of New Delhi on capacity?":        {"IN"},
		"What do Russia and Washington say on treaties?":        {"RU", "US"},
		"Does Tehran agree with Ankara?":                        {"IR", "TR"},
		"According to Berlin, does international law apply?":    {"DE"},
		"Que dit Paris sur le droit international ?":            {"FR"},
		"Что говорит Москва о нормах?":                          {"RU"},
		"¿Qué dice Moscú sobre la soberanía?":                   {"RU"},
		"莫斯科的立场是什么？":                                            {"RU"},
		"What was agreed at the conference in Moscow?":          nil,
		"What does France say about the Paris Call?":            {"FR"},
		"What does Cuba say about the Budapest Convention?":     {"CU"},
		"What was said in Geneva and in Vienna?":                nil,
		"What did China say about Moscow?":                      {"CN"},
		"What did the delegates say at the meeting in Beijing?": nil,
		"What is the Moscow Mechanism?":                         nil,
		"Compare Washington and Moscow on norms":                {"US", "RU"},
		"What does Mr. Washington say?":                         nil,
		// Other words, and people.
		"How do I roast a turkey?":                 nil,
		"How do I roast turkey?":                   nil,
		"Where can I buy china plates?":            nil,
		"What did Jordan Peterson say?":            nil,
		"What did Michael Jordan say about norms?": nil,
		"Chad Smith":                          nil,
		"What Does Jordan Say About Norms?":   {"JO"},
		"What did Jordan OEWG statement say?": {"JO"},
		"Jordan Statement on norms":           {"JO"},
		"what does russia say":                {"RU"},
		"what does turkey say about norms":    {"TR"},
		"china on norms":                      {"CN"},
		"and china?":                          {"CN"},
		"turkey":                              {"TR"},
		"what do georgia and jordan think":    {"GE", "JO"},
		"What does the Chad delegation say?":  {"TD"},
		// Abbreviations in small letters.
		"what does the uk say about norms":        {"GB"},
		"what do the usa and the eu say":          {"US", "eu"},
		"what does the dprk want":                 {"KP"},
		"what does the u.s. say":                  {"US"},
		"tell us what the us position is, please": nil,
		"qu'est-ce que dit le chef au fond":       nil,
		// Objects.
		"What do opponents of Russia say?":                 nil,
		"What do Russia's allies say?":                     nil,
		"What do the neighbours of Ukraine say?":           nil,
		"What do Russian allies say about norms?":          nil,
		"Does anyone criticise China?":                     nil,
		"criticise China":                                  nil,
		"Does France criticise China?":                     {"FR"},
		"Does France support Ukraine?":                     {"FR"},
		"Does France agree with China?":                    {"FR", "CN"},
		"What is France's opinion of China?":               {"FR"},
		"What does France think of China and Russia?":      {"FR"},
		"What does France say on Ukraine?":                 {"FR"},
		"What has Cuba said on threats from Israel?":       {"CU"},
		"What happened in Ukraine?":                        nil,
		"What did France say in China's view?":             {"FR", "CN"},
		"Tell me about Russia":                             {"RU"},
		"Qu'est-ce que la France dit de la Russie ?":       {"FR"},
		"Que dit la France de la Russie ?":                 {"FR"},
		"Que pense Cuba des États-Unis ?":                  {"CU"},
		"Qu'a dit le représentant de la France ?":          {"FR"},
		"Quelle est la position de la France sur l'Iran ?": {"FR"},
		"Что Россия говорит о Китае?":                      {"RU"},
		"Как Франция относится к России?":                  {"FR"},
		"Какова позиция России по нормам?":                 {"RU"},
		"¿Qué dice Cuba sobre Estados Unidos?":             {"CU"},
		"¿Qué dice Cuba sobre los Estados Unidos?":         {"CU"},
		"¿Qué piensa Brasil de China?":                     {"BR"},
		"¿Cuál es la posición de Cuba sobre la soberanía?": {"CU"},
		"美国怎么看中国？":                                         {"US"},
		"La France soutient-elle un traité ?":              {"FR"},
		"Позиция Франции в отношении России":               {"FR"},
		"法国对中国怎么看":                                         {"FR"},
		"法国和俄罗斯对网络主权的立场是什么？":                               {"FR", "RU"},
		"ما موقف مصر من السيادة؟":                          {"EG"},
		"ماذا تقول مصر عن إسرائيل؟":                        {"EG"},
	} {
		got, _ := voicesAsked(s, question)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", question, got, want)
		}
	}
}

func TestSubject(t *testing.T) {
	s := states(t)
	for question, want := range map[string]string{
		"What do Russia, France, China and Taiwan say about cyber weapons?": "cyber weapons?",
		"Taiwan and China on cyber weapons":                                 "on cyber weapons",
		"What does the Russian Federation say?":                             "",
		"And the Kremlin?":                                                  "",
		"What does Moscow say about norms?":                                 "norms?",
		"What did Ukraine say of Russia's cyber attacks?":                   "Russia cyber attacks?",
		"Does Russia support Cuba's proposal?":                              "Does support Cuba proposal?",
		"tell me what france said about uk":                                 "uk",
		"What is Russia's position on norms?":                               "norms?",
		"What has France said about China and Russia?":                      "China and Russia?",
		"Does France agree with China?":                                     "",
		"Does France agree with China on sovereignty?":                      "sovereignty?",
		"Compare Russia and China on sovereignty":                           "sovereignty",
		"What should the new OEWG be, according to Russia?":                 "What should the new OEWG be ?",
		"What did Russia say in the OEWG?":                                  "",
		"What has France said at the third session of the OEWG?":            "",
		"What did Kenya say in the OEWG 2021-2025 about norms?":             "norms?",
		"In the First Committee, what did Cuba say on sovereignty?":         "sovereignty?",

		"Quelle est la position de la France sur le droit international ?":           "droit international",
		"Que dit la France sur le droit international ?":                             "droit international",
		"Qu'est-ce que la France dit de la Russie ?":                                 "Russie",
		"Que pense l'Italie du renforcement des capacités ?":                         "renforcement des capacités",
		"Qu'a dit la Suisse à propos des infrastructures critiques ?":                "infrastructures critiques",
		"Selon le Sénégal, faut-il un traité ?":                                      "faut-il un traité",
		"Le droit international selon la France":                                     "droit international",
		"Comment la Belgique voit-elle les mesures de confiance ?":                   "voit-elle les mesures de confiance",
		"Quel est le point de vue du Canada concernant les menaces ?":                "menaces",
		"Quelle est la position de la Chine en matière de souveraineté ?":            "souveraineté",
		"Que propose l'Égypte ?":                                                     "",
		"Quelles sont les positions de la France et de l'Allemagne sur les normes ?": "normes",
		"¿Cuál es la posición de Cuba sobre la soberanía?":                           "soberanía",
		"¿Qué dice Cuba sobre la soberanía?":                                         "soberanía",
		"¿Qué ha dicho México acerca de las amenazas?":                               "amenazas",
		"¿Qué opina Chile de la creación de capacidad?":                              "creación de capacidad",
		"Según Brasil, ¿qué normas faltan?":                                          "normas faltan",
		"La soberanía según Cuba":                                                    "soberanía",
		"¿Cuál es la postura de Colombia con respecto al derecho internacional?":     "derecho internacional",
		"¿Qué dijo Argentina en cuanto a las medidas de confianza?":                  "medidas de confianza",
		"¿Qué propone El Salvador?":                                                  "",
		"¿Cuáles son las posiciones de Cuba y de Venezuela sobre un tratado?":        "tratado",
		"Какова позиция России по нормам?":                                           "нормам",
		"Что говорит Россия о нормах?":                                               "нормах",
		"Что сказала Франция о международном праве?":                                 "международном праве",
		"Каково мнение Китая относительно суверенитета?":                             "суверенитета",
		"Согласно России, нужен ли договор?":                                         "нужен ли договор",
		"Как Бразилия относится к мерам доверия?":                                    "мерам доверия",
		"Какую позицию занимает Индия в отношении угроз?":                            "угроз",
		"Что думает Куба о санкциях?":                                                "санкциях",
		"Что заявил Иран по вопросу атрибуции?":                                      "атрибуции",
		"Что говорит Россия?":                                                        "",
		"Позиция Москвы по наращиванию потенциала":                                   "наращиванию потенциала",
		"Взгляд России и Китая на международную безопасность":                        "международную безопасность",
		"中国对网络主权的立场是什么？":                                                             "网络主权",
		"中国对主权的立场是什么？":                                                               "主权",
		"法国怎么看待国际法？":                                                                 "国际法",
		"俄罗斯在信任措施问题上的立场是什么？":                                                         "信任措施",
		"关于能力建设，巴西说了什么？":                                                             "能力建设",
		"中国和俄罗斯对数据安全有什么看法？":                                                          "数据安全",
		"根据法国，国际法是否适用？":                                                              "国际法是否适用",
		"中国的立场是什么？":                                                                  "",
		"印度如何看待关键基础设施？":                                                              "关键基础设施",
		"美国对归因的态度":                                                                   "归因",
		"ما موقف مصر من السيادة؟":                                                    "السيادة",
		"ماذا تقول مصر عن السيادة؟":                                                  "السيادة",
		"ما هو موقف الصين من القانون الدولي؟":                                        "القانون الدولي",
		"ماذا قالت فرنسا بشأن التهديدات؟":                                            "التهديدات",
		"ما رأي روسيا في المعاهدة؟":                                                  "المعاهدة",
		"كيف ترى البرازيل بناء القدرات؟":                                             "بناء القدرات",
		"ماذا قال العراق حول تدابير بناء الثقة؟":                                     "تدابير بناء الثقة",
		"ما هي وجهة نظر الأردن بشأن القواعد؟":                                        "القواعد",
		"ماذا تقول مصر؟":                                                             "",
		"ما موقف الجزائر والمغرب من التعاون الدولي؟":                                 "التعاون الدولي",
	} {
		u := read(s, Question{Text: question})
		if got := searchText(s, u); got != want {
			t.Errorf("%s: %q, want %q (%s)", question, got, want, u.Language)
		}
	}
}

func TestMoreDates(t *testing.T) {
	for question, want := range map[string][2]string{
		"What did Russia say on 23.06.2021?":             {"2021-06-23", "2021-06-23"},
		"What did Russia say on 23/06/2021?":             {"2021-06-23", "2021-06-23"},
		"What did Russia say on 06/23/2021?":             {"2021-06-23", "2021-06-23"},
		"What did Russia say on 31.02.2021?":             {"", ""},
		"What did Russia say on 23rd June 2021?":         {"", ""},
		"Qu'a dit la Russie en juin 2021 ?":              {"2021-06-01", "2021-06-30"},
		"Qu'a dit la Russie le 23 juin 2021 ?":           {"2021-06-23", "2021-06-23"},
		"Qu'a dit la France depuis 2020 ?":               {"2020-01-01", ""},
		"Qu'a dit la France jusqu'en août 2020 ?":        {"", "2020-08-31"},
		"Qu'a dit la France avant le 1er février 2020 ?": {"", "2020-01-31"},
		"¿Qué ha dicho Cuba desde 2021?":                 {"2021-01-01", ""},
		"¿Qué dijo Cuba en junio de 2021?":               {"2021-06-01", "2021-06-30"},
		"¿Qué dijo Cuba el 23 de junio de 2021?":         {"2021-06-23", "2021-06-23"},
		"¿Qué dijo Cuba entre 2019 y 2021?":              {"2019-01-01", "2021-12-31"},
		"¿Qué dijo Cuba hasta 2020?":                     {"", "2020-12-31"},
		"Что говорила Россия в июне 2021 года?":          {"2021-06-01", "2021-06-30"},
		"Что сказала Россия 23 июня 2021 года о нормах?": {"", ""},
		"Что говорила Россия с 2019 по 2021 год?":        {"2019-01-01", "2021-12-31"},
		"Что говорила Россия после мая 2020 года?":       {"2020-06-01", ""},
		"Что говорила Россия до 2020 года?":              {"", "2019-12-31"},
		"俄罗斯在2021年6月说了什么？":                               {"2021-06-01", "2021-06-30"},
		"俄罗斯自2020年以来说了什么？":                               {"2020-01-01", ""},
		"ماذا قالت روسيا في 2021؟":                       {"2021-01-01", "2021-12-31"},
		"ماذا قالت روسيا منذ 2020؟":                      {"2020-01-01", ""},
		"What did Russia say in version 20215?":          {"", ""},
	} {
		since, until := datesAsked(question)
		if got := [2]string{iso(since), iso(until)}; got != want {
			t.Errorf("%s: %v, want %v", question, got, want)
		}
	}
}

func TestStatesAreNotMadeToSpeak(t *testing.T) {
	for question, want := range map[string]bool{
		"Make Russia say it supports NATO":         true,
		"Let France announce war":                  true,
		"Please make the United States apologise":  true,
		"let china admit everything":               true,
		"Let me know what States support":          false,
		"Make a list of what States say":           false,
		"Have any States said that?":               false,
		"Let us see what Cuba has to say":          false,
		"What would make Russia support a treaty?": false,
	} {
		if got := declined(question) != ""; got != want {
			t.Errorf("%s: declined %v, want %v", question, got, want)
		}
	}
}

func TestFollowUps(t *testing.T) {
	s := states(t)
	turn := func(question string) []Turn {
		return []Turn{{Question: question, Understood: read(s, Question{Text: question})}}
	}
	russia, france := turn("What does Russia say about norms?"), turn("What does France say about the programme of action?")
	for _, c := range []struct {
		before         []Turn
		followUp, want string
		asked          []string
	}{
		{russia, "And Taiwan?", "What does Taiwan say about norms?", nil},
		{russia, "And the Kremlin?", "What does the Kremlin say about norms?", []string{"RU"}},
		{russia, "and beijing?", "What does beijing say about norms?", []string{"CN"}},
		{russia, "And China and Taiwan?", "What does China and Taiwan say about norms?", []string{"CN"}},
		{russia, "And Ruritania?", "What does Ruritania say about norms?", nil},
		{russia, "What about Korea?", "What does Korea say about norms?", nil},
		{russia, "And the PoA?", "What does the Russian Federation say about the PoA?", []string{"RU"}},
		{russia, "And ransomware?", "What does the Russian Federation say about ransomware?", []string{"RU"}},
		{russia, "And what does China think of it?", "What does China say about norms?", []string{"CN"}},
		{russia, "And about Ukraine?", "What does the Russian Federation say about Ukraine?", []string{"RU"}},
		{france, "Does it agree with China?", "Does France agree with China?", []string{"FR", "CN"}},
		{france, "Do they agree?", "Does France agree (on: the programme of action)?", []string{"FR"}},
		{turn("What should the OEWG be, according to Russia?"), "And on subgroups?", "What does the Russian Federation say about subgroups?", []string{"RU"}},
		{turn("What should the OEWG be, according to Russia?"), "do they support it?", "does the Russian Federation support it (on: the OEWG)?", []string{"RU"}},
		{russia, "does China agree?", "does China agree (on: norms)?", []string{"CN"}},
		{russia, "Does France support that?", "Does France support that (on: norms)?", []string{"FR"}},
		{russia, "and is Kenya against it?", "is Kenya against it (on: norms)?", []string{"KE"}},
		{russia, "Does China support a treaty?", "", []string{"CN"}},
		{turn("What does Moscow say about norms?"), "and Paris?", "What does Paris say about norms?", []string{"FR"}},
		{turn("What is said of norms?"), "and China?", "What is said of norms, according to China?", []string{"CN"}},
		// What is asked of everybody is not put to whoever was asked before.
		{russia, "which States support it?", "which States support it (on: norms)?", nil},
		{russia, "who opposes that?", "who opposes that (on: norms)?", nil},
		{russia, "and do other States agree?", "do other States agree (on: norms)?", nil},
		{russia, "does anyone disagree?", "does anyone disagree (on: norms)?", nil},
		{russia, "who else?", "What is said about norms?", nil},
		{russia, "and the others?", "What is said about norms?", nil},
		{russia, "which States support a trust fund?", "", nil},
		// In the other languages the topic carries over as it does in English.
		{russia, "y Francia?", "What does Francia say about norms?", []string{"FR"}},
		{russia, "¿Qué dice China?", "What does China say about norms?", []string{"CN"}},
		{russia, "et la Chine ?", "What does Chine say about norms?", []string{"CN"}},
		{russia, "qu'en est-il de la France ?", "What does France say about norms?", []string{"FR"}},
		{russia, "А что Китай?", "What does Китай say about norms?", []string{"CN"}},
		{russia, "那法国呢？", "What does 法国 say about norms?", []string{"FR"}},
		{russia, "中国怎么看？", "What does 中国 say about norms?", []string{"CN"}},
		{russia, "ماذا عن فرنسا؟", "What does فرنسا say about norms?", []string{"FR"}},
		{russia, "¿desde cuándo?", "What does Russia say about norms?", []string{"RU"}},
		{russia, "depuis quand ?", "What does Russia say about norms?", []string{"RU"}},
		{russia, "с каких пор?", "What does Russia say about norms?", []string{"RU"}},
		{russia, "谁说的？", "What does Russia say about norms?", []string{"RU"}},
		{russia, "منذ متى؟", "What does Russia say about norms?", []string{"RU"}},
		{russia, "La France et la Chine soutiennent-elles le traité ?", "", []string{"FR", "CN"}},
		{turn("What does Russia say about Ukraine?"), "and China?", "What does China say about Ukraine?", []string{"CN"}},
	} {
		q := Question{Text: c.followUp, Before: c.before}
		q.Completed = complete(s, q)
		if q.Completed != c.want {
			t.Errorf("%s: %q, want %q", c.followUp, q.Completed, c.want)
		}
		if got := read(s, q).States; !slices.Equal(got, c.asked) {
			t.Errorf("%s: asks %v, want %v", q.Completed, got, c.asked)
		}
	}
}
