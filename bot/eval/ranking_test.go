package eval_test

import (
	"math"
	"testing"

	"verbatim/bot/eval"
)

// TestRanking holds the figures to values worked out by hand: log2(2) is 1,
// log2(3) 1.58496, log2(4) 2, log2(5) 2.32193.
func TestRanking(t *testing.T) {
	eleven := []string{"x", "x", "x", "x", "x", "x", "x", "x", "x", "x", "a"}
	for _, c := range []struct {
		name         string
		ranking      []string
		judged       map[string]int
		recall, ndcg float64
	}{
		{"best", []string{"a", "b"}, map[string]int{"a": 2, "b": 1}, 1, 1},
		{"swapped", []string{"b", "a"}, map[string]int{"a": 2, "b": 1}, 1, 0.859719},                  // (1 + 2/1.58496) / (2 + 1/1.58496) = 2.261860/2.630930
		{"one of two, third", []string{"x", "y", "a"}, map[string]int{"a": 1, "b": 1}, 0.5, 0.306574}, // 0.5 / 1.630930
		{"judged not relevant", []string{"z", "a"}, map[string]int{"a": 1, "z": 0, "y": -1}, 1, 0.630930},
		{"eleventh", eleven, map[string]int{"a": 1}, 0, 0},
		{"nothing found", nil, map[string]int{"a": 1}, 0, 0},
		{"nothing relevant", []string{"a"}, map[string]int{"a": 0}, 0, 0},
		{"fourth of three grades", []string{"a", "x", "c", "b"}, map[string]int{"a": 3, "b": 2, "c": 1}, 1, 0.915893}, // (3 + 0.5 + 2/2.32193) / (3 + 2/1.58496 + 0.5)
	} {
		recall, ndcg := eval.Recall(c.ranking, c.judged), eval.NDCG(c.ranking, c.judged)
		if math.Abs(recall-c.recall) > 1e-6 || math.Abs(ndcg-c.ndcg) > 1e-6 {
			t.Errorf("%s: recall %.6f, nDCG %.6f; want %.6f, %.6f", c.name, recall, ndcg, c.recall, c.ndcg)
		}
	}
}
