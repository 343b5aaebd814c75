package reader

// readText reads plain text: what it holds is what was said.
func readText(data []byte) ([]content, error) {
	s, err := decode(data)
	if err != nil {
		return nil, err
	}
	return []content{{text: tidy(s)}}, nil
}
