package discordtest

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

// embeds checks a message's embeds.
func (f *form) embeds(list []Embed) {
	if len(list) > 10 {
		f.add("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	total := 0
	for i := range list {
		total += f.embed(at("embeds", i), &list[i])
	}
	if total > 6000 {
		f.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
	}
}

// embed checks one, takes white space away as Discord does, and gives its length.
func (f *form) embed(path string, e *Embed) int {
	total := 0
	text := func(name string, value *string, least, most int) {
		*value = strings.TrimSpace(*value)
		f.within(path+"."+name, *value, least, most)
		total += utf8.RuneCountInString(*value)
	}
	text("title", &e.Title, 0, 256)
	text("description", &e.Description, 0, 4096)
	if e.Footer != nil {
		text("footer.text", &e.Footer.Text, 1, 2048)
	}
	if e.Author != nil {
		text("author.name", &e.Author.Name, 1, 256)
		f.address(path+".author.url", e.Author.URL)
	}
	if len(e.Fields) > 25 {
		f.add(path+".fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	for i := range e.Fields {
		text("fields."+itoa(i)+".name", &e.Fields[i].Name, 1, 256)
		text("fields."+itoa(i)+".value", &e.Fields[i].Value, 1, 1024)
	}
	f.address(path+".url", e.URL)
	for name, image := range map[string]*EmbedImage{"image": e.Image, "thumbnail": e.Thumbnail} {
		if image != nil {
			f.address(path+"."+name+".url", image.URL)
		}
	}
	if e.Color < 0 || e.Color > 0xFFFFFF {
		f.add(path+".color", "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
	}
	if _, err := time.Parse(time.RFC3339, e.Timestamp); e.Timestamp != "" && err != nil {
		f.add(path+".timestamp", "DATE_TIME_TYPE_PARSE", "Could not parse %s. Should be ISO8601.", e.Timestamp)
	}
	return total
}

// address checks an address; an empty one is none.
func (f *form) address(path, address string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "attachment" && u.Host == "":
		f.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "attachment":
		f.add(path, "URL_TYPE_INVALID_SCHEME", "Scheme %q is not supported. Scheme must be one of ('http', 'https').", u.Scheme)
	case utf8.RuneCountInString(address) > 2048:
		f.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 2048 or fewer in length.")
	}
}
