//go:build !amd64

package encoder

// nativeKernels is empty where no kernel but the plain one was written.
func nativeKernels() []*kernel { return nil }
