package reader

// readText reads plain text: what it holds is what was said.
func readText(j job) ([]content, error) {
	s, err := decode(j.data)
	if err != nil {
		return nil, err
	}
	return []content{{text: tidy(s)}}, nil
}
