package corpus

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// statesOnce reads the built-in file once for all tests: States never change.
var statesOnce = sync.OnceValues(func() (*States, error) {
	src, err := os.ReadFile(statesTestFile)
	if err != nil {
		return nil, err
	}
	return ParseStates("states.toml", src, nil)
})

var statesTestFile = filepath.Join("..", "..", "data", "states.toml")

func builtinStates(t testing.TB) *States {
	t.Helper()
	s, err := statesOnce()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// statesFound writes mentions as "code:words", ambiguous ones as "KP|KR:words"
// and names without a delegation as "-:words".
func statesFound(s *States, text string) string {
	var out []string
	for _, m := range s.Find(text) {
		who := m.Code
		switch m.Kind {
		case KindAmbiguous:
			who = strings.Join(m.Candidates, "|")
		case KindNoDelegation:
			who = "-"
		}
		out = append(out, who+":"+text[m.Start:m.End])
	}
	return strings.Join(out, " ")
}

func TestStatesAreAllThere(t *testing.T) {
	s := builtinStates(t)
	count := map[string]int{}
	for _, code := range s.Codes() {
		v, _ := s.Voice(code)
		count[v.Kind]++
		if v.Kind == KindState && v.Region == "" {
			t.Errorf("%s has no regional group", code)
		}
	}
	if count[KindState] != 193 || count[KindObserver] != 2 {
		t.Errorf("%d States and %d observers, want 193 and 2", count[KindState], count[KindObserver])
	}
	for group, want := range map[string]int{"african-group": 54, "asia-pacific-group": 54, "eastern-european-group": 23, "grulac": 33, "weog": 29} {
		if got := len(s.Members(group, time.Time{})); got != want {
			t.Errorf("%s has %d members, want %d", group, got, want)
		}
	}
}

func TestStatesAreFoundByEveryName(t *testing.T) {
	s := builtinStates(t)
	frames := map[string]string{"en": "We thank %s, and others.", "zh": "我们感谢%s代表团", "ru": "Мы благодарим (%s) за это", "ar": "نشكر %s على ذلك", "fr": "selon %s, et", "es": "dijo: %s."}
	for _, r := range s.data.State {
		lists := map[string][]string{"en": append([]string{r.Name, r.Official}, r.Aliases...), "zh": r.ZH, "ru": r.RU, "ar": r.AR, "fr": r.FR, "es": r.ES}
		if r.Quiet {
			lists = map[string][]string{"en": r.Aliases}
		}
		for lang, names := range lists {
			for _, name := range names {
				if name == "" {
					continue
				}
				if v, ok := s.Lookup(name); !ok || v.Code != r.Code {
					t.Errorf("Lookup(%q) = %q, want %s", name, v.Code, r.Code)
				}
				if got := statesFound(s, strings.ReplaceAll(frames[lang], "%s", name)); got != r.Code+":"+name {
					t.Errorf("Find(%q) = %s, want %s", name, got, r.Code)
				}
			}
		}
	}
}

// TestStatesKnowPublishedNames holds the data to a second source: the names
// that Unicode's locale data have in the six languages.
func TestStatesKnowPublishedNames(t *testing.T) {
	s := builtinStates(t)
	// Names there that are no name of the State, with brackets or of a territory.
	odd := map[string]bool{"MM": true, "PS": true}
	for _, code := range s.Codes() {
		v, _ := s.Voice(code)
		if v.Kind != KindState && v.Kind != KindObserver || odd[code] {
			continue
		}
		region := language.MustParseRegion(code)
		if got, ok := s.Lookup(region.ISO3()); code != "NA" && (!ok || got.Code != code) {
			t.Errorf("Lookup(%q) = %q, want %s", region.ISO3(), got.Code, code)
		}
		for _, tag := range []language.Tag{language.English, language.French, language.Spanish, language.Russian, language.Chinese, language.Arabic} {
			name := display.Regions(tag).Name(region)
			if got, ok := s.Lookup(name); !ok || got.Code != code {
				t.Errorf("%v: Lookup(%q) = %q, want %s", tag, name, got.Code, code)
			}
		}
	}
	for _, code := range regionsOf(s) {
		region := language.MustParseRegion(code)
		for _, tag := range []language.Tag{language.English, language.French, language.Spanish, language.Russian, language.Chinese, language.Arabic} {
			name := display.Regions(tag).Name(region)
			if v, ok := s.Lookup(name); ok {
				t.Errorf("%v: Lookup(%q) = %s, want nobody", tag, name, v.Code)
			}
			for _, m := range s.Find(name) {
				if m.Code != "" {
					t.Errorf("%v: %q resolves to %s", tag, name, m.Code)
				}
			}
		}
	}
}

// regionsOf lists the ISO 3166-1 codes in use that are no State's here:
// territories.
func regionsOf(s *States) []string {
	var codes []string
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			region, err := language.ParseRegion(code)
			_, state := s.Voice(region.String())
			if err == nil && !state && region.IsCountry() && region.ISO3() != "ZZZ" && display.Regions(language.English).Name(region) != "" && region.Canonicalize() == region {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

func TestStatesLookup(t *testing.T) {
	s := builtinStates(t)
	for in, want := range map[string]string{
		"RU": "RU", "ru": "RU", "rus": "RU", "Russia": "RU", "RUSSIA": "RU", "  the   russian Federation ": "RU", "russian": "RU", "Россия": "RU", "России": "RU", "俄罗斯": "RU", "روسيا": "RU", "Fédération de Russie": "RU",
		"uk": "GB", "U.K.": "GB", "us": "US", "usa": "US", "u.s.": "US", "America": "US", "the US": "US", "united states of america": "US", "les États-Unis": "US", "Etats-Unis": "US",
		"cote d'ivoire": "CI", "Côte d’Ivoire": "CI", "COTE D'IVOIRE": "CI", "ivory coast": "CI", "St. Lucia": "LC", "St Lucia": "LC", "st. vincent & the grenadines": "VC", "Antigua & Barbuda": "AG",
		"sao tome and principe": "ST", "São Tomé & Príncipe": "ST", "viet nam": "VN", "Vietnam": "VN", "Guinea Bissau": "GW", "timor leste": "TL", "Swaziland": "SZ", "Turkey": "TR", "Turkiye": "TR", "burma": "MM",
		"Iran, Islamic Republic of": "IR", "iran": "IR", "holland": "NL", "The Netherlands": "NL", "the gambia": "GM", "DPRK": "KP", "dprk": "KP", "ROK": "KR", "south korea": "KR", "drc": "CD",
		"niger": "NE", "nigeria": "NG", "Nigerien": "NE", "nigerian": "NG", "togo": "TG", "Того": "TG", "Мали": "ML", "مالي": "ML", "USSR": "SUHH", "suhh": "SUHH", "Serbia and Montenegro": "CSXX",
		"EU": "eu", "European Union": "eu", "nam": "nam", "NAM": "nam", "NA": "NA", "AU": "AU", "au": "AU", "African Union": "african-union", "chair": "chair", "the Chair": "chair", "UN": "un", "icrc": "icrc", "GRULAC": "grulac", "G77": "g77",
		"Vatican": "VA", "Palestine": "PS", "State of Palestine": "PS", "Georgia": "GE", "Jordan": "JO", "gge-2019": "gge-2019", "Russia?": "RU", "Chine": "CN", "la Chine": "CN", "l'Iran": "IR", "L’Iran": "IR", "русский": "RU",
		"República de Cuba": "CU", "Республика Ангола": "AO", "Королевство Бельгия": "BE", "安哥拉共和国": "AO", "جمهورية كينيا": "KE", "République gabonaise": "GA", "Government of Kenya": "KE", "Bolivia, Plurinational State of": "BO",
		"China and Japan": "", "Kenya says": "", "Republic of Taiwan": "", "Republic": "", "Arab Republic of Atlantis": "",
		"OEWG 2021-2025 Chair": "chair", "UN General Assembly": "general-assembly", "League of Arab States": "arab-league", "GGE 2019-2021": "gge-2019", "Nordic countries": "nordic", "SCG": "CSXX",
		"": "", "XX": "", "Korea": "", "Congolese": "", "Taiwan": "", "TW": "", "Taiwan, Province of China": "", "Kosovo": "", "Atlantis": "", "the": "", "Latin America": "", "Hong Kong SAR China": "",
	} {
		v, ok := s.Lookup(in)
		if v.Code != want || ok != (want != "") {
			t.Errorf("Lookup(%q) = %q, %v, want %q", in, v.Code, ok, want)
		}
	}
	if got := s.Candidates("Korea"); !slices.Equal(got, []string{"KP", "KR"}) {
		t.Errorf("Candidates(Korea) = %v", got)
	}
	for _, code := range s.Codes() {
		if v, ok := s.Lookup(code); !ok || v.Code != code {
			t.Errorf("Lookup(%q) = %q", code, v.Code)
		}
		if v, ok := s.Lookup(strings.ToLower(code)); !ok || v.Code != code {
			t.Errorf("Lookup(%q) = %q", strings.ToLower(code), v.Code)
		}
	}
}

func TestStatesSuggest(t *testing.T) {
	s := builtinStates(t)
	for in, want := range map[string]string{
		"Rusia": "Russian Federation", "Frnace": "France", "Nigerai": "Nigeria", "Kirgistan": "Kyrgyzstan", "Netherland": "Netherlands", "Azerbaijn": "Azerbaijan", "Korea": "Democratic People's Republic of Korea,Republic of Korea",
		"XX": "", "Taiwan": "", "TW": "", "qqqqqqqqq": "", "": "",
	} {
		got := s.Suggest(in, 2)
		if want == "" && len(got) > 0 || want != "" && !strings.HasPrefix(strings.Join(got, ","), want) {
			t.Errorf("Suggest(%q) = %q, want %q", in, got, want)
		}
	}
	if got := s.Suggest("Rusia", 0); len(got) > 0 {
		t.Errorf("Suggest of none gave %v", got)
	}
}

func TestStatesNames(t *testing.T) {
	s := builtinStates(t)
	for _, c := range []struct{ code, at, name, then string }{
		{"TR", "2022-05-31", "Turkey", "Türkiye (then Turkey)"},
		{"TR", "2022-06-01", "Türkiye", "Türkiye"},
		{"SZ", "2018-04-18", "Swaziland", "Eswatini (then Swaziland)"},
		{"SZ", "2018-04-19", "Eswatini", "Eswatini"},
		{"MK", "2019-02-11", "the former Yugoslav Republic of Macedonia", "North Macedonia (then the former Yugoslav Republic of Macedonia)"},
		{"MK", "2019-02-12", "North Macedonia", "North Macedonia"},
		{"CV", "2013-10-23", "Cape Verde", "Cabo Verde (then Cape Verde)"},
		{"CV", "2013-10-24", "Cabo Verde", "Cabo Verde"},
		{"CZ", "2015-01-01", "Czech Republic", "Czechia (then Czech Republic)"},
		{"CD", "1990-01-01", "Zaire", "Democratic Republic of the Congo (then Zaire)"},
		{"RU", "2021-06-23", "Russian Federation", "Russian Federation"},
		{"US", "", "United States", "United States"},
		{"KR", "", "Republic of Korea", "Republic of Korea"},
		{"IR", "", "Iran (Islamic Republic of)", "Iran (Islamic Republic of)"},
		{"eu", "", "European Union", "European Union"},
		{"nobody", "", "nobody", "nobody"},
	} {
		at := time.Time{}
		if c.at != "" {
			at = day(c.at)
		}
		if got := s.Name(c.code, at); got != c.name {
			t.Errorf("Name(%s, %s) = %q, want %q", c.code, c.at, got, c.name)
		}
		if got := s.NameThen(c.code, at); got != c.then {
			t.Errorf("NameThen(%s, %s) = %q, want %q", c.code, c.at, got, c.then)
		}
	}
	late := time.Date(2022, 5, 31, 23, 0, 0, 0, time.FixedZone("", -5*3600))
	if got := s.Name("TR", late); got != "Turkey" {
		t.Errorf("the day is the one written, not that of UTC: got %q", got)
	}
}

func TestStatesMembers(t *testing.T) {
	s := builtinStates(t)
	for _, c := range []struct {
		group, state, at string
		want             bool
	}{
		{"eu", "GB", "2020-01-31", true}, {"eu", "GB", "2020-02-01", false}, {"eu", "GB", "", false},
		{"eu", "HR", "2013-06-30", false}, {"eu", "HR", "2013-07-01", true}, {"eu", "DE", "", true}, {"eu", "EE", "2004-04-30", false}, {"eu", "EE", "2004-05-01", true},
		{"asean", "TL", "2025-10-25", false}, {"asean", "TL", "2025-10-26", true}, {"asean", "TL", "", true},
		{"nato", "SE", "2024-03-06", false}, {"nato", "SE", "2024-03-07", true}, {"nato", "FI", "2023-04-04", true},
		{"sco", "IN", "2017-06-08", false}, {"sco", "BY", "2024-07-04", true}, {"brics", "ID", "2024-12-31", false}, {"brics", "ID", "2025-01-06", true}, {"brics", "SA", "", false},
		{"nam", "CY", "2004-05-01", false}, {"nam", "SS", "2023-12-31", false}, {"nam", "SS", "", true}, {"nam", "ID", "2012-01-01", true},
		{"csto", "UZ", "2010-01-01", true}, {"csto", "UZ", "", false}, {"oas", "NI", "2022-01-01", true}, {"oas", "NI", "", false},
		{"arab-group", "SY", "2011-11-15", true}, {"arab-group", "SY", "2015-01-01", false}, {"arab-group", "SY", "2023-05-07", true},
		{"ecowas", "ML", "2025-01-28", true}, {"ecowas", "ML", "2025-01-29", false}, {"council-of-europe", "RU", "2022-03-15", true}, {"council-of-europe", "RU", "2022-03-16", false},
		{"gge-2019", "SG", "2020-01-01", true}, {"gge-2012", "AR", "", true}, {"nordic", "IS", "", true}, {"african-group", "NG", "", true},
	} {
		at := time.Time{}
		if c.at != "" {
			at = day(c.at)
		}
		if got := slices.Contains(s.Members(c.group, at), c.state); got != c.want {
			t.Errorf("%s in %s on %q: %v", c.state, c.group, c.at, got)
		}
		if got := slices.Contains(s.Groups(c.state, at), c.group); got != c.want {
			t.Errorf("Groups(%s, %q) has %s: %v", c.state, c.at, c.group, got)
		}
	}
	for group, want := range map[string]int{"eu": 27, "asean": 11, "nam": 121, "g77": 134, "african-union": 54, "arab-league": 22, "caricom": 14, "nordic": 5, "oic": 57, "osce": 57, "nato": 32, "council-of-europe": 46,
		"gge-2004": 15, "gge-2009": 15, "gge-2012": 15, "gge-2014": 20, "gge-2016": 25, "gge-2019": 25, "g20": 19, "sco": 10, "brics": 10, "ecowas": 12, "cis": 9, "celac": 33} {
		if got := len(s.Members(group, time.Time{})); got != want {
			t.Errorf("%s has %d members, want %d", group, got, want)
		}
	}
	if got := len(s.Members("eu", day("2019-01-01"))); got != 28 {
		t.Errorf("the EU of 2019 had %d members, want 28", got)
	}
	for _, code := range s.Codes() {
		members := s.Members(code, time.Time{})
		if !slices.IsSorted(members) {
			t.Errorf("members of %s are not sorted", code)
		}
		for _, m := range members {
			if v, ok := s.Voice(m); !ok || v.Kind == KindGroup || v.Kind == KindBody {
				t.Errorf("member %s of %s is no State", m, code)
			}
		}
	}
	if s.Region("RU") != "eastern-european-group" || s.Region("VA") != "" || s.Region("??") != "" {
		t.Error("regional groups are wrong")
	}
}

func TestStatesFind(t *testing.T) {
	s := builtinStates(t)
	for text, want := range map[string]string{
		// namesakes
		"Niger and Nigeria; Nigerien and Nigerian views":                      "NE:Niger NG:Nigeria NE:Nigerien NG:Nigerian",
		"the Republic of the Niger thanked the Federal Republic of Nigeria":   "NE:Republic of the Niger NG:Federal Republic of Nigeria",
		"South Korea, North Korea, the ROK, the DPRK":                         "KR:South Korea KP:North Korea KR:ROK KP:DPRK",
		"the Democratic People's Republic of Korea and the Republic of Korea": "KP:Democratic People's Republic of Korea KR:Republic of Korea",
		"the Democratic People’s\nRepublic of  Korea":                         "KP:Democratic People’s\nRepublic of  Korea",
		"Korea and the Korean side":                                           "KP|KR:Korea KP|KR:Korean",
		"on the Korean Peninsula, South Koreans":                              "KR:South Koreans",
		"Democratic Republic Congo; Congo, Dem. Rep.; Korea, Rep. of":         "CD:Democratic Republic Congo CD:Congo, Dem. Rep. KR:Korea, Rep. of",
		"the Congo; the Democratic Republic of the Congo; DR Congo; the DRC; Congolese views; the Republic of the Congo; the Congo Basin": "CG:Congo CD:Democratic Republic of the Congo CD:DR Congo CD:DRC CD|CG:Congolese CG:Republic of the Congo",
		"Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea, Guinea - Bissau, the Gulf of Guinea, New Guinea":                     "GN:Guinea GW:Guinea-Bissau GQ:Equatorial Guinea PG:Papua New Guinea GW:Guinea - Bissau",
		"Sudan and South Sudan, Sudanese and South Sudanese":                                                                              "SD:Sudan SS:South Sudan SD:Sudanese SS:South Sudanese",
		"unrest in the South\n\nSudan aligns itself":                                                                                      "SD:Sudan",
		"Dominica and the Dominican Republic; a Dominican":                                                                                "DM:Dominica DO:Dominican Republic DM|DO:Dominican",
		"the United Kingdom of Great Britain and Northern Ireland; Northern Ireland; Ireland; Irish":                                      "GB:United Kingdom of Great Britain and Northern Ireland IE:Ireland IE:Irish",
		"Samoa and American Samoa":                                                       "WS:Samoa -:American Samoa",
		"Georgia and Jordan, the Jordan River, South Georgia":                            "GE:Georgia JO:Jordan",
		"Mexico, New Mexico, Mexico City, the Gulf of Mexico, the United Mexican States": "MX:Mexico MX:United Mexican States",
		"China, the South China Sea, Indochina":                                          "CN:China",
		"India in the Indian Ocean, Indian and Indiana":                                  "IN:India IN:Indian",
		"Panama, the Panama Canal":                                                       "PA:Panama",
		"Serbia and Montenegro":                                                          "RS:Serbia ME:Montenegro",
		"the former Yugoslav Republic of Macedonia, the former Yugoslavia, Yugoslavia":   "MK:the former Yugoslav Republic of Macedonia YUCS:Yugoslavia",
		"St. Kitts and Nevis, Saint Lucia, St Vincent & the Grenadines":                  "KN:St. Kitts and Nevis LC:Saint Lucia VC:St Vincent & the Grenadines",
		"Netherlands Antilles, Holland, the Kingdom of the Netherlands, Dutch":           "NL:Holland NL:Kingdom of the Netherlands NL:Dutch",
		"Micronesia (Federated States of) and the Federated States of Micronesia":        "FM:Micronesia (Federated States of) FM:Federated States of Micronesia",
		"French Guiana, French Polynesia, French":                                        "-:French Guiana -:French Polynesia FR:French",
		"the Soviet Union, Czechoslovakia, East Germany, German":                         "SUHH:Soviet Union CSHH:Czechoslovakia DDDE:East Germany DE:German",
		"Turkey, Türkiye, Turkiye, TÜRKİYE":                                              "TR:Turkey TR:Türkiye TR:Turkiye TR:TÜRKİYE",
		// inside other words
		"Malignant, Chadwick, Romania, Cubans, Peruse, Togolese, Omani, perusal, malice, Indianapolis": "RO:Romania CU:Cubans TG:Togolese OM:Omani",
		"unchanging Geneva, Washington, Moscow, Beijing and the Kremlin; the Persian Gulf":             "",
		// abbreviations
		"US, U.S., U.S.A., USA and U.S":                 "US:US US:U.S. US:U.S.A. US:USA US:U.S",
		"between us; Let us; US-led; the US's; us, US.": "US:US US:US US:US",
		"CONTACT US TODAY FOR MORE":                     "",
		"STATEMENT BY THE RUSSIAN FEDERATION":           "RU:RUSSIAN FEDERATION",
		"US, UK, EU":                                    "US:US GB:UK eu:EU",
		"the UK, U.K., British, Great Britain, Britons": "GB:UK GB:U.K. GB:British GB:Great Britain GB:Britons",
		"UAE, PRC, IRI, I.R. of Iran":                   "AE:UAE CN:PRC IR:IRI IR:I.R. of Iran",
		"nam eu drc":                                    "",
		"Latin America, Latin American, South American, North America, Organization of American States, inter-American, American": "oas:Organization of American States US:American",
		"polish the text; Polish text; poles apart; Poles":                                                                        "PL:Polish PL:Poles",
		"what did russia and china say about the united states":                                                                   "RU:russia CN:china US:united states",
		"Central African Government, Central Africans, Central African States":                                                    "CF:Central African CF:Central Africans",
		"two billion US dollars, Danilo Türk, a Turk, the Emirates":                                                               "TR:Turk AE:Emirates",
		"Russia's view, Russians, the Philippines’ view":                                                                          "RU:Russia RU:Russians PH:Philippines",
		"Russian Federation1 and 2021Russia and US2":                                                                              "RU:Russian Federation RU:Russia",
		"the English text, in French":                                                                                             "FR:French",
		// groups and bodies
		"the European Union, the EU, ASEAN, the Non-Aligned Movement, NAM and the ICRC": "eu:European Union eu:EU asean:ASEAN nam:Non-Aligned Movement nam:NAM icrc:ICRC",
		"the African Group, the Arab Group, the Nordic countries and CARICOM":           "african-group:African Group arab-group:Arab Group nordic:Nordic countries caricom:CARICOM",
		"the Group of 77 and China; G77 and China":                                      "g77:Group of 77 and China g77:G77 and China",
		"Mr. Chair, the Chair, this group of the United Nations, un hombre":             "",
		"the 2015 GGE, the GGE and the OEWG Chair":                                      "gge-2014:2015 GGE gge:GGE chair:OEWG Chair",
		// no delegation
		"Taiwan":                    "-:Taiwan",
		"Taiwan, Province of China": "-:Taiwan, Province of China",
		"China and Taiwan, China; China's Taiwan region":                                                                                     "CN:China -:Taiwan, China -:China's Taiwan region",
		"the Republic of China, the People's Republic of China":                                                                              "-:Republic of China CN:People's Republic of China",
		"South Ossetia, Abkhazia (Georgia), Northern Cyprus, the Turkish Republic of Northern Cyprus":                                        "-:South Ossetia -:Abkhazia (Georgia) -:Northern Cyprus -:Turkish Republic of Northern Cyprus",
		"the Chinese special administrative\nregion of Hong Kong; the Ukrainian territory of Crimea; Taiwan, which China calls a province":   "-:Chinese special administrative\nregion of Hong Kong -:Ukrainian territory of Crimea -:Taiwan CN:China",
		"Taiwan, a provincial region of the People's Republic of China, and Japan":                                                           "-:Taiwan, a provincial region of the People's Republic of China JP:Japan",
		"Région administrative spéciale chinoise de Macao":                                                                                   "-:chinoise de Macao",
		"the Peoples’ Republic of China; Sudan. In Western Sahara; Serbs in the territory of Kosovo; in the Sudan, region by region, Taiwan": "CN:Peoples’ Republic of China SD:Sudan -:Western Sahara RS:Serbs -:Kosovo SD:Sudan -:Taiwan",
		"Ukraine and Crimea, Serbia on Kosovo":                                                                                               "UA:Ukraine -:Crimea RS:Serbia -:Kosovo",
		"Hong Kong SAR China, Macao, China":                                                                                                  "-:Hong Kong SAR China -:Macao, China",
		"Kosovo, Serbia; Crimea, Ukraine":                                                                                                    "-:Kosovo, Serbia -:Crimea, Ukraine",
		"Palestine, Palestinian, State of Palestine":                                                                                         "PS:Palestine PS:Palestinian PS:State of Palestine",
		// odd typography
		"C\u00f4te d\u2019Ivoire, Co\u0302te d'Ivoire, COTE D\u2032IVOIRE": "CI:Côte d’Ivoire CI:Co\u0302te d'Ivoire CI:COTE D\u2032IVOIRE",
		"Ｃｈｉｎａ, Ru\u00adssia, Fra\u200bnce, Timor\u2011Leste":              "CN:Ｃｈｉｎａ RU:Ru\u00adssia FR:Fra\u200bnce TL:Timor\u2011Leste",
		"\xffChina\xff": "CN:China",
		"":              "",
	} {
		if got := statesFound(s, text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestStatesFindInSixLanguages(t *testing.T) {
	s := builtinStates(t)
	for text, want := range map[string]string{
		// Russian: cases
		"Заявление Российской Федерации; в России; с Россией; о Китае; для США":                                         "RU:Российской Федерации RU:России RU:Россией CN:Китае US:США",
		"Соединённых Штатов Америки, Соединенным Королевством, Объединенных Арабских Эмиратах":                          "US:Соединённых Штатов Америки GB:Соединенным Королевством AE:Объединенных Арабских Эмиратах",
		"Исламской Республики Иран, Республики Корея, Республике Молдова, Корейской Народно-Демократической Республики": "IR:Исламской Республики Иран KR:Республики Корея MD:Республике Молдова KP:Корейской Народно-Демократической Республики",
		"Нигера и Нигерии; Гвинеи, Гвинеи-Бисау, Экваториальной Гвинеи, Папуа — Новой Гвинеи":                           "NE:Нигера NG:Нигерии GN:Гвинеи GW:Гвинеи-Бисау GQ:Экваториальной Гвинеи PG:Папуа — Новой Гвинеи",
		"российской делегации, китайских экспертов, в корейском языке, тайваньского, латиноамериканский":                "RU:российской CN:китайских KP|KR:корейском -:тайваньского",
		"Кроме того, того и Того":                                       "",
		"Тринидада и Тобаго, Боснии и Герцеговины, Египта":              "TT:Тринидада и Тобаго BA:Боснии и Герцеговины EG:Египта",
		"в Европейском союзе, Движения неприсоединения":                 "eu:Европейском союзе nam:Движения неприсоединения",
		"Кореи, Южной Кореи, на Корейском полуострове":                  "KP|KR:Кореи KR:Южной Кореи",
		"о Тайване, провинции Китая; Южной Осетией, Крыма":              "-:Тайване, провинции Китая -:Южной Осетией -:Крыма",
		"самое важное, из Самоа, в Никарагуа, с Камбоджей, Бангладешем": "WS:Самоа NI:Никарагуа KH:Камбоджей BD:Бангладешем",
		"Филиппин, Нидерландов, Мальдивах, Соломоновых Островов":        "PH:Филиппин NL:Нидерландов MV:Мальдивах SB:Соломоновых Островов",
		// Chinese: no word boundaries
		"中国和俄罗斯联邦认为，发展中国家需要帮助":                   "CN:中国 RU:俄罗斯联邦",
		"印度尼西亚、印度、印度洋":                           "ID:印度尼西亚 IN:印度",
		"几内亚比绍和几内亚，巴布亚新几内亚，赤道几内亚":                "GW:几内亚比绍 GN:几内亚 PG:巴布亚新几内亚 GQ:赤道几内亚",
		"沿海地区、地中海地区、欧美国家、在国际法国家责任中、印度教、阿曼苏丹国、海地": "OM:阿曼苏丹国 HT:海地",
		"尼日尔、尼日利亚、南苏丹、苏丹、索马里、马里":                 "NE:尼日尔 NG:尼日利亚 SS:南苏丹 SD:苏丹 SO:索马里 ML:马里",
		"朝鲜半岛，大韩民国，朝鲜民主主义人民共和国":                  "KR:大韩民国 KP:朝鲜民主主义人民共和国",
		"中国台湾省，中国香港，台湾，欧盟，不结盟运动":                 "-:中国台湾省 -:中国香港 -:台湾 eu:欧盟 nam:不结盟运动",
		// Arabic: attached words
		"وروسيا والصين وبالصين للصين ولبنان للبنان من الاتحاد الروسي":                   "RU:روسيا CN:الصين CN:الصين CN:للصين LB:لبنان LB:لبنان RU:الاتحاد الروسي",
		"جنوب السودان والسودان، النيجر ونيجيريا":                                        "SS:جنوب السودان SD:السودان NE:النيجر NG:نيجيريا",
		"جمهورية كوريا وجمهورية كوريا الشعبية الديمقراطية، كوريا":                       "KR:جمهورية كوريا KP:جمهورية كوريا الشعبية الديمقراطية KP|KR:كوريا",
		"تايوان، مقاطعة الصين، بحر الصين الجنوبي، الدعم المالي":                         "-:تايوان، مقاطعة الصين",
		"الوفد الروسي والموقف الصيني للوفود الفرنسية وبالمحيط الهندي وأمريكا اللاتينية": "RU:روسي CN:صيني FR:فرنسية",
		"الولايات المتحدة الأمريكية، المملكة المتحدة":                                   "US:الولايات المتحدة الأمريكية GB:المملكة المتحدة",
		// French
		"de la Fédération de Russie, l’Iran, d'Irak, des États-Unis d'Amérique, aux Pays-Bas, du Royaume-Uni":                                "RU:Fédération de Russie IR:Iran IQ:Irak US:États-Unis d'Amérique NL:Pays-Bas GB:Royaume-Uni",
		"République du Congo, République démocratique du Congo, la Guinée équatoriale, la République de Corée":                               "CG:République du Congo CD:République démocratique du Congo GQ:Guinée équatoriale KR:République de Corée",
		"Le représentant de Maurice a dit; M. Maurice Strong; la Dominique et la République dominicaine; une grenade":                        "MU:Maurice DM:Dominique DO:République dominicaine",
		"Déclaration au nom de l'Union européenne; DÉCLARATION AU NOM DE":                                                                    "eu:Union européenne",
		"la délégation russe, les experts chinois, la position américaine, latino-américaine, nigérien et nigériane, sud-coréenne, coréenne": "RU:russe CN:chinois US:américaine NE:nigérien NG:nigériane KR:sud-coréenne KP|KR:coréenne",
		"l'Amérique latine, le golfe de Guinée, l'Irlande du Nord":                                                                           "",
		// Spanish
		"los Estados Unidos de América, los Estados Unidos Mexicanos, EE.UU., el Reino Unido":        "US:Estados Unidos de América MX:Estados Unidos Mexicanos US:EE.UU. GB:Reino Unido",
		"ellos irán a Irán; la República Islámica del Irán; Níger y Nigeria":                         "IR:Irán IR:República Islámica del Irán NE:Níger NG:Nigeria",
		"la delegación rusa, los expertos franceses, la posición española, panameña, norteamericana": "RU:rusa FR:franceses ES:española PA:panameña",
		"una granada, Granada, la República de Corea, América Latina, la Santa Sede":                 "GD:Granada KR:República de Corea VA:Santa Sede",
	} {
		if got := statesFound(s, text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestStatesNoDelegation(t *testing.T) {
	s := builtinStates(t)
	for _, text := range []string{"What does Taiwan say?", "TW", "twn", "Taiwan, Province of China", "Kosovo's position", "В Косово", "台湾怎么说", "Chinese Taipei", "South Ossetia", "Hong Kong", "northern cyprus", "крымских"} {
		reply, mentions := s.NoDelegation(text)
		if reply == "" || len(mentions) != 1 || !mentions[0].NoDelegation || mentions[0].Code != "" {
			t.Errorf("NoDelegation(%q) = %q, %v", text, reply, mentions)
		}
		for _, m := range s.Find(reply) {
			t.Errorf("the reply names %q", reply[m.Start:m.End])
		}
	}
	for _, text := range []string{"What does China say?", "Palestine", "Georgia", "", "Cyprus"} {
		if reply, mentions := s.NoDelegation(text); reply != "" || mentions != nil {
			t.Errorf("NoDelegation(%q) = %q, %v", text, reply, mentions)
		}
	}
	for _, n := range s.data.NoDelegation {
		for _, name := range n.Names {
			for _, frame := range []string{"%s", "What does %s say?", "(%s)", "%s和", "о %s."} {
				for _, m := range s.Find(strings.Replace(frame, "%s", name, 1)) {
					if m.Code != "" {
						t.Errorf("%q resolves to %s", name, m.Code)
					}
				}
			}
		}
	}
}

func TestStatesExtension(t *testing.T) {
	base := builtinStates(t)
	ext := `
guards = ["Swiss Family Robinson"]

[[state]]
code = "RU"
aliases = ["Rossiyskaya Federatsiya"]
name = "Russia"

[[state]]
code = "ZZ"
name = "Testland"
adjectives = ["Testlandian"]

[[group]]
code = "eu"
names = ["the Twenty-Seven"]
members = ["GB ..2020-02-01", "ZZ 2025-01-01.."]

[[group]]
code = "like-minded"
name = "Like-minded Group"
members = ["RU", "ZZ"]

[[no_delegation]]
reply = "Nobody of this name is seated."
names = ["Atlantis"]
`
	s, err := ParseStates("states.toml", []byte(ext), base)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := statesFound(s, "Rossiyskaya Federatsiya, Testlandians, the Like-minded Group, Swiss Family Robinson, China"), "RU:Rossiyskaya Federatsiya ZZ:Testlandians like-minded:Like-minded Group CN:China"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if s.Name("RU", time.Time{}) != "Russia" || base.Name("RU", time.Time{}) != "Russian Federation" {
		t.Error("a single value is not replaced, or the base changed")
	}
	eu := s.Members("eu", day("2020-02-01"))
	if !slices.Contains(eu, "GB") || !slices.Contains(s.Members("eu", time.Time{}), "ZZ") || !slices.Contains(eu, "FR") {
		t.Errorf("members are not overridden: %v", eu)
	}
	if reply, _ := s.NoDelegation("And Atlantis?"); reply != "Nobody of this name is seated." {
		t.Errorf("reply %q", reply)
	}
	if _, ok := base.Lookup("Testland"); ok || slices.Contains(base.Members("eu", day("2020-02-01")), "GB") {
		t.Error("the base changed")
	}
	for _, text := range []string{"Testland", "Atlantis"} {
		if got := statesFound(base, text); got != "" {
			t.Errorf("the base finds %s", got)
		}
	}
}

func TestStatesErrors(t *testing.T) {
	base := builtinStates(t)
	for _, c := range []struct {
		src, hint string
		line      int
	}{
		{"\n[[state]]\ncode = \"RU\"\nalias = [\"x\"]\n", "did you mean aliases?", 4},
		{"[[states]]\ncode = \"RU\"\n", "did you mean state?", 1},
		{"[[state]]\ncode = \"RU\"\nnonsense = 1\n", "known here: code", 3},
		{"[[state]]\ncode = \"RU\"\naliases = \"x\"\n", "states.toml of the program", 3},
		{"[[state]\n", "states.toml of the program", 1},
		{"[[state]]\nname = \"X\"\n", "give it one", 1},
		{"[[state]]\ncode = \"Russia\"\nname = \"Russia\"\n", "two capitals", 2},
		{"[[state]]\ncode = \"QQ\"\n", "needs name", 2},
		{"[[state]]\ncode = \"QQ\"\nname = \"Q\"\nkind = \"country\"\n", "state, observer", 4},
		{"[[state]]\ncode = \"QQ\"\nname = \"Qland\"\nregion = \"nowhere\"\n", "region = true", 4},
		{"\n\n[[group]]\ncode = \"g\"\nname = \"G group\"\nmembers = [\n  \"RU\",\n  \"QX\",\n]\n", "alpha-2", 8},
		{"[[group]]\ncode = \"eu\"\nmembers = [\"GB 2020\"]\n", "HR 2013-07-01", 3},
		{"[[group]]\ncode = \"eu\"\nmembers = [\"GB ..2020-13-45\"]\n", "HR 2013-07-01", 3},
		{"[[group]]\ncode = \"eu\"\nmembers = [\"GB 2020-01-02..2020-01-01\"]\n", "HR 2013-07-01", 3},
		{"[[group]]\ncode = \"RU\"\nname = \"G\"\n", "small letters", 2},
		{"[[group]]\ncode = \"ru\"\nname = \"G\"\n", "longer", 2},
		{"[[state]]\ncode = \"RU\"\naliases = [\n \"Muscovy\",\n \"Kazakhstan\",\n]\n", "stands for one", 5},
		{"[[state]]\ncode = \"CN\"\naliases = [\"Taiwan\"]\n", "stands for one", 3},
		{"[[state]]\ncode = \"KR\"\naliases = [\"Korea\"]\n", "stands for one", 3},
		{"[[no_delegation]]\nnames = [\"France\"]\n", "stands for one", 2},
		{"[[no_delegation]]\ncodes = [\"FR\"]\n", "take it out", 2},
		{"[[ambiguous]]\nnames = [\"Q\"]\nmay_be = [\"QX\"]\n", "may_be lists codes", 3},
		{"[[state]]\ncode = \"RU\"\nthen = [{ name = \"X\" }]\n", "as in", 3},
		{"[[state]]\ncode = \"RU\"\naliases = [\"---\"]\n", "take it out", 3},
	} {
		_, err := ParseStates("lib/states.toml", []byte(c.src), base)
		var e *StatesError
		if !errors.As(err, &e) {
			t.Errorf("%q: error %v", c.src, err)
			continue
		}
		if e.Line != c.line || e.File != "lib/states.toml" || !strings.Contains(e.Error(), c.hint) {
			t.Errorf("%q: got %v, want line %d and %q", c.src, err, c.line, c.hint)
		}
	}
	if _, err := ParseStates("states.toml", nil, base); err != nil {
		t.Errorf("an empty extension: %v", err)
	}
	if s, err := ParseStates("states.toml", nil, nil); err != nil || len(s.Find("China")) != 0 {
		t.Errorf("an empty file: %v", err)
	}
}

func TestStatesFindAcrossWindows(t *testing.T) {
	s := builtinStates(t)
	for _, pad := range []string{"x ", "é ", "的", "\xff\xfe "} {
		for shift := range 40 {
			text := strings.Repeat(pad, (statesWindow-shift)/len(pad)) + " the Democratic People's Republic of Korea met Papua New Guinea"
			text = strings.Repeat(" ", shift%3) + text
			if got, want := statesFound(s, text), "KP:Democratic People's Republic of Korea PG:Papua New Guinea"; got != want {
				t.Fatalf("pad %q, shift %d: got %s", pad, shift, got)
			}
		}
	}
}

func TestStatesConcurrently(t *testing.T) {
	s := builtinStates(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				s.Find("the United States and the Russian Federation")
				s.Lookup("Taiwan")
				s.Suggest("Rusia", 3)
			}
		})
	}
	wg.Wait()
}

func BenchmarkParseStates(b *testing.B) {
	src, err := os.ReadFile(statesTestFile)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseStates("states.toml", src, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStatesFind(b *testing.B) {
	s := builtinStates(b)
	for name, unit := range map[string]string{
		"prose":    "The delegation of the Russian Federation thanks the Chair, and aligns itself with the statement of Indonesia on behalf of NAM. ",
		"letter":   "a",
		"prefixes": "democratic people's republic of ",
		"chinese":  "中国和俄罗斯联邦认为发展中国家需要帮助。",
	} {
		text := strings.Repeat(unit, 100_000/len(unit))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				s.Find(text)
			}
		})
	}
}

// TestStatesInTheGeneralDebate reads real statements, whose files say who
// spoke: a delegation names its own State, and the State's name is found in
// every one but a few that say "my country" throughout.
func TestStatesInTheGeneralDebate(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "ungdc", "*.txt"))
	if len(files) == 0 {
		t.Skip("../shared/corpus/ungdc is absent")
	}
	s := builtinStates(t)
	silent := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		iso, _, _ := strings.Cut(filepath.Base(file), "_")
		if iso == "NAM" { // Namibia here, see Lookup
			iso = "NA"
		}
		v, ok := s.Lookup(iso)
		if !ok {
			t.Errorf("%s: nobody has the code %s", file, iso)
		}
		if !slices.ContainsFunc(s.Find(string(text)), func(m Mention) bool { return m.Code == v.Code }) {
			silent++
			t.Logf("%s does not name %s", filepath.Base(file), v.Code)
		}
	}
	if silent > len(files)/50 {
		t.Errorf("%d of %d statements do not name their own State", silent, len(files))
	}
}
