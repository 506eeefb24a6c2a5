package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/hearsay-news/hearsay/account"
)

// teamFlags say who may come in.
type teamFlags struct {
	Team        bool     `group:"team" help:"Let users in by name and password, or by an OpenID provider, and nobody else."`
	Name        []string `group:"team" sep:"none" placeholder:"HOST" help:"A name that the server goes by beside that of --address; again for each."`
	BehindProxy bool     `group:"team" help:"All requests come through a proxy that sets X-Forwarded-For and X-Forwarded-Proto. Never where anything else reaches the address."`

	OIDCIssuer string   `group:"team" name:"oidc-issuer" placeholder:"URL" help:"OpenID provider that users may log in by. Default: HEARSAY_OIDC_ISSUER."`
	OIDCClient string   `group:"team" name:"oidc-client" placeholder:"ID" help:"What the provider knows the program as. Default: HEARSAY_OIDC_CLIENT."`
	OIDCSecret string   `group:"team" name:"oidc-secret-file" placeholder:"FILE" help:"File that has the secret for that. Default: the secret itself in HEARSAY_OIDC_SECRET."`
	OIDCTitle  string   `group:"team" name:"oidc-title" placeholder:"TEXT" help:"What the login page calls the provider. Default: its host."`
	OIDCAllow  []string `group:"team" name:"oidc-allow" sep:"none" placeholder:"RULE" help:"Who is let in as what: email:NAME@HOST=ROLE, domain:HOST=ROLE or group:NAME=ROLE; again for each. Roles: viewer, analyst, admin. Default: HEARSAY_OIDC_ALLOW, separated by commas."`
	OIDCGroups string   `group:"team" name:"oidc-groups" placeholder:"CLAIM" help:"The claim that lists groups. Default: groups."`
	OIDCScope  []string `group:"team" name:"oidc-scope" sep:"none" placeholder:"SCOPE" help:"A scope to ask for beside openid, profile and email; again for each."`
}

// checkTeam refuses what makes no sense.
func (c *teamFlags) checkTeam() error {
	if !c.Team && (len(c.Name) > 0 || c.BehindProxy || c.OIDCIssuer != "" || c.OIDCClient != "" || c.OIDCSecret != "" || len(c.OIDCAllow) > 0) {
		return usage("--name, --behind-proxy and --oidc-… are for a team: they need --team")
	}
	return nil
}

// accounts opens the users of a ledger, nil where there is no team.
func (c *teamFlags) accounts(ctx context.Context, m *Main, dir string) (*account.Accounts, error) {
	if !c.Team {
		return nil, nil
	}
	provider, err := c.provider(m)
	if err != nil {
		return nil, err
	}
	// Who changed what about users is said, not only what goes wrong.
	log := slog.New(slog.NewTextHandler(sayer{m}, &slog.HandlerOptions{Level: slog.LevelInfo}))
	return account.Open(ctx, filepath.Join(dir, account.FileName), account.Options{Log: log, Proxied: c.BehindProxy, Provider: provider})
}

// provider reads who vouches for users, nil for nobody.
func (c *teamFlags) provider(m *Main) (*account.Provider, error) {
	p := &account.Provider{
		Issuer: cmp.Or(c.OIDCIssuer, m.env("HEARSAY_OIDC_ISSUER")), Client: cmp.Or(c.OIDCClient, m.env("HEARSAY_OIDC_CLIENT")),
		Title: c.OIDCTitle, Groups: c.OIDCGroups, Scopes: c.OIDCScope, Secret: m.env("HEARSAY_OIDC_SECRET"),
	}
	if p.Issuer == "" && p.Client == "" {
		return nil, nil
	}
	at, err := url.Parse(p.Issuer)
	if err != nil || at.Host == "" || at.Scheme != "https" && (at.Scheme != "http" || !local(at.Hostname())) {
		return nil, usage("--oidc-issuer %s: that is no https:// URL", p.Issuer)
	}
	if p.Client == "" {
		return nil, usage("--oidc-issuer needs --oidc-client: what the provider knows the program as")
	}
	p.Title = cmp.Or(p.Title, at.Host)
	if c.OIDCSecret != "" {
		data, err := os.ReadFile(c.OIDCSecret)
		if err != nil {
			return nil, fmt.Errorf("read the secret for the OpenID provider: %w", err)
		}
		if p.Secret = strings.TrimSpace(string(data)); p.Secret == "" {
			return nil, usage("%s: the file has no secret", c.OIDCSecret)
		}
	}
	rules := c.OIDCAllow
	if text := m.env("HEARSAY_OIDC_ALLOW"); len(rules) == 0 && text != "" {
		rules = strings.Split(text, ",")
	}
	for _, text := range rules {
		rule, err := account.ParseRule(strings.TrimSpace(text))
		if err != nil {
			return nil, usage("--oidc-allow: %v", err)
		}
		p.Rules = append(p.Rules, rule)
	}
	if len(p.Rules) == 0 {
		return nil, usage("--oidc-issuer lets nobody in without --oidc-allow")
	}
	return p, nil
}

// local reports whether a host is this machine.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// greet says how the first admin is made, and what a team should know.
func (c *teamFlags) greet(ctx context.Context, m *Main, users *account.Accounts, at, address string) error {
	if c.BehindProxy && len(c.Name) > 0 {
		at = "https://" + c.Name[0] + "/"
	}
	if host, _, err := net.SplitHostPort(address); err == nil && !local(host) && !c.BehindProxy {
		m.say("passwords cross the network as they are: put a proxy with TLS before it (--behind-proxy)")
	}
	code, err := users.SetUp(ctx)
	if err != nil || code == "" {
		return err
	}
	m.say("there are no users yet. Make the first admin, once: %ssetup?code=%s", at, code)
	return nil
}
