// Package discordtest is a Discord on the loopback interface: the gateway and
// the HTTP API v9 over real sockets, with a world behind them in which people
// talk to a bot. It has behaviour, not expectations. A bot, in this process or
// in another, is pointed at [Server.API]; a test or a tool lets people act and
// looks at what they see.
//
//	s := discordtest.Start(t, discordtest.Options{})
//	g := s.Guild("Mission")
//	c := g.Channel("general")
//	alice := g.Member("alice")
//	boss := g.Member("boss", discordgo.PermissionManageServer)
//	startBot(s.API(), s.Token())
//	s.Ready(t, 1)
//	s.Registered(t, nil)
//
//	said := alice.Say(c, s.Mention()+" Who spoke of capacity-building?")
//	m := said.Answer(t, discordtest.Says(`\[1\]`))
//	words := alice.Click(m, "Show the words").Shown(t, nil) // words.Only is "alice"
//	quote := alice.Slash(c, "quote", discordtest.Values{"words": "international law"})
//	quote.Acked(t)                                          // how long it took
//	alice.Complete(c, "ask", "state", "Ru", nil).Choices(t)
//	form := boss.Click(m, "Correct").Modal(t)
//	boss.Submit(form, map[string]string{"title": "..."}).Shown(t, nil)
//	s.Gateway.Drop()
//
// # People
//
// A [User] acts as Discord's client lets people act: a command that is not
// offered to them, a button that is disabled, a form with a field missing are
// refused before the bot hears of them, and the handle that is returned tells
// why ([Said.Err], [Interaction.Err]). Whoever waits has two kinds of methods:
// those that take a [testing.TB] end the test when time is up and say what was
// seen; those that begin with Wait return an error, for tools.
// [User.Sees] is what a channel shows to one person, ephemeral messages among
// it for whom they are meant alone.
//
// # What is enforced
//
// Limits are checked as Discord checks them, and refused with its codes.
// Lengths are counted in Unicode code points: Discord's servers count these
// (its staff say so in discord-api-docs issue 1315), though its client counts
// UTF-16 units. Interactions must be acknowledged in [Options].AckWithin, or
// the person sees "interaction failed" and the callback finds code 10062; their
// tokens end after [Options].TokenLife. Rate limits have Discord's buckets and
// headers. Without the Message Content intent a message that does not concern
// the bot comes empty.
//
// What a bot does wrong by Discord's rules is kept in [Server.Violations], and
// fails the test that began the server: a request that is malformed or over a
// limit, an acknowledgement given twice, a message without allowed_mentions or
// without its parse (Discord lets it pass, and pings by what the text says),
// a route that does not exist, a missed heartbeat, an identify too early.
// Being refused for want of a permission, for what is gone, or by a rate limit
// is no violation: [Server.Stats] counts it.
//
// With [Options].Spec every request is held to Discord's own OpenAPI
// description too; see [Spec].
//
// # Faults
//
// [Gateway] cuts, closes, silences and misleads connections; [Server.Fault]
// does the like to requests.
//
// # Scripts
//
// [RunScript] runs a conversation written as text, see there.
//
// # What is not here
//
// Voice, polls, stickers, reactions, components v2 (flag 32768), forums,
// private threads, moderation. A bot that asks for these meets code 0 and
// leaves a violation.
package discordtest
