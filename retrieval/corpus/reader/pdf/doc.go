// Package pdf takes the words of a PDF off its pages, with the places where
// they are printed, by PDFium compiled to WebAssembly.
//
// # Policy
//
// A PDF is untrusted. Each document has an instance of its own, which is closed
// after it: what one document breaks is gone before the next. The instance sees
// no file of the machine and no clock but a false one, has a bounded memory, and
// is killed when the time is up, wherever it stands. Documents are read one at a
// time, so that the bound is one for the process.
//
// Compiling PDFium takes seconds and hundreds of megabytes, loading what was
// compiled a tenth of that. So it is done when the first PDF comes, kept in a
// folder, and let go when no PDF came for a while.
package pdf
