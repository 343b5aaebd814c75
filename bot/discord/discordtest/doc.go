// Package discordtest is a Discord for tests: gateway and HTTP API over real
// sockets on loopback, with the limits that Discord enforces, and people who
// write, click and read. It has behaviour and no expectations: what the bot did
// wrong by Discord's rules is in Violations.
//
//	s := discordtest.Start(t, discordtest.Options{})
//	g := s.Guild("Mission")
//	alice, general := g.Member("alice"), g.Channel("general")
//	... run a bot against s.API() with s.Token ...
//	m := alice.Say(general, s.Mention()+" What has Russia said?")
//	answer := s.WaitMessage(general, alice, func(m *discordtest.Message) bool { return m.ReplyTo == ... })
//	alice.Click(answer, "Show the words")
//
// world.go has servers, channels and people; act.go what people do; gateway.go and
// session.go the gateway; api.go and its neighbours the HTTP API; check.go the
// limits of messages; limits.go rate limits; faults.go what goes wrong on
// purpose; openapi.go holds every request to Discord's own description.
package discordtest
