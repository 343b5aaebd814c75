package main

import (
	"os"
	"strings"
	"testing"
)

func TestReadmeHasTheUsage(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```\n"+usage()+"```\n") {
		t.Errorf("README.md lacks the usage as it is:\n%s", usage())
	}
}
