package reader

import "testing"

func TestParseDate(t *testing.T) {
	for s, want := range map[string]string{
		"2021-06-23": "2021-06-23", "2021/3/9": "2021-03-09", "2021.06.23": "2021-06-23",
		"23 June 2021": "2021-06-23", "23 JUNE 2021": "2021-06-23", "23rd of June 2021": "2021-06-23", "June 23, 2021": "2021-06-23", "June 23rd, 2021": "2021-06-23",
		"Wednesday, 23 June 2021": "2021-06-23", "26 Oct 2018": "2018-10-26", "Sept. 9, 2019": "2019-09-09", "1er mars 2021": "2021-03-01",
		"20 de junio de 2024": "2024-06-20", "9 de setiembre de 2019": "2019-09-09", "9 mars 2021": "2021-03-09", "12 août 2020": "2020-08-12",
		"6 марта 2024": "2024-03-06", "2021年6月23日": "2021-06-23", "9 سبتمبر 2019": "2019-09-09", "٩ سبتمبر ٢٠١٩": "2019-09-09",
		"23.06.2021": "2021-06-23", "19/02/2021": "2021-02-19", "02/19/2021": "2021-02-19",
		"2021-02-30": "", "30 February 2021": "", "32 June 2021": "", "2021-13-01": "", "23 Smarch 2021": "", "June 2021": "", "2021": "", "": "", "yesterday": "",
		"22-23 June 2021": "", "on 23 June 2021 we met": "", "03/04/2021": "", "1 June 1821": "",
	} {
		d, ok := ParseDate(s)
		got := ""
		if ok {
			got = d.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestDateFromURL(t *testing.T) {
	for s, want := range map[string]string{
		"https://russiaun.ru/en/news/060323_t":                               "2023-03-06",
		"https://russiaun.ru/en/news/1050324":                                "2024-03-05",
		"https://russiaun.ru/en/news/p25072022":                              "2022-07-25",
		"https://russiaun.ru/en/news/arria_040424":                           "2024-04-04",
		"https://www.un.emb-japan.go.jp/itpr_en/akahori062921.html":          "2021-06-29",
		"https://www.un.emb-japan.go.jp/itpr_en/akahori092920.html":          "2020-09-29",
		"https://bdun.org/2023/05/26/statement-by-x/":                        "2023-05-26",
		"https://example.org/2021/3/22/x":                                    "2021-03-22",
		"https://www.mfa.gov.cn/eng/wjb/t20210623_9170548.html":              "2021-06-23",
		"https://example.org/news/2021-06-23-statement":                      "2021-06-23",
		"https://example.org/news/statement-23-june-2021":                    "2021-06-23",
		"https://example.org/news/remarks-june-23-2021/":                     "2021-06-23",
		"https://example.org/x/030421":                                       "", // 3 April or 4 March
		"https://example.org/content/id/4797656":                             "",
		"https://www.mid.ru/en/foreign_policy/rso/osce/-/content/id/4797656": "",
		"https://example.org/article/541":                                    "",
		"https://example.org/2021/13/45/x":                                   "",
		"not an address":                                                     "",
		"https://example.org/":                                               "",
	} {
		d, ok := DateFromURL(s)
		got := ""
		if ok {
			got = d.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

func TestProcessOf(t *testing.T) {
	for s, want := range map[string]string{
		"fourth substantive session of the Open-ended Working Group on security of and in the use of ICTs 2021-2025": "oewg-2021-2025",
		"OEWG 2019-2021":            "oewg-2019-2021",
		"third session of the OEWG": "",
		"the OEWG established pursuant to resolution 75/240": "oewg-2021-2025",
		"OEWG, Chair: Jürg Lauber":                           "oewg-2019-2021",
		"Group of Governmental Experts 2019-2021":            "gge-2021",
		"UN GGE 2014/15":                                     "gge-2015",
		"UN GGE":                                             "",
		"General Debate of the First Committee":              "first-committee",
		"explanation of position on the draft decision on the OEWG 2021-2025 in the First Committee of the 77th session": "first-committee",
		"Security Council open debate on cyber security":                                                                 "security-council",
		"Arria-formula meeting of the Security Council":                                                                  "security-council",
		"1196th Meeting of the Peace and Security Council":                                                               "",
		"general debate of the 76th session of the General Assembly":                                                     "general-debate",
		"organizational session of the Global Mechanism":                                                                 "global-mechanism",
		"Open-ended working group on reducing space threats":                                                             "",
		"GGE on lethal autonomous weapons systems":                                                                       "",
		"a conference": "",
		"séptima sesión sustantiva del Grupo de Trabajo de Composición Abierta sobre la seguridad de las TIC 2021-2025": "oewg-2021-2025",
		"седьмой сессии РГОС по вопросам безопасности в сфере использования ИКТ":                                        "oewg-2021-2025",
		"Working group on the internet of 2019": "",
	} {
		if got := processOf(s, ymd(1, 1, 1)); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	if got := processOf("third session of the OEWG", ymd(2021, 3, 9)); got != "oewg-2019-2021" {
		t.Errorf("by date: %q", got)
	}
	if got := processOf("third session of the OEWG", ymd(2022, 7, 26)); got != "oewg-2021-2025" {
		t.Errorf("by date: %q", got)
	}
}
