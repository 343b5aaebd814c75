package discordtest

// hook gives the interaction whose token a request has. The lock is held.
func (s *Server) hook(c *call) (*Interaction, error) {
	i := s.interactions[c.token]
	switch {
	case c.vars["webhook"] != s.app.ID:
		return nil, notFound(codeUnknownWebhook, "Webhook")
	case i == nil || s.opts.Now().Sub(i.created) > s.opts.TokenLife:
		return nil, refuse(401, codeWebhookToken, "Invalid Webhook Token")
	case i.answered == 0:
		return nil, notFound(codeUnknownWebhook, "Webhook")
	}
	return i, nil
}

// postFollowup is POST /webhooks/{webhook}/{token}. The first after a deferral
// fills in what that promised, and is seen by whom that was promised.
func (s *Server) postFollowup(c *call) (any, error) {
	i, err := s.hook(c)
	if err != nil {
		return nil, err
	}
	if o := i.original; o != nil && o.Loading() && !o.Deleted {
		return s.change(c, o)
	}
	fields, err := c.object()
	if err != nil {
		return nil, err
	}
	m, err := s.respond(c, i, fields)
	if err != nil {
		return nil, err
	}
	i.followups = append(i.followups, m)
	if m.Reference == nil && i.original != nil {
		m.Type = TypeReply
		s.refer(m, i.original)
	}
	s.touch()
	return m.view(), nil
}

// followup gives the message that a request names: "@original", or the ID of
// one that the interaction brought.
func (s *Server) followup(c *call) (*stored, error) {
	i, err := s.hook(c)
	if err != nil {
		return nil, err
	}
	first := i.original
	if i.answered == callbackUpdate || i.answered == callbackDeferUpdate {
		first = i.source
	}
	if c.vars["message"] != "@original" && (first == nil || first.ID != c.vars["message"]) {
		first = nil
		for _, m := range i.followups {
			if m.ID == c.vars["message"] {
				first = m
			}
		}
	}
	if first == nil || first.Deleted {
		return nil, notFound(codeUnknownMessage, "Message")
	}
	return first, nil
}

func (s *Server) getFollowup(c *call) (any, error) {
	m, err := s.followup(c)
	if err != nil {
		return nil, err
	}
	return m.view(), nil
}

func (s *Server) patchFollowup(c *call) (any, error) {
	m, err := s.followup(c)
	if err != nil {
		return nil, err
	}
	return s.change(c, m)
}

func (s *Server) deleteFollowup(c *call) (any, error) {
	m, err := s.followup(c)
	if err != nil {
		return nil, err
	}
	s.remove(m)
	return nil, nil
}
