package discordtest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	mostCommands     = 100
	mostContextMenus = 5
	mostCharacters   = 8000
)

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// checkCommands checks the commands of one place.
func checkCommands(list []*command) error {
	var f form
	count, seen := map[int]int{}, map[string]bool{}
	for i, c := range list {
		path := itoa(i)
		count[c.Type]++
		if key := itoa(c.Type) + c.Name; seen[key] {
			f.add(path, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		} else {
			seen[key] = true
		}
		f.command(path, c)
	}
	if count[chatCommand] > mostCommands || count[2] > mostContextMenus || count[messageCommand] > mostContextMenus {
		f.add("", "APPLICATION_COMMANDS_LIMIT", "Maximum number of application commands reached")
	}
	return f.err()
}

func (f *form) command(path string, c *command) {
	f.availability(path, c)
	if c.Type != chatCommand {
		f.menu(path, c)
		return
	}
	f.name(path, c.Name)
	f.within(path+".description", c.Description, 1, 100)
	f.commandOptions(path+".options", c.Options, 0)
	if n := c.characters(); n > mostCharacters {
		f.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (%d)", mostCharacters)
	}
}

// menu checks a command of a user's or a message's menu: its name may have
// spaces and capitals, and it has neither a description nor options.
func (f *form) menu(path string, c *command) {
	f.within(path+".name", c.Name, 1, 32)
	if c.Name != strings.TrimSpace(c.Name) {
		f.add(path+".name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
	if c.Type < 1 || c.Type > messageCommand {
		f.add(path+".type", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3).")
	}
	if c.Description != "" {
		f.add(path+".description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Context menu commands cannot have description")
	}
	if len(c.Options) > 0 {
		f.add(path+".options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", "Context menu commands cannot have options")
	}
}

// availability checks who is offered a command, and where.
func (f *form) availability(path string, c *command) {
	if c.Permissions != nil && strings.Trim(*c.Permissions, "0123456789") != "" {
		f.add(path+".default_member_permissions", "NUMBER_TYPE_COERCE", "Value is not int.")
	}
	for i, context := range c.Contexts {
		if context < 0 || context > 2 || slices.Index(c.Contexts, context) != i {
			f.add(at(path+".contexts", i), "ENUM_TYPE_COERCE", "Value %d is not a valid enum value, or not the first.", context)
		}
	}
	if c.Contexts != nil && len(c.Contexts) == 0 {
		f.add(path+".contexts", "BASE_TYPE_REQUIRED", "This field is required")
	}
}

func (f *form) name(path, name string) {
	if !commandName.MatchString(name) || strings.ToLower(name) != name {
		f.add(path+".name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

// commandOptions checks options; depth is 0 for a command's own.
func (f *form) commandOptions(path string, list []option, depth int) {
	if len(list) > 25 {
		f.add(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	seen, optional, subs := map[string]bool{}, false, 0
	for i, o := range list {
		here := at(path, i)
		if seen[o.Name] {
			f.add(here, "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", "Option name %q already exists", o.Name)
		}
		seen[o.Name] = true
		if o.Required && optional {
			f.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
		if o.Type == optionSub || o.Type == optionGroup {
			subs++
		}
		f.option(here, o, depth)
	}
	if subs > 0 && subs < len(list) {
		f.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

func (f *form) option(path string, o option, depth int) {
	f.name(path, o.Name)
	f.within(path+".description", o.Description, 1, 100)
	if o.Type < optionSub || o.Type > optionAttachment {
		f.add(path+".type", "BASE_TYPE_CHOICES", "Value must be one of (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).")
	}
	if o.Type == optionSub || o.Type == optionGroup {
		if o.Type == optionGroup && depth > 0 || depth > 1 {
			f.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command groups cannot be nested")
		}
		if o.Required || o.Autocomplete || len(o.Choices) > 0 {
			f.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A sub-command has options alone")
		}
		f.commandOptions(path+".options", o.Options, depth+1)
		return
	}
	f.choices(path, o)
	if o.Type != optionString && (o.MinLength != nil || o.MaxLength != nil) {
		f.add(path, "UNKNOWN_FIELD", "min_length and max_length are for strings")
	}
	if o.MinLength != nil && (*o.MinLength < 0 || *o.MinLength > 6000) || o.MaxLength != nil && (*o.MaxLength < 1 || *o.MaxLength > 6000) {
		f.add(path+".max_length", "NUMBER_TYPE_MAX", "int value should be less than or equal to 6000.")
	}
}

// choices checks the choices of an option.
func (f *form) choices(path string, o option) {
	texts := o.Type == optionString || o.Type == optionInteger || o.Type == optionNumber
	if !texts && (o.Autocomplete || len(o.Choices) > 0) {
		f.add(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "This type of option has neither choices nor autocomplete")
	}
	if o.Autocomplete && len(o.Choices) > 0 {
		f.add(path, "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", "Autocomplete cannot be enabled where there are choices")
	}
	if len(o.Choices) > 25 {
		f.add(path+".choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	for i, c := range o.Choices {
		f.within(at(path+".choices", i)+".name", c.Name, 1, 100)
		if v, ok := c.Value.(string); ok {
			f.within(at(path+".choices", i)+".value", v, 1, 100)
		}
	}
}

// characters counts what Discord counts of a command: names, descriptions and
// values of it and of all in it.
func (c *command) characters() int {
	return utf8.RuneCountInString(c.Name+c.Description) + characters(c.Options)
}

func characters(list []option) int {
	n := 0
	for _, o := range list {
		n += utf8.RuneCountInString(o.Name+o.Description) + characters(o.Options)
		for _, c := range o.Choices {
			v, _ := c.Value.(string)
			n += utf8.RuneCountInString(c.Name + v)
		}
	}
	return n
}
