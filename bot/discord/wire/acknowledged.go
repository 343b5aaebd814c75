package wire

import "errors"

// codeAcknowledged is Discord's code for an interaction that has its first answer.
const codeAcknowledged = 40060

// Acknowledged tells whether an error says that an interaction has its first
// answer already.
func Acknowledged(err error) bool {
	var e *APIError
	return errors.As(err, &e) && e.Code == codeAcknowledged
}
