package corpus

import (
	"reflect"
	"strings"
)

// lay has the texts that were read held elsewhere than where reading left them.
// Whatever else is known of a statement is often a part of its text, or of the
// page's: it is copied, so that nothing holds on to these.
func (d *found) lay(hold func(text string) string) {
	if hold == nil {
		return
	}
	for _, s := range d.statements {
		text := s.Text
		s.Text = ""
		copyStrings(reflect.ValueOf(s).Elem())
		s.Text = hold(text)
	}
}

// copyStrings gives each string in a value bytes of its own.
func copyStrings(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() { // a time's are not its own
			v.SetString(strings.Clone(v.String()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			copyStrings(v.Field(i))
		}
	case reflect.Slice:
		if v.IsNil() || !v.CanSet() {
			return
		}
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len()) // several statements may share one
		reflect.Copy(own, v)
		for i := range own.Len() {
			copyStrings(own.Index(i))
		}
		v.Set(own)
	case reflect.Map:
		if v.IsNil() || !v.CanSet() {
			return
		}
		own := reflect.MakeMapWithSize(v.Type(), v.Len())
		for at := v.MapRange(); at.Next(); {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			key.Set(at.Key())
			value.Set(at.Value())
			copyStrings(key)
			copyStrings(value)
			own.SetMapIndex(key, value)
		}
		v.Set(own)
	}
}
