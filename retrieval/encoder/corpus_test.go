package encoder

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"
)

// The corpus that the tokenizer is compared on is grown from a seed, so that the
// repository holds the reference's answers (testdata/tokens.bin) and not the texts.

// sentences are in the six languages of the United Nations, and what else turns up
// in documents.
var sentences = []string{
	"The delegation's 2nd intervention, on para. 13(c) of A/76/135, was supported by twenty-seven States.",
	"Confidence-building measures aren't a substitute for binding obligations; they're a first step!",
	"E-mail addresses (e.g. cyber@example.org) and links such as https://example.org/a?b=c_d#e occur, too.",
	"UNABLE to agree: ICTs, OEWG, GGE, CERT/CSIRT & PoC — “quoted” ‘words’, 50 % of £3.5m…",
	"L’Assemblée générale a adopté la résolution sur la sécurité numérique; où étaient les délégués élus à Genève?",
	"Çà et là, des œuvres naïves: cœur, Noël, garçon, âgé, hôpital, île, brûlé, Ÿ.",
	"Il s'agit d'un règlement ambigüe, dit-on, du 1er août à l'après-midi.",
	"¿Qué propuso la delegación del Perú? ¡La ciberseguridad también exige cooperación!",
	"El niño añadió que el pingüino, según él, vivía en España.",
	"Los Estados miembros deberían abstenerse de la amenaza o el uso de la fuerza (artículo 2.4).",
	"Российская Федерация выступает за выработку правил ответственного поведения государств.",
	"Ещё один подъём: йод, ёлка, объявление, «кавычки» и тире — всё здесь.",
	"Международная информационная безопасность, №4, ст. 51 Устава ООН.",
	"中华人民共和国主张,网络空间不应成为战场。",
	"《全球数据安全倡议》提出了八点建议:第一、客观理性看待数据安全;第二、反对利用信息技术破坏他国关键基础设施。",
	"2021年6月,工作组在纽约举行了first session会议。",
	"يجب على الدول أن تمتنع عن استخدام تكنولوجيا المعلومات والاتصالات لأغراض عدائية.",
	"الأَمْنُ السِّيبْرَانِيُّ مَسْؤُولِيَّةٌ مُشْتَرَكَةٌ، أليس كذلك؟",
	"قالت مصـــر إنّ القانون الدولي ينطبق على الفضاء الإلكتروني (٢٠٢١).",
	"日本語のカタカナとひらがな、そして漢字。한국어 문장도 있습니다.",
	"Ελληνικά με τόνους: Άνθρωπος, ΟΔΥΣΣΕΥΣ, ϊ ΐ. Türkiye'nin İstanbul'u, ıssız.",
	"Việt Nam đề nghị tăng cường hợp tác. हिन्दी में भी। ภาษาไทย",
	"Emoji 👩‍👩‍👧‍👦 🇺🇳 🏳️‍🌈 ☎️ and maths ∑x²≠½ ≮ ⁄ K Å Ω ﬁ ﬂ Ⅷ ①.",
	"[CLS] a passage may hold [SEP] or [MASK], [cls], [ SEP ], [[PAD]] and [UNK]unk too",
	"##ing un##known # ## $%^&*()_+{}|:\"<>?`~-=[]\\;',./",
	"supercalifragilisticexpialidocious Donaudampfschifffahrtsgesellschaftskapitän pneumonoultramicroscopicsilicovolcanoconiosis",
	"Line one\r\nline two\ttab\vvertical\fform\u0085next\u2028separator\u2029paragraph\u00a0no-break\u3000wide",
}

// oddRunes are what a mutation sprinkles in: marks, joiners, directions, spaces,
// controls, ideographs, symbols, private use and the ends of the planes.
var oddRunes = []rune("\u0301\u0308\u0327\u0338\u064b\u064e\u0651\u0652\u0640\u0670\u093f\u094d\u05b0\u0e34" +
	"\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad\u061c\u180e" +
	"\u00a0\u1680\u2000\u2003\u2009\u202f\u205f\u3000\x00\x01\x07\x0b\x0c\x1b\x1f\x7f\u0085\u009f" +
	"中國あア가\u3400\u4dbf\u9fff\uf900\ufaff\U00020000\U0002a6df\U0002b740\U0002ceaf\U0002f800\U00030000" +
	"😀🇺🇳\U0001f3fd\ufe0f\u20e3‘’“”–—…·•¿¡§¶†‰№™©®°µß\u1e9eſıİŁłøØđĐæœþŉǅǰﬃ" +
	"\u037e\u0387\u1fef\u2126\u212a\u212b\u0344\u0958\u0fb9\u1e0a\uac00\ud7a3\u1100\u1161\u11a8\u302e" +
	"\ue000\uf8ff\U000f0000\U0010fffd\U0010ffff\ufffe\uffff\ufffd\U0001d15e\U000e0001\U000e0100\u0378\u0899\u1734\u180f\u11938\U00011938\U000111c9\u166d\u2e52")

