package reader

func looksDOCX(d []byte) bool           { return false }
func readDOCX(j job) ([]content, error) { return nil, nil }
func archive(d []byte) string           { return "a ZIP archive" }
