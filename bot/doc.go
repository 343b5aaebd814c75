// Command verbatim answers questions about what States and groups of States
// have said on security in the use of information and communications
// technologies: with their own words, each with the document that it stands in.
//
// This is a tour of the code, from the bottom up. README.md tells how to use
// the program.
//
// # One idea
//
// The model points; the program quotes. A language model, where there is one,
// drafts sentences and says which passages they rest on. The program finds the
// quotations in the statements itself, copies them from there, and names the
// delegation from the statement's metadata. What cannot be found is withheld.
// So a citation is true by construction: it is made in one place, answer.Cite,
// from a span of a statement.
//
// # The record
//
// [verbatim/retrieval/corpus/reader] turns a file (text, Markdown, saved HTML,
// PDF, Word) into text with paragraphs, and finds what the page says of itself:
// title, speaker, date, process. One file a format. Of a PDF
// [verbatim/retrieval/corpus/reader/pdf] takes the glyphs off the pages, and
// [verbatim/retrieval/corpus/reader/layout] makes paragraphs of them, without
// running heads and footnotes. [verbatim/retrieval/corpus/reader/docx] takes the
// words out of a Word document, with the numbers that Word counts. Scans are
// read by [verbatim/bot/ocr], where tesseract is installed.
//
// [verbatim/retrieval/corpus] has the nouns: Statement, Passage (a span of a
// statement, never a copy), Library, States. It reads libraries, finds
// sentences and quoted stretches, splits statements into passages, and knows
// how States and groups are called, were called, and whom they speak for. Its
// package comment is the library's format. Which of its documents hold the same
// statement, so that it counts once, [verbatim/retrieval/corpus/twins] finds out.
//
// [verbatim/data] is what the binary carries: the founding library, the States
// and groups, the catalogue of sources, what was agreed, the weights of the
// embedder.
//
// # Finding passages
//
// [verbatim/retrieval/encoder] is the built-in embedder: a tokenizer and an
// encoder of the BERT family in Go, with kernels chosen by the processor.
// [verbatim/retrieval/encoder/convert] made its weights file, once.
//
// [verbatim/retrieval/lexical] finds words: BM25 over an inverted index, with
// stemming by language, numbers and document symbols kept whole.
//
// [verbatim/retrieval] puts both together: Sync brings an index in line with
// the library, Index.Search asks it. An Index never changes once built. Two
// interfaces are declared here, Embedder and Store.
//
// [verbatim/retrieval/chromem] is the Store there is: chromem-go in memory, up to
// some thousand vectors, and files of its own that are whole at every moment.
// [verbatim/retrieval/storetest] is what every Store must do.
// [verbatim/retrieval/internal/disk] and [verbatim/retrieval/internal/pack]
// write files so that a killed program leaves the old one or the new one.
//
// # Bringing documents in
//
// [verbatim/bot/catalog] is what is known of sources: who spoke, when, where
// the text is, and whose site an address is on, which decides what a text from
// there is worth.
//
// [verbatim/bot/web] gets pages: politely, and from nowhere on a private
// network.
//
// [verbatim/bot/discover] reads pages that list documents, and proposes entries
// for the catalogue.
//
// [verbatim/bot/fetch] brings documents from the catalogue and from addresses
// into the library, each held to what is known of it.
//
// # Answering
//
// [verbatim/prompts] has the prompts as files, with golden renderings.
//
// [verbatim/bot/answer] is the core. A Question is read (which States,
// processes, dates and topics does it name?), passages are found, a Drafter
// drafts claims, and the gate in ground.go lets through what the record holds
// word for word. Its types, Answer and Citation, are what is rendered.
//
// [verbatim/bot/position] arranges what delegations say of a topic: side by side,
// over the years, and who says what. Engine.Gather finds the sentences. It also holds
// what anybody says of a State against the record, by words alone.
//
// [verbatim/bot/picture] draws a timeline as PNG, and tells it in words for whoever
// does not see it.
//
// [verbatim/bot/outcome] shows what was agreed: paragraphs of adopted documents,
// never of drafts, and the eleven norms, with the facts of data/outcomes.toml. It
// gives Engine.Ask the agreed language that a request to draft is answered with.
//
// [verbatim/bot/bibliography] writes citations for other programs: Markdown, CSV,
// BibTeX, footnotes.
//
// [verbatim/bot/openai] speaks to any server with OpenAI's protocol, for drafts
// and for vectors; [verbatim/bot/openai/openaitest] is such a server for tests.
//
// [verbatim/bot/eval] measures it: graded questions through the same pipeline, and
// rankings over sets in BEIR's layout. Its package comment defines each figure.
//
// # The library and what is remembered
//
// [verbatim/bot/library] is what both surfaces do to the library: reindexing,
// and adding, removing and promoting what Discord servers bring. It holds the
// index of now, which the engine asks.
//
// [verbatim/bot/state] is what the bot remembers, in one file: answers and what
// they cite, set-up, budgets, feedback, the record of admin actions.
//
// # The bot
//
// [verbatim/bot/discord] is the bot: which messages are questions, what commands
// and buttons do, how an answer outlives the program, what admins may do.
// [verbatim/bot/discord/message] makes messages of answers and keeps Discord's
// limits. [verbatim/bot/discord/wire] connects: discordgo, with its flaws contained,
// and deadlines and rate limits of its own. [verbatim/bot/discord/discordtest] is
// a Discord for tests, which enforces what Discord enforces.
//
// # The program
//
// This package knows every concrete type and puts them together. Start at
// main.go (an exit status of an error, nothing else) and command.go (how a
// command is found and its flags read); each command has its file. record.go
// opens library, index and models as config.go says. serve.go brings the bot
// online, metrics.go counts for Prometheus. json.go has the shapes
// that --json prints; render.go prints for people, and wrap.go and escape.go
// see to it that nothing a document holds reaches a terminal as a control
// sequence.
//
// # How a question flows
//
//	verbatim ask "What should the new OEWG be, according to Russia?"
//	  asking.do        the command line: filters, dates, States by name
//	  program.open     config.toml, library, States, embedder, model
//	  record.sync      retrieval.Sync: read what changed, split, embed, save
//	  Engine.Ask       read -> Index.Search -> Draft -> gate -> Answer
//	  renderer.answer  or jsonAnswer
//
// [verbatim/bot/visible] knows the characters that readers do not see for what
// they are; both surfaces ask it before they show anybody's words.
//
// # What holds it together
//
// imports_test.go says which package may import which, and fails on one that
// has no rule and on one that this tour does not name. testdata/script has the
// commands as scripts that read as documentation. .ci/run is everything that
// must hold.
package main
