package corpus

import "strings"

// ordinaryWords are words and other names that are a letter or two off a State's:
// those of the built-in encoder's vocabulary of 30,000 and of speeches in the
// General Assembly, with what English lacks and a question in another language
// may have.
var ordinaryWords = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`
alderman america americana americas angela assyrian atari athenian barbarian barbarians bavarian begin benign berman
bohemian burgundy butch caledonia caledonian cambrian cameron chiba child chili chilli chill ching columbia columbian comedian
condo creation creek croft cyrus ditch domenico dominic dominion embraces emigrated emirates envision fiance finish
franco francs fujian georgina germain germanic gorman granada greed green greene greer greet grenade grenades guiana
guineas herman homeland hungry iberian indiana indicia indie indies indira inland jalan jamaican javanese kerman lenin librarian magnolia
mainland malign marian marta nigel oblivion olivia palatine panorama parisian philippe polish polished portland
prussia prussian revision roland romani romantic salvador samba sedan siberia siberian slain spawn stain surname
susan swami syriac tasmania tasmanian tatar tiger trance trench valentine vanish virginia wanda while
seria cambia tenga indica grace gracia tenia libre perdu italien indien chico chica china chinas chien conga guitar malts spurn
turnkey norma normas arabia arabian antarctica guinness macedon brazen cubans greeks irish danish spinach jordon gordon`) {
		out[w] = true
	}
	return out
}()
