package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/pflag"
)

func versionCommand() command {
	return command{
		name:    "version",
		summary: "tell which version this is",
		about:   "Tells which version this is, of which change, and built for what.",
		bind:    func(*pflag.FlagSet) action { return version },
	}
}

func version(_ context.Context, p *program, words []string) error {
	if len(words) > 0 {
		return misuse("version takes no words")
	}
	fmt.Fprintf(p.stdout, "verbatim %s %s %s/%s\n", built(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// built tells what this program was built from: a released version, else the
// change of the checkout, with "+" where files were changed after it.
func built() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	revision := settings["vcs.revision"]
	switch {
	case info.Main.Version != "" && info.Main.Version != "(devel)":
		return info.Main.Version
	case len(revision) < 12:
		return "(devel)"
	case settings["vcs.modified"] == "true":
		return revision[:12] + "+"
	}
	return revision[:12]
}
