// Package hearsay is the vocabulary of Hearsay: documents and their zones, the
// linguistic analysis of a text, attributions and statements, spans and errors.
//
// It imports the standard library only and does no I/O. Every other package of
// the program speaks in these types and imports this one, never the other way
// round. The words are those of the glossary in docs/architecture.md.
//
// Inside the program spans are half-open byte ranges into Document.Text. At
// every boundary (JSON, standoff files, pages) they are Unicode code points;
// CodePoints converts between the two.
package hearsay
