package data

import "sync"

// weights reads the model once.
var weights = sync.OnceValue(func() []byte {
	b, err := model.ReadFile("model/weights.bin")
	if err != nil {
		return nil
	}
	return b
})
