// Package encoder is the built-in embedder: it turns a text into a vector of
// unit length, in process, with no cgo and nothing to install.
//
// It holds a WordPiece tokenizer (BERT's uncased one) and a BERT encoder, and
// reads both the vocabulary and the weights from one file that the program
// carries. [Open] takes that file's bytes; [Model.Query] embeds a question,
// [Model.Passages] embeds what is to be found.
//
// To find one's way, in the order in which a text passes through:
//
//   - container.go reads the weights file, write.go makes one, quantize.go
//     rounds a matrix to eight bits;
//   - normalize.go and wordpiece.go make token numbers of a text;
//   - forward.go is the encoder, layer by layer, and says what it keeps in memory;
//   - kernel.go is the table of kernels, the arithmetic that a processor does in
//     its own way; the plain one, which every processor has, is in
//     kernel_generic.go, and the one for AVX2 in kernel_avx2_amd64.go and .s;
//   - convert is the command that made the weights file.
//
// Policy:
//
//   - The same text gives the same vector, bit for bit, with the same kernel:
//     whatever the batch, the number of processors or what else is running. Two
//     kernels differ by rounding alone, so their vectors share one space and one
//     index.
//   - Weights in the file are eight-bit rows with one scale each, in the order in
//     which a row-major matrix has them. A kernel may lay them out anew when it
//     opens them; a better kernel never means another file.
//   - Sums are taken in 32-bit floats. Only the weights are rounded, not what
//     flows between the layers.
//   - A text is never cut in silence. A passage that is too long is an error,
//     since what is cut could not be found; a question, which may be of any
//     length, is read up to the limit.
package encoder
