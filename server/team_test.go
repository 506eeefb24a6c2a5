package server_test

import (
	"net/url"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/hearsay-news/hearsay/account"
	"github.com/hearsay-news/hearsay/internal/roomtest"
	"github.com/hearsay-news/hearsay/web"
)

// serveTeam serves a newsroom for several users, of whom there are none yet, and gives the
// path by which the first is made.
func serveTeam(t *testing.T, inputs ...string) (room *served, setup string) {
	t.Helper()
	users, err := account.Open(t.Context(), filepath.Join(t.TempDir(), account.FileName), account.Options{Cost: account.Cost{Memory: 64, Passes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := users.Close(); err != nil {
			t.Error(err)
		}
	})
	code, err := users.SetUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	news := roomtest.Open(t, inputs...)
	site, err := web.New(web.Options{Newsroom: news, Accounts: users, Version: "1.0"})
	if err != nil {
		t.Fatal(err)
	}
	return &served{Newsroom: news, root: listen(t, site, users.Admit)}, "/setup?code=" + url.QueryEscape(code)
}

// The first admin makes an account and another's, and everybody finds their pages; none
// violates what WCAG asks for.
func TestTeam(t *testing.T) {
	useBrowser(t)
	room, setup := serveTeam(t)
	for _, size := range [...][2]int64{{1280, 900}, {360, 740}} {
		b := openTab(t, room.root, size[0], size[1])
		if setup != "" {
			walkSetUp(b, setup)
			setup = ""
		} else {
			walkLogIn(b, "ada")
		}
		for _, path := range [...]string{"/account", "/users", "/", "/add"} {
			b.open(path)
			b.judged(path)
		}
		b.leads("button", "Log out")
		b.judged("/login")
	}
}

const password = "four words that nobody guesses"

// walkSetUp makes the first admin, and another user.
func walkSetUp(b *tab, setup string) {
	b.Helper()
	b.open(setup)
	b.judged(setup)
	b.fill("textbox", "Name, as your decisions are signed", "ada")
	b.fill("textbox", "New password", password)
	b.fill("textbox", "New password again", password)
	b.leads("button", "Make the first admin")
	b.open("/users")
	b.fill("textbox", "Name, as decisions are signed", "bo")
	b.leads("button", "Add")
	b.says("A password for bo")
	b.judged("/users")
	b.open("/account")
	b.fill("textbox", "Name, to know it by", "archive")
	b.leads("button", "Make a token")
	b.says("Your new token")
	b.judged("/account")
	b.leads("button", "Revoke archive")
}

// walkLogIn logs somebody in by the keyboard, after a wrong password.
func walkLogIn(b *tab, name string) {
	b.Helper()
	b.open("/stories")
	b.quiet = true
	b.fill("textbox", "Name", name)
	b.fill("textbox", "Password", "not the password")
	b.loading("wrong password", func() { b.keys(kb.Enter) })
	b.find("alert", "…")
	b.judged("/login")
	b.quiet = false
	b.fill("textbox", "Password", password)
	b.loading("log in", func() { b.keys(kb.Enter) })
	b.find("heading", "Stories")
}
