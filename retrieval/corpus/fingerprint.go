package corpus

import "encoding/json"

// Fingerprint gives a hash of all that the States were made of. An index rests
// on them, as members and names decide whose words a passage is: it is stale
// when they change.
func (s *States) Fingerprint() string {
	if s == nil {
		return ""
	}
	data, err := json.Marshal(s.data)
	if err != nil {
		return "" // there is no value in it that JSON cannot write
	}
	return Hash(string(data))
}
