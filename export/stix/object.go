package stix

import "time"

// ClaimType is the type of the objects that claims are.
const ClaimType = "hearsay-claim"

// epoch is when what is of no time of its own was made: the program, its extension, the
// names of speakers and places.
const epoch = "2025-01-01T00:00:00.000Z"

// common is what every object has.
type common struct {
	Type      string `json:"type"`
	Spec      string `json:"spec_version"`
	ID        string `json:"id"`
	CreatedBy string `json:"created_by_ref,omitempty"`
	Created   string `json:"created"`
	Modified  string `json:"modified"`
}

type identity struct {
	common
	Name  string `json:"name"`
	Class string `json:"identity_class,omitempty"`
}

type location struct {
	common
	Name      string   `json:"name"`
	Country   string   `json:"country,omitempty"`
	Latitude  *float64 `json:"latitude,omitempty"`
	Longitude *float64 `json:"longitude,omitempty"`
}

type reference struct {
	Source     string `json:"source_name"`
	URL        string `json:"url,omitempty"`
	ExternalID string `json:"external_id,omitempty"`
	About      string `json:"description,omitempty"`
}

type note struct {
	common
	Abstract   string      `json:"abstract"`
	Content    string      `json:"content"`
	Authors    []string    `json:"authors,omitempty"`
	Refs       []string    `json:"object_refs"`
	References []reference `json:"external_references"`
}

type opinion struct {
	common
	Explanation string      `json:"explanation"`
	Authors     []string    `json:"authors,omitempty"`
	Opinion     string      `json:"opinion"`
	Refs        []string    `json:"object_refs"`
	References  []reference `json:"external_references"`
}

type report struct {
	common
	Name       string      `json:"name"`
	About      string      `json:"description"`
	Published  string      `json:"published"`
	Refs       []string    `json:"object_refs"`
	References []reference `json:"external_references"`
}

// claimed is a claim: an object of a type of its own, which the extension defines.
type claimed struct {
	common
	Name       string                       `json:"name"`
	Kind       string                       `json:"kind"`
	Subject    string                       `json:"subject_party,omitempty"`
	Status     string                       `json:"status,omitempty"`
	Since      string                       `json:"status_since,omitempty"`
	Why        string                       `json:"status_why,omitempty"`
	Origins    []string                     `json:"origins,omitempty"`
	Count      int                          `json:"independent_origins"`
	References []reference                  `json:"external_references"`
	Extensions map[string]map[string]string `json:"extensions"`
}

type extension struct {
	common
	Name    string   `json:"name"`
	About   string   `json:"description"`
	Schema  string   `json:"schema"`
	Version string   `json:"version"`
	Types   []string `json:"extension_types"`
}

// The program and its extension.
var (
	programID   = identifier("identity", "program", "Hearsay")
	extensionID = identifier("extension-definition", "claims", "1")
)

// schemaURL is where the extension is described.
const schemaURL = "https://hearsay.news/schema/stix-claim-1.json"

func program() identity {
	return identity{common{"identity", "2.1", programID, "", epoch, epoch}, "Hearsay", "system"}
}

func definition() extension {
	return extension{
		common{"extension-definition", "2.1", extensionID, programID, epoch, epoch}, "Claims",
		"A claim is a proposition on which statements take positions, with the status that follows from them by fixed rules. It says nothing about what is true.",
		schemaURL, "1.0.0", []string{"new-sdo"},
	}
}

// made is what an object has that the program made at a time.
func made(kind, id, created, modified string) common {
	return common{kind, "2.1", id, programID, created, modified}
}

// stamp writes a time as STIX does, in UTC to the millisecond, epoch for what is none.
func stamp(s string) string {
	for _, layout := range [...]string{time.RFC3339Nano, time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC().Format("2006-01-02T15:04:05.000Z")
		}
	}
	return epoch
}

// identityClass is the class of a kind of speaker in STIX's open vocabulary.
func identityClass(kind string) string {
	switch kind {
	case "person":
		return "individual"
	case "organization", "country":
		return "organization"
	case "group":
		return "group"
	case "unnamed":
		return "unknown"
	}
	return "unknown"
}

// opinions are STIX's words for stances. A hedge is a way to assert, and declining none.
var opinions = map[string]string{"asserts": "agree", "hedges": "agree", "denies": "disagree", "retracts": "disagree", "declines": "neutral"}
