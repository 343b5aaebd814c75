package state

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fileEnv names the file that a killed child writes.
const fileEnv = "STATE_TEST_FILE"

// TestWriter is the child: it writes and tells what was acknowledged.
func TestWriter(t *testing.T) {
	path := os.Getenv(fileEnv)
	if path == "" {
		t.Skip("it is the child of TestKills")
	}
	db, err := Open(path, Options{})
	must(t, err)
	for i := 0; ; i++ {
		a := Answer{Channel: "c", Asker: "u", Message: fmt.Sprint(os.Getpid(), ".", i), Statements: []string{"s"}, Body: make([]byte, 2000)}
		must(t, db.SaveAnswer(&a))
		must(t, db.spend("2026-01-01", "g", 1))
		fmt.Println("wrote", a.ID)
		if i%5 == 4 {
			fmt.Println("deletes", a.ID) // from here on it may be there or not
			must(t, db.DeleteAnswer(a.ID))
		}
	}
}

// TestKills kills a program that writes, at random moments: what was
// acknowledged is there each time, and the indexes fit.
func TestKills(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	written := map[string]bool{}
	spent := 0
	for range 8 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestWriter$")
		cmd.Env = append(os.Environ(), fileEnv+"="+path)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		go func() {
			time.Sleep(time.Duration(100+rand.IntN(250)) * time.Millisecond)
			cmd.Process.Kill()
		}()
		for lines := bufio.NewScanner(out); lines.Scan(); {
			word, id, _ := strings.Cut(lines.Text(), " ")
			switch word {
			case "wrote":
				written[id] = true
				spent++
			case "deletes":
				delete(written, id)
			}
		}
		_ = cmd.Wait()
		db, err := Open(path, Options{})
		must(t, err)
		for id := range written {
			if _, err := db.Answer(id); err != nil {
				t.Errorf("%s was acknowledged and is not there: %v", id, err)
			}
		}
		if got, _, _ := db.spent("2026-01-01", "g"); got < spent {
			t.Errorf("%d tokens are noted of %d", got, spent)
		}
		whole(t, db)
		must(t, db.Close())
	}
	if len(written) == 0 {
		t.Error("nothing was written")
	}
}
