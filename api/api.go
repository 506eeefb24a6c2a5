// Package api serves a newsroom to programs: JSON over HTTP under /api/v1, described by an
// OpenAPI 3.1 document that is made of the same types as the answers. The records are those
// of the JSON contract, as they are.
package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
	"github.com/hearsay-news/hearsay/ingest/source"
)

// Root is where the API is.
const Root = "/api/v1"

// Options are what an API is made of.
type Options struct {
	Newsroom *newsroom.Newsroom
	// Fetch gives the articles of a URL that a user names; nil where nothing is fetched.
	Fetch   func(url string) source.Items
	Version string
	Log     *slog.Logger
}

// API is the API.
type API struct {
	Options
	mux     *http.ServeMux
	rules   map[string]*rules // by the pattern of the mux
	doc     *huma.OpenAPI
	replies *replies
	feed    *feed
	streams *places
	large   chan struct{} // a place for each large body that may be in memory at once
	check   verification

	ctx  context.Context // ends with Close: for what outlasts a request
	stop context.CancelFunc
	wait sync.WaitGroup
}

// New makes an API.
func New(o Options) (*API, error) {
	a := &API{
		Options: o, mux: http.NewServeMux(), rules: make(map[string]*rules), replies: newReplies(time.Now),
		streams: &places{of: make(map[string]int)}, large: make(chan struct{}, mostLarge),
	}
	if a.Log == nil {
		a.Log = slog.New(slog.DiscardHandler)
	}
	a.ctx, a.stop = context.WithCancel(context.Background())
	a.feed = newFeed(a)
	if err := a.describe(); err != nil {
		a.stop()
		return nil, fmt.Errorf("api: %w", err)
	}
	return a, nil
}

// Register adds the API to a mux. Whoever serves it says who the user is (account.With);
// without one, nothing is answered.
func (a *API) Register(mux *http.ServeMux) {
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} { // without one, it would quarrel with a page's "GET /"
		mux.Handle(method+" "+Root+"/", a)
	}
}

// Close ends what outlasts requests: a verification, the streams of events.
func (a *API) Close() {
	a.stop()
	a.wait.Wait()
}

// describe registers the operations and makes the document of them.
func (a *API) describe() error {
	a.doc = &huma.OpenAPI{
		OpenAPI: "3.1.0", Info: &huma.Info{Title: "Hearsay", Version: a.Version, Description: about}, Servers: []*huma.Server{{URL: Root}},
		Components: &huma.Components{Schemas: huma.NewMapRegistry(components, huma.DefaultSchemaNamer)},
	}
	if err := contract(a.doc.Components.Schemas); err != nil {
		return err
	}
	a.statementOperations()
	a.claimOperations()
	a.storyOperations()
	a.documentOperations()
	a.nameOperations()
	a.changeOperations()
	a.decisionOperations()
	a.ingestOperations()
	a.ledgerOperations()
	loosen(a.doc)
	return a.documentRoutes()
}

// documentRoutes serves the document, and the page that leads to it.
func (a *API) documentRoutes() error {
	inJSON, err := json.Marshal(a.doc)
	if err != nil {
		return fmt.Errorf("write the OpenAPI document: %w", err)
	}
	inYAML, err := a.doc.YAML()
	if err != nil {
		return fmt.Errorf("write the OpenAPI document: %w", err)
	}
	index, err := json.Marshal(map[string]any{"name": "hearsay", "version": a.Version, "openapi": []string{Root + "/openapi.json", Root + "/openapi.yaml"}, "links": a.links()})
	if err != nil {
		return fmt.Errorf("write the page of links: %w", err)
	}
	a.file("GET "+Root+"/openapi.json", "application/vnd.oai.openapi+json;version=3.1", inJSON)
	a.file("GET "+Root+"/openapi.yaml", "application/vnd.oai.openapi;version=3.1", inYAML)
	a.file("GET "+Root+"/{$}", "application/json", index)
	return nil
}

// links are the operations that need nothing but a GET.
func (a *API) links() map[string]string {
	out := make(map[string]string)
	for path, item := range a.doc.Paths {
		if item.Get == nil {
			continue
		}
		plain := true
		for _, p := range item.Get.Parameters {
			plain = plain && !p.Required
		}
		if plain {
			out[item.Get.OperationID] = Root + path
		}
	}
	return out
}

// file serves what never changes while the program runs.
func (a *API) file(pattern, kind string, data []byte) {
	a.rules[pattern] = &rules{least: account.Viewer, limit: usual}
	a.mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(data)
	})
}
