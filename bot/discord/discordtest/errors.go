package discordtest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Codes of Discord's errors.
const (
	codeUnknownChannel     = 10003
	codeUnknownGuild       = 10004
	codeUnknownMember      = 10007
	codeUnknownMessage     = 10008
	codeUnknownUser        = 10013
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeUnknownCommand     = 10063
	codeTooLarge           = 40005
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeNotInDM            = 50003
	codeNotYours           = 50005
	codeEmptyMessage       = 50006
	codeCannotDM           = 50007
	codeMissingPermissions = 50013
	codeChannelType        = 50024
	codeWebhookToken       = 50027
	codeInvalidForm        = 50035
	codeBadJSON            = 50109
	codeNoHistory          = 160002
	codeHasThread          = 160004
)

// apiError is a refusal.
type apiError struct {
	status  int
	code    int
	message string
	form    []formError
	fault   bool // the bot's own, so that it is a violation
}

// Error gives code and message, and what is wrong with the form.
func (e *apiError) Error() string {
	text := fmt.Sprintf("%d %s", e.code, e.message)
	for _, f := range e.form {
		text += fmt.Sprintf("; %s: %s", f.path, f.text)
	}
	return text
}

func refuse(status, code int, message string) *apiError {
	return &apiError{status: status, code: code, message: message}
}

// wrongful is a refusal of what a bot must not do.
func wrongful(status, code int, message string) *apiError {
	return &apiError{status: status, code: code, message: message, fault: true}
}

func notFound(code int, what string) *apiError { return refuse(404, code, "Unknown "+what) }

// formError is what is wrong with a part of a body: path is such as "embeds.0.title".
type formError struct{ path, code, text string }

// form collects them.
type form struct{ errs []formError }

func (f *form) add(path, code, format string, args ...any) {
	f.errs = append(f.errs, formError{path, code, fmt.Sprintf(format, args...)})
}

// err is nil where nothing is wrong.
func (f *form) err() error {
	if len(f.errs) == 0 {
		return nil
	}
	return &apiError{status: 400, code: codeInvalidForm, message: "Invalid Form Body", form: f.errs, fault: true}
}

// invalid is the refusal for one wrong part.
func invalid(path, code, format string, args ...any) error {
	var f form
	f.add(path, code, format, args...)
	return f.err()
}

// MarshalJSON writes the error as Discord does.
func (e *apiError) MarshalJSON() ([]byte, error) {
	out := map[string]any{"message": e.message, "code": e.code}
	if len(e.form) > 0 {
		tree := map[string]any{}
		for _, f := range e.form {
			f.hang(tree)
		}
		out["errors"] = tree
	}
	return json.Marshal(out)
}

// hang puts the error into the tree that Discord makes of paths.
func (f formError) hang(tree map[string]any) {
	for part := range strings.SplitSeq(f.path, ".") {
		if part == "" {
			continue
		}
		next, ok := tree[part].(map[string]any)
		if !ok {
			next = map[string]any{}
			tree[part] = next
		}
		tree = next
	}
	list, _ := tree["_errors"].([]any)
	tree["_errors"] = append(list, map[string]any{"code": f.code, "message": f.text})
}

func at(path string, i int) string { return path + "." + strconv.Itoa(i) }
