package openai

// SetLimit makes so many bytes the most that is read of an answer, for tests
// that have no time to read as much as is allowed.
func (c *caller) SetLimit(n int64) { c.limit = n }
