package queue

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/nats-io/nats.go"
)

// Whatever passes for an ID comes back from the subject that is made of it.
func FuzzID(f *testing.F) {
	for _, s := range []string{"", "sha256:00ff", "a.b", "a*", ">", "a b", "ä", "\r\n", strings.Repeat("x", 129)} {
		f.Add(s)
	}
	n := names{"hearsay"}
	f.Fuzz(func(t *testing.T, id string) {
		_ = n.id(work, id) // whatever a stranger's subject is
		if checkID(id) != nil {
			if strings.ContainsAny(shown(id), "\r\n") || len(shown(id)) > 500 {
				t.Errorf("%q is shown as %s", id, shown(id))
			}
			return
		}
		subject := n.subject(work, id)
		if got := n.id(work, subject); got != id || strings.Count(subject, ".") != 2 || strings.ContainsAny(subject, " *>\r\n\t\x00") {
			t.Errorf("%q gives the subject %q, and that %q", id, subject, got)
		}
	})
}

// Whatever is given for a reason can stand in a header and comes back from it.
func FuzzReason(f *testing.F) {
	for _, s := range []string{"", " ", "a\r\nNats-Msg-Id: x", "\xff\xfe", "\x00\x7f", strings.Repeat("ä", 600), "\u2028:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		reason := oneLine(s)
		if reason == "" || len(reason) > maxReason+4 || !utf8.ValidString(reason) || strings.ContainsAny(reason, "\r\n\x00") {
			t.Fatalf("%q becomes %q", s, reason)
		}
		if oneLine(reason) != reason && len(reason) < maxReason {
			t.Errorf("%q becomes %q, and that %q", s, reason, oneLine(reason))
		}
		msg := nats.NewMsg("x")
		msg.Header.Set(headerReason, reason)
		coded, err := headerBytes(msg)
		if err != nil {
			t.Fatal(err)
		}
		back, err := nats.DecodeHeadersMsg(coded)
		if err != nil || back.Get(headerReason) != reason || len(back) != 1 {
			t.Errorf("%q comes back as %q, %v", reason, back, err)
		}
	})
}

// headerBytes are the header of a message as it is sent.
func headerBytes(msg *nats.Msg) ([]byte, error) {
	var b strings.Builder
	b.WriteString("NATS/1.0\r\n")
	for name, values := range msg.Header {
		for _, v := range values {
			b.WriteString(name + ": " + v + "\r\n")
		}
	}
	b.WriteString("\r\n")
	return []byte(b.String()), nil
}

// No address shows its password.
func FuzzAddress(f *testing.F) {
	f.Add("nats://", "u", "h:4222")
	f.Add("", "", "")
	f.Add("nats://h,tls://", "u%ZZ", "h, nats://i")
	f.Add(" ws://", "a@b", "c@d/e")
	f.Fuzz(func(t *testing.T, scheme, user, host string) {
		if strings.Contains(scheme+user+host, "PASSWORD") {
			return
		}
		o := Options{URL: scheme + user + ":PASSWORD@" + host}
		if strings.Contains(o.where(), "PASSWORD") {
			t.Errorf("%q is shown as %q", o.URL, o.where())
		}
	})
}

// Whatever stands in the list of what was in hand, it is read, and what is written is
// read again.
func FuzzHand(f *testing.F) {
	for _, s := range []string{"", "1 a\n2 b\n", "x\n\n-1 a\n99999999999999999999 b\n3 c d\n4", "1 \xff\n", strings.Repeat("1 a", 1000)} {
		f.Add([]byte(s))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(dir, deathsName)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		fail := func(err error) { t.Error(err) }
		first, err := openDeaths(path, time.Minute, fail)
		if err != nil {
			t.Fatal(err)
		}
		first.begin("in-hand")
		second, err := openDeaths(path, time.Minute, fail)
		if err != nil {
			t.Fatal(err)
		}
		if second.of("in-hand") != first.of("in-hand")+1 {
			t.Errorf("%d deaths, then %d", first.of("in-hand"), second.of("in-hand"))
		}
		for id, n := range first.count {
			if id != "in-hand" && second.of(id) != n {
				t.Errorf("%s: %d deaths, then %d", id, n, second.of(id))
			}
		}
	})
}