// corpus grows the texts. It must not change without testdata/tokens.bin.
func corpus() []string {
	rng := rand.New(rand.NewPCG(2021, 6))
	out := slices.Clone(sentences)
	for _, s := range sentences {
		for range 100 {
			out = append(out, mutate(rng, s))
		}
	}
	for range 300 {
		out = append(out, randomText(rng))
	}
	out = append(out, everyRune()...)
	return append(out, longTexts(rng)...)
}

// mutate changes s in a few places.
func mutate(rng *rand.Rand, s string) string {
	r := []rune(s)
	for range 1 + rng.IntN(8) {
		at := rng.IntN(len(r) + 1)
		switch rng.IntN(8) {
		case 0, 1, 2:
			r = slices.Insert(r, at, oddRunes[rng.IntN(len(oddRunes))])
		case 3:
			r = slices.Insert(r, at, rune(rng.IntN(0x3000)))
		case 4:
			if at < len(r) {
				r = slices.Delete(r, at, min(len(r), at+1+rng.IntN(4)))
			}
		case 5:
			other := []rune(sentences[rng.IntN(len(sentences))])
			from := rng.IntN(len(other))
			r = slices.Insert(r, at, other[from:min(len(other), from+rng.IntN(20))]...)
		case 6:
			upper := []rune(strings.ToUpper(string(r[at:min(len(r), at+9)])))
			r = slices.Replace(r, at, min(len(r), at+9), upper...)
		case 7:
			if i := slices.Index(r[at:], ' '); i >= 0 {
				r = slices.Delete(r, at+i, at+i+1)
			}
		}
	}
	return string(r)
}

// randomText is words of letters from one block, as often as not with marks.
func randomText(rng *rand.Rand) string {
	blocks := [][2]rune{{'a', 'z'}, {'A', 'Z'}, {0xc0, 0x24f}, {0x370, 0x3ff}, {0x400, 0x4ff}, {0x5d0, 0x5ea},
		{0x600, 0x6ff}, {0x900, 0x97f}, {0xe00, 0xe5b}, {0x1e00, 0x1fff}, {0x2000, 0x2bff}, {0x3040, 0x30ff},
		{0x4e00, 0x4eff}, {0xac00, 0xacff}, {0xf900, 0xfaff}, {0xfb00, 0xfdff}, {0x1f300, 0x1faff}, {0x10000, 0x1ffff}}
	var b strings.Builder
	for range 1 + rng.IntN(30) {
		block := blocks[rng.IntN(len(blocks))]
		for range 1 + rng.IntN(12) {
			b.WriteRune(block[0] + rng.Int32N(block[1]-block[0]+1))
			if rng.IntN(6) == 0 {
				b.WriteRune(0x300 + rng.Int32N(0x70))
			}
		}
		if rng.IntN(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// everyRune has each code point of the first two planes, and some beyond, between
// two letters of a word.
func everyRune() (out []string) {
	var b strings.Builder
	for r := rune(0); r < 0x30000; r++ {
		if utf8.ValidRune(r) && (r < 0x20000 || r%64 == 0) {
			b.WriteString("a" + string(r) + "b ")
		}
		if r%512 == 511 && b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	return out
}

func longTexts(rng *rand.Rand) []string {
	var words strings.Builder
	for words.Len() < 100_000 {
		words.WriteString(strings.Repeat("x", 90+rng.IntN(20)) + " ")
	}
	return []string{
		"",
		" \t\n",
		strings.Repeat("a", 100_000),
		strings.Repeat("é", 50_000),
		strings.Repeat("\u0301", 50_000),
		strings.Repeat("中", 30_000),
		strings.Repeat("[", 20_000),
		strings.Repeat("a", 100) + " " + strings.Repeat("a", 101),
		strings.Repeat("a", 100) + "\u0301 " + strings.Repeat("é", 100) + " " + strings.Repeat("e\u0301", 101),
		words.String(),
		strings.Repeat(strings.Join(sentences, " "), 20),
	}
}
