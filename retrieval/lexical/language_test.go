package lexical

import (
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"en", "What does Russia say about the new OEWG?"},
		{"en", "how should international law apply"},
		{"en", "The Group should be grounded on the principles of inclusivity."},
		{"fr", "Que dit la France sur le droit international ?"},
		{"fr", "quelle est la position de la France"},
		{"fr", "L'application du droit international humanitaire aux opérations dans le cyberespace"},
		{"es", "¿Qué dijo México sobre el derecho internacional?"},
		{"es", "cual es la posición de los Estados sobre las normas"},
		{"ru", "Что говорит Китай о суверенитете?"},
		{"ru", "права человека"},
		{"zh", "中国对网络主权的立场是什么？"},
		{"zh", "OEWG的主席是谁"},
		{"ar", "ماذا قالت مصر عن القانون الدولي؟"},
		{"", ""},
		{"", "A/76/135"},
		{"", "12 34"},
		{"", "ransomware"},
		{"", "Es ist nicht klar, was die Bundesrepublik von der Gruppe erwartet."},
		{"", "O Brasil não acredita que seja necessário um novo tratado sobre a segurança das informações, mas está aberto ao diálogo com os demais."},
		{"", "L'Italia ritiene che il diritto internazionale sia applicabile anche nello spazio cibernetico e che gli Stati debbano rispettarlo."},
		{"", "Nederland is van mening dat het internationaal recht ook in het digitale domein geldt en dat staten zich daaraan moeten houden."},
		{"", "Україна вважає, що міжнародне право застосовується до кіберпростору."},
		{"", "日本は国際法がサイバー空間にも適用されると考えています。"},
		{"", "ایران معتقد است که گروه کاری باید به اجماع برسد و چارچوب را بپذیرد."},
		{"", "대한민국은 국제법이 적용된다고 봅니다"},
	} {
		if got := Language(c.text); got != c.want {
			t.Errorf("Language(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLanguageOfMuch(t *testing.T) {
	text := strings.Repeat("The delegation said that it was of the view. ", 10_000)
	if got := Language(text); got != "en" {
		t.Errorf("%q", got)
	}
	if got := Language(strings.Repeat("x", 1<<20)); got != "" {
		t.Errorf("%q", got)
	}
}
