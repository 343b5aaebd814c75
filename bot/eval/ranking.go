package eval

import (
	"math"
	"slices"
)

// depth is how far down a ranking is looked at.
const depth = 10

// Recall gives recall@10: the share of the relevant documents (those judged
// above 0) that are among the first ten of the ranking. Without a relevant
// document it is 0.
func Recall(ranking []string, judged map[string]int) float64 {
	relevant, hits := 0, 0
	for _, grade := range judged {
		if grade > 0 {
			relevant++
		}
	}
	for _, id := range ranking[:min(depth, len(ranking))] {
		if judged[id] > 0 {
			hits++
		}
	}
	return share(float64(hits), float64(relevant))
}

// NDCG gives nDCG@10 with the grade as gain: the sum of grade / log2(rank+1) over
// the first ten, divided by that of the judged documents in their best order. It
// is the figure of trec_eval's ndcg_cut_10.
func NDCG(ranking []string, judged map[string]int) float64 {
	var gains, ideal []float64
	for _, id := range ranking[:min(depth, len(ranking))] {
		gains = append(gains, float64(max(0, judged[id])))
	}
	for _, grade := range judged {
		ideal = append(ideal, float64(max(0, grade)))
	}
	slices.SortFunc(ideal, func(a, b float64) int { return int(b - a) })
	return share(discounted(gains), discounted(ideal))
}

// discounted sums up gains by rank, at most ten.
func discounted(gains []float64) float64 {
	sum := 0.0
	for i, g := range gains[:min(depth, len(gains))] {
		sum += g / math.Log2(float64(i+2))
	}
	return sum
}

func share(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return part / whole
}
