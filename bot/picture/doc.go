// Package picture draws what package position arranges, as PNG, with the same
// in words for whoever does not see it.
//
// A picture shows what is held, never what was said: the mark of a statement
// stands at its day, a shaded session is one from which nothing is held, and no
// line joins the marks. It is as large whatever it shows, and the same bytes for
// the same timeline. Marks that lie too near to be drawn apart become one that
// says how many it stands for.
//
// The fonts are in the program: Liberation Sans, which has the Latin, Greek and
// Cyrillic scripts. What it cannot write is left out of the picture and stands in
// the words beside it.
package picture
