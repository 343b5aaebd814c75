package corpus

import (
	"strings"
	"testing"
	"time"
)

func TestOriginalsFirst(t *testing.T) {
	on := func(day int) time.Time { return time.Date(2024, 5, day, 0, 0, 0, 0, time.UTC) }
	list := []*Statement{
		{ID: "other", By: "SY", Date: on(6)},
		{ID: "english", By: "FD", Date: on(6), Translation: "official"},
		{ID: "interpreted", By: "FD", Date: on(6), Translation: "interpretation"},
		{ID: "later", By: "FD", Date: on(7), Translation: "machine"},
		{ID: "other's", By: "SY", Date: on(6), Translation: "machine"},
		{ID: "french", By: "FD", Date: on(6), Translation: "original"},
		{ID: "joint", By: "FD", OnBehalf: []string{"marx"}, Date: on(6)},
		{ID: "undated", By: "FD"},
		{ID: "nobody", Date: on(6)},
		{ID: "plain", By: "FD", Date: on(6)},
	}
	OriginalsFirst(list, func(s *Statement) *Statement { return s })
	var ids []string
	for _, s := range list {
		ids = append(ids, s.ID)
	}
	if got := strings.Join(ids, " "); got != "other french plain later other's english joint undated nobody interpreted" {
		t.Error(got)
	}
}
