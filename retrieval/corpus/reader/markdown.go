package reader
func readMarkdown(data []byte) ([]content, error) { return readText(data) }
