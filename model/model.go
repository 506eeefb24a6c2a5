// Package model holds the trained weights of Hearsay and the forms they take:
// sparse linear models over hashed features, and word clusters. The weight files
// are embedded in the program; `hearsay train` makes each of them again from the
// corpora, byte for byte. A card beside each file says what it was trained on,
// how well it does and where it fails.
//
// Features and words enter a model as 32-bit hashes only, so that the text a
// model was trained on cannot be read back from its weights.
package model
