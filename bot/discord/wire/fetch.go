package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// fetchTries says how many RequestTimeouts an attachment may take.
const fetchTries = 3

var errHost = errors.New("attachments are fetched from Discord's own hosts only")

// Fetch gets an attachment of at most most bytes, from Discord's own hosts for
// attachments (and the API's host) only. No authorization is sent, and no
// redirect is followed. The error is ErrTooLarge where it is larger, and an
// *APIError where the host refused; it never holds the address, which is signed.
func (c *Client) Fetch(ctx context.Context, address string, most int64) ([]byte, error) {
	body, err := c.fetch(ctx, address, most)
	if err != nil {
		return nil, fmt.Errorf("fetching an attachment: %w", scrubKind(err, c.token))
	}
	return body, nil
}

// scrubKind scrubs what is not ours already.
func scrubKind(err error, token string) error {
	var e *APIError
	if errors.As(err, &e) {
		return err
	}
	return scrub(err, token)
}

func (c *Client) fetch(ctx context.Context, address string, most int64) ([]byte, error) {
	client, err := c.hostOf(address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, fetchTries*c.tuning.RequestTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, errHost
	}
	req.Header.Set("User-Agent", c.session.UserAgent)
	req.Header.Set("Accept-Encoding", "identity") // a compressed answer may swell
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return nil, errRedirected
	case resp.StatusCode != http.StatusOK:
		return nil, &APIError{Status: resp.StatusCode, Route: "GET attachment"}
	case resp.ContentLength > most:
		return nil, ErrTooLarge
	}
	return readAtMost(resp.Body, most, ErrTooLarge)
}

// hostOf gives the client for an attachment's address, if it is one of those
// that attachments may come from.
func (c *Client) hostOf(address string) (*http.Client, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.User != nil || u.Opaque != "":
		return nil, errHost
	case u.Scheme == c.api.Scheme && u.Host == c.api.Host:
		return c.near, nil
	case u.Scheme == "https" && (u.Host == "cdn.discordapp.com" || u.Host == "media.discordapp.net"):
		return c.far, nil
	}
	return nil, errHost
}
