// Package schema holds the JSON Schemas of the records, as files.
package schema

import "embed"

// Files are the schemas, each under its name.
//
//go:embed *.json
var Files embed.FS
