package corpus

// interviewWords make a dialogue by themselves.
var interviewWords = wordSet(`question questions q answer a interviewer journalist reporter correspondent moderator presenter host
	вопрос ответ журналист корреспондент ведущий ведущая pregunta respuesta periodista moderador moderadora réponse journaliste modérateur modératrice
	问 答 提问 回答 记者 主持人 سؤال جواب السؤال الجواب الصحفي المذيع`)

// honorifics stand before a name, or before the office of who is addressed.
var honorifics = wordSet(`mr mrs ms miss mx dr prof professor sir madam madame monsieur mme sr sra señor señora dear distinguished
	господин госпожа г-н г-жа`)

// voiceWords stand in what says that it is a person, a State or an office.
var voiceWords = wordSet(`mr mrs ms miss mx dr prof professor amb ambassador minister h.e he excellency secretary secretary-general
	undersecretary chair chairman chairperson chairwoman co-chair president vice-president rapporteur facilitator secretariat
	speaker spokesperson représentant représentante representante delegado délégué spokesman spokeswoman delegate representative senator general colonel king prince pope
	states kingdom federation republic emirates guinea arabia korea zealand netherlands philippines bahamas maldives faso lanka leone
	mme sra señor señora embajador embajadora presidente presidenta ministro ministra ambassadeur ambassadrice présidente président ministre
	господин госпожа г-н г-жа посол министр председатель представитель`)

// particles may be small within a name.
var particles = wordSet(`of the and de del la las los el y e da do dos das di du des le von van der den ten bin ben ibn al el-
	d' af zu zur и`)

// labelStops are words that headings and openings have, and labels do not.
var labelStops = wordSet(`paragraph paragraphs first second third fourth fifth firstly secondly thirdly finally lastly conclusion
	introduction background note summary annex appendix norms norm threats threat measures capacity building law confidence dialogue
	institutional existing emerging potential statement remarks topic member members nations civil society industry academia countries office position country agenda item items subject date source sources reference references
	section chapter part article principle principles recommendation recommendations objective objectives goal goals resolution
	mission embassy organization committee assembly working group check delivery delegation
	email e-mail tel telephone fax website link address original languages language translation url title venue place time
	example however therefore moreover furthermore today here there this that these those it what why how when where who which
	we i you they he she our my your in on at by for with from to as if let also only not no yes is are was be can will must should
	thank thanks важно во-первых во-вторых введение заключение угрозы нормы дата источник примечание
	premièrement deuxièmement introducción conclusión primero segundo tercero fecha fuente nota normes menaces date`)
