// Package web gets pages and files from the web, politely and safely. It
// stands alone: it knows addresses, not statements.
//
// # Polite
//
// Each request names the program. Each host has one request at a time and a
// pause after it, which its robots.txt may lengthen; what robots.txt closes is
// not asked for. A host that says 429 or 5xx is left alone for as long as it
// asks, or for longer each time, and everyone who waits for that host waits with it. What is held
// already is asked for with its ETag and date, so that it need not come again.
//
// # Safe
//
// An address may come from anybody, and what it leads to may be anybody's.
//
//   - Only http and https, without user names. A redirect passes every check
//     again, never leads from https to http, and a chain of them ends soon.
//   - Names are resolved here, once, and the connection is made to that very
//     address, which is checked again as the socket is about to connect: no second
//     answer of a name server can put a private one in its place. One address
//     that is refused refuses the name. What is not public unicast is refused,
//     IPv4 within IPv6 included; Options.Allow lists the exceptions.
//   - There is no proxy, whatever the environment says: it would resolve names by
//     itself, and nothing here could tell what it connects to. Where one is set
//     and nothing is reached, the error says so.
//   - Bytes, decompressed bytes, headers, redirects and time are bounded while
//     they come, whatever a header promises. Of encodings only gzip is accepted.
//   - What came is told by its bytes (Sniff); its Content-Type is only reported.
//   - No cookies, no referrers, no credentials. An Error holds no query of an
//     address, which may be a key, and no control character of a server's.
//
// # What robots.txt means here
//
// RFC 9309: the most specific user agent, the longest rule, a permission before a
// prohibition of the same length. 4xx means that there are no rules (429
// excepted: the host is busy); 5xx, or no answer, that nothing is permitted for
// now. The rules are read by code of our own: the parser in common use for Go
// gives up a whole file at one bad line, does not tie patterns to the start of a path, and
// measures them with the signs that escape them.
package web
