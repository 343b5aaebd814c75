package wire

import (
	"bytes"
	"encoding/json"

	"github.com/bwmarrin/discordgo"
)

// discordgo refuses a whole message, and the interaction around it, for one
// component of a type that it does not know. What it does not know is left out
// here, so that the rest arrives.

// decode reads JSON into what v points to, without components that discordgo
// cannot read, if it must.
func decode(raw []byte, v any) error {
	err := json.Unmarshal(raw, v)
	if err == nil {
		return nil
	}
	known, ok := withoutUnknown(raw)
	if !ok {
		return err
	}
	return json.Unmarshal(known, v)
}

// withoutUnknown gives JSON without components that discordgo cannot read;
// false where there are none or where it is not JSON.
func withoutUnknown(raw []byte) ([]byte, bool) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber() // numbers stay as they are written
	var tree any
	if d.Decode(&tree) != nil || !prune(tree) {
		return nil, false
	}
	out, err := json.Marshal(tree)
	return out, err == nil
}

// prune takes the components that cannot be read out of a tree, and tells
// whether there were any.
func prune(tree any) bool {
	pruned := false
	switch t := tree.(type) {
	case []any:
		for _, v := range t {
			pruned = prune(v) || pruned
		}
	case map[string]any:
		for key, v := range t {
			list, isList := v.([]any)
			if key != "components" || !isList {
				pruned = prune(v) || pruned
				continue
			}
			known, changed := knownComponents(list)
			t[key], pruned = known, pruned || changed
		}
	}
	return pruned
}

// knownComponents keeps those that discordgo reads, and of others what they
// hold; it tells whether any was another.
func knownComponents(list []any) (known []any, changed bool) {
	known = []any{}
	for _, v := range list {
		if readable(v) {
			known = append(known, v)
			continue
		}
		changed = true
		prune(v)
		if row, ok := rowOf(v); ok {
			v = row
		}
		if readable(v) {
			known = append(known, v)
		}
	}
	return known, changed
}

// labelComponent holds one other, in newer modals.
const labelComponent = "18"

// rowOf gives a label's component in a row, the form that modals had before
// and that discordgo reads.
func rowOf(v any) (any, bool) {
	label, _ := v.(map[string]any)
	if kind, _ := label["type"].(json.Number); kind != labelComponent || !readable(label["component"]) {
		return nil, false
	}
	return map[string]any{"type": discordgo.ActionsRowComponent, "components": []any{label["component"]}}, true
}

func readable(v any) bool {
	raw, err := json.Marshal(v)
	if err != nil {
		return false
	}
	_, err = discordgo.MessageComponentFromJSON(raw)
	return err == nil
}

// fields reads an object key by key, so that one that cannot be read costs no
// other. v must point to a struct whose own reading is the plain one.
func fields(raw []byte, v any) {
	var all map[string]json.RawMessage
	if json.Unmarshal(raw, &all) != nil {
		return
	}
	for key, value := range all {
		if one, err := json.Marshal(map[string]json.RawMessage{key: value}); err == nil {
			_ = json.Unmarshal(one, v) // what cannot be read stays empty
		}
	}
}
