package answer_test

import (
	"testing"

	"verbatim/bot/answer"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

// TestAsksRecord has what people write in a channel of questions: what is to be
// answered, and what they say to each other.
func TestAsksRecord(t *testing.T) {
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"What has France said about international law?",
		"what should the new OEWG be, according to Russia",
		"Hi, what does the EU say on norms?",
		"Hello all, quick question: does Kenya support a legally binding treaty?",
		"and China since 2021?",
		"what about Brazil?",
		"What is France's position?",
		"France on attribution",
		"France position on attribution",
		"position of Brazil on norms since 2021",
		"Russia treaty proposal",
		"EU statement on capacity-building",
		"Looking for Singapore's position on the programme of action",
		"wondering whether Egypt supports the global mechanism",
		"Does anyone know what China said about norms?",
		"anybody remember what India proposed on the points of contact directory",
		"Do we know what France said on attribution?",
		"can you show me what Japan said about ransomware",
		"Tell me about Ghana's views on CBMs",
		"Which States want a new treaty?",
		"Who opposes the programme of action?",
		"Who proposed the points of contact directory?",
		"Has any delegation mentioned submarine cables?",
		"What was agreed on due diligence?",
		"what was said about undersea cables?",
		"Is international law applicable to cyberspace?",
		"how do the EU and Russia differ on consensus?",
		"Where does India stand on the treaty?",
		"Is Kenya in favour?",
		"Why did France leave the OEWG?",
		"Compare Russia and the US on international law",
		"quote Cuba on self-defence",
		"does the uk support norms",
		"What does Moscow say about sovereignty?",
		"What did Taiwan say about norms?",
		"Что Россия говорит о нормах?",
		"Какова позиция Китая по международному праву",
		"¿Qué dice España sobre las normas?",
		"Quelle est la position de la France ?",
		"Que dit le Brésil sur le droit international",
		"俄罗斯对不限成员名额工作组有什么看法？",
		"中国支持条约吗",
		"ماذا تقول مصر عن القانون الدولي؟",
		"ما موقف الأردن من المعايير",
		"is the US for a binding treaty",
		"anything from Chile on gender",
		"I'd like to read what Costa Rica said about international humanitarian law",
		"Do small island states talk about climate and cyber resilience?",
		"Positions on the veto of the chair's summary?",
		"Did anybody object to the final report?",
		"Is there any State against the mechanism?",
		"Kuwait / capacity building",
		"Quels États soutiennent un traité contraignant ?",
		"Qui a proposé le répertoire des points de contact",
		"L'Égypte et le traité",
		"Qué ha dicho México sobre infraestructura crítica",
		"quién propuso el fondo fiduciario",
		"¿Qué Estados se oponen al tratado?",
		"Какие государства выступают против конвенции",
		"Кто предложил реестр контактных пунктов?",
		"哪些国家反对条约？",
		"美国怎么看归因问题",
		"巴西关于能力建设的发言",
		"هل تدعم الجزائر معاهدة ملزمة",
		"أي الدول تعارض المعاهدة؟",
	} {
		if !answer.AsksRecord(states, text) {
			t.Errorf("passed over: %q", text)
		}
	}
	for _, text := range []string{
		"", "ok", "lol?", "really??", "???", "How are you?", "What a day", "What time is it?",
		"I think that was a good session.",
		"See you at the meeting tomorrow, the room has changed",
		"Are we meeting France for lunch?",
		"Did you watch the France game yesterday?",
		"Is anyone from Germany here?",
		"Who is bringing the documents tomorrow?",
		"What time does the meeting start?",
		"Where is the plenary room?",
		"anyone up for coffee?",
		"Can you send me the slides?",
		"Have you been to Japan?",
		"Do you like Turkey?",
		"Is the turkey done yet?",
		"What do you think about norms?",
		"What did you say to the delegate from Chile?",
		"Will you support our proposal for dinner?",
		"Is it normal to wear a tie?",
		"Where is the chair?",
		"Shall we invite Kenya to the reception tonight?",
		"Do we have a meeting with Brazil tomorrow?",
		"How was your flight to Geneva?",
		"Who's going to New York?",
		"Was that Jordan Peterson on the phone?",
		"France was great today!",
		"I love France and its cheese",
		"France's statement on norms was great",
		"The UK just spoke, finally",
		"Russia again...",
		"lol France and Russia again on the treaty",
		"What's the Wi-Fi password?",
		"why is the coffee so bad here?",
		"How do I roast a turkey?",
		"Did Norman call?",
		"Has Georgia sent you her notes?",
		"Is China nice in spring?",
		"Thanks, that's what France said about norms.",
		"I know what France said about norms and it is wrong.",
		"On va déjeuner avec la France ?",
		"Vous venez ce soir ?",
		"¿Vamos a comer?",
		"Как дела?",
		"Вы идёте на обед?",
		"你好吗？",
		"我们去吃饭吗？",
		"كيف حالك؟",
		"Who wants to go to the Egyptian museum",
		"the EU statement was too long, wasn't it?",
		"Russia is boring on the treaty today, isn't it?",
		"When is the deadline for the treaty comments?",
		"Are there norms for dress code here?",
		"Is the cyber café open?",
		"Is the ICT helpdesk reachable?",
		"Has anyone seen Maria from Spain?",
		"what's our mandate for tomorrow's negotiations?",
		"Who is drafting our statement on capacity-building?",
		"Есть кто из Франции?",
		"明天去法国吗？",
		"¿Quién viene a la recepción de Brasil?",
	} {
		if answer.AsksRecord(states, text) {
			t.Errorf("answered: %q", text)
		}
	}
}
