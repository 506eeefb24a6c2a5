// Package examples has the example stories: invented articles of invented outlets.
package examples

import "embed"

// Stories are the packs of articles below stories/, each with its manifest.
//
//go:embed stories/*/manifest.json stories/*/articles
var Stories embed.FS
