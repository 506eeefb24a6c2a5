package account

import (
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Provider is an OpenID provider that vouches for users.
type Provider struct {
	Issuer, Client, Secret string
	Title                  string // what people call it
	Groups                 string // the claim that lists groups, "" for groups
	Scopes                 []string
	Rules                  []Rule
	HTTP                   *http.Client // nil for one that waits ten seconds

	mu    sync.Mutex
	found *oidc.Provider
}

// ErrProvider says that the provider did not do its part.
var ErrProvider = errors.New("the OpenID provider did not answer as it should; the program's log says more")

// discover asks the provider once what it is. It need not be there when the program starts.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		// Its keys are fetched later with the same context, which must not end.
		found, err := oidc.NewProvider(p.context(context.WithoutCancel(ctx)), p.Issuer)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrProvider, err)
		}
		p.found = found
	}
	return p.found, nil
}

func (p *Provider) context(ctx context.Context) context.Context {
	client := p.HTTP
	if client == nil {
		client = &http.Client{Timeout: 10 * time.Second}
	}
	return oidc.ClientContext(ctx, client)
}

func (p *Provider) config(found *oidc.Provider, redirect string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.Client, ClientSecret: p.Secret, Endpoint: found.Endpoint(), RedirectURL: redirect,
		Scopes: append([]string{oidc.ScopeOpenID, "profile", "email"}, p.Scopes...),
	}
}

// address is where a browser is sent.
func (p *Provider) address(ctx context.Context, state string, w *way) (string, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	return p.config(found, w.redirect).AuthCodeURL(state, oidc.Nonce(w.nonce), oauth2.S256ChallengeOption(w.verifier)), nil
}

// redeem gives what the provider says of who came back with a code.
func (p *Provider) redeem(ctx context.Context, w *way, code string, now func() time.Time) (*vouched, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return nil, err
	}
	ctx = p.context(ctx)
	token, err := p.config(found, w.redirect).Exchange(ctx, code, oauth2.VerifierOption(w.verifier))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return nil, fmt.Errorf("%w: there is no ID token", ErrProvider)
	}
	id, err := found.VerifierContext(ctx, &oidc.Config{ClientID: p.Client, Now: now}).Verify(ctx, raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(w.nonce)) != 1 {
		return nil, fmt.Errorf("%w: the ID token is for another login", ErrProvider)
	}
	var claims map[string]json.RawMessage
	if err := id.Claims(&claims); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrProvider, err)
	}
	return p.read(id.Subject, claims)
}

// read takes from claims what rules are about.
func (p *Provider) read(subject string, claims map[string]json.RawMessage) (*vouched, error) {
	if subject == "" {
		return nil, fmt.Errorf("%w: the ID token names nobody", ErrProvider)
	}
	v := vouched{subject: subject, login: text(claims["preferred_username"]), display: text(claims["name"])}
	if verified := string(claims["email_verified"]); verified == "true" || verified == `"true"` {
		if at, err := mail.ParseAddress(text(claims["email"])); err == nil && at.Name == "" && strings.Count(at.Address, "@") == 1 {
			v.email = at.Address
		}
	}
	groups := claims[cmp.Or(p.Groups, "groups")]
	if json.Unmarshal(groups, &v.groups) != nil {
		v.groups = nil
		if one := text(groups); one != "" {
			v.groups = []string{one}
		}
	}
	return &v, nil
}

// text reads a claim that is a text, "" for any other.
func text(claim json.RawMessage) string {
	var s string
	if json.Unmarshal(claim, &s) != nil {
		return ""
	}
	return s
}
