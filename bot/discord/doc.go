// Package discord is the bot: questions asked in Discord, answers that can be
// read, checked and copied there, and what admins do.
//
// # The way round
//
//   - bot.go puts the parts together and runs them; startup.go is what happens
//     before the first event, stop.go what happens after the last.
//   - events.go takes events from the gateway, each once; messages.go decides
//     which messages are questions; call.go acknowledges interactions and
//     answers them; commands.go and buttons.go say who does what.
//   - ask.go answers questions, with pool.go (a bounded queue), limits.go, gate.go,
//     conversation.go (what was said before), stream.go (an answer that grows)
//     and reply.go (where it appears; bare.go: without embeds). unfinished.go knows which messages promise
//     more, and excuses those that a killed program left.
//   - kept.go is how an answer outlives the program; review.go edits answers
//     whose statements changed.
//   - quote.go, sources.go, complete.go, help.go, status.go, privacy.go and
//     feedback.go are what everybody can do; admin.go, setup.go, doctor.go,
//     reindex.go, upload.go (with uploads.go and uploadform.go) and audit.go what
//     admins can.
//
// Packages message (what a message looks like), wire (how it gets there) and
// [verbatim/bot/state] (what is remembered) have no idea of each other.
//
// # Policy
//
// Every interaction is acknowledged before any work is done for it: within 3 s
// whatever the load. What a document, a question or a model says is text, and
// never Markdown, a mention or a link. People never see internals: an error has
// an ID that the log has too. What an admin may do is decided here, on every
// use, and not by Discord's command permissions alone. What a server added is
// searched and shown in that server alone. A panic ends one event.
package discord
