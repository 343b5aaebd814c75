package reader
func looksHTML(head []byte) bool { return false }
func readHTML(data []byte) ([]content, error) { return readText(data) }
