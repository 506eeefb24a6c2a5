package account_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay/account"
)

func TestThrottle(t *testing.T) {
	for _, name := range []string{"ana", "nobody-here"} { // who is not there is answered alike
		a, c := team(t, account.Options{})
		ctx := t.Context()
		var answers []string
		for range 12 {
			_, err := a.Login(ctx, account.Visit{Address: "192.0.2.7"}, name, "wrong")
			answers = append(answers, err.Error())
		}
		wait := "too many attempts: try again in 1 seconds"
		refused := account.ErrRefused.Error()
		want := slices.Concat(slices.Repeat([]string{refused}, 5), slices.Repeat([]string{wait}, 7))
		if !slices.Equal(answers, want) {
			t.Errorf("%s: %v", name, answers)
		}
		total := time.Duration(0)
		for range 15 {
			for {
				_, err := a.Login(ctx, account.Visit{Address: "192.0.2.7"}, name, "wrong")
				var w *account.WaitError
				if !errors.As(err, &w) {
					break
				}
				if w.Wait > 15*time.Minute {
					t.Fatal(w.Wait)
				}
				total += w.Wait
				c.pass(w.Wait)
			}
		}
		if total < 30*time.Minute {
			t.Errorf("%s: 15 guesses took %v", name, total)
		}
		if name != "ana" {
			continue
		}
		if _, err := a.Login(ctx, account.Visit{Address: "192.0.2.8"}, name, herons); err == nil {
			t.Error("let in too early by another address")
		}
		c.pass(5 * time.Minute)
		if _, err := a.Login(ctx, account.Visit{Address: "192.0.2.8"}, name, herons); err != nil {
			t.Errorf("after the longest wait: %v", err)
		}
		if _, err := a.Login(ctx, account.Visit{Address: "192.0.2.8"}, name, "wrong"); !errors.Is(err, account.ErrRefused) {
			t.Errorf("after a good one, failures count anew: %v", err)
		}
	}
}

func TestThrottleByAddress(t *testing.T) {
	a, c := team(t, account.Options{})
	ctx := t.Context()
	try := func(address, name string) error {
		_, err := a.Login(ctx, account.Visit{Address: address}, name, "wrong")
		return err
	}
	letters := "abcdefghijklmnopqrstuvwxyz"
	for i := range 20 { // one password for many names, by many addresses of one network
		if err := try("2001:db8::"+letters[i%6:i%6+1], "user-"+letters[i:i+1]); !errors.Is(err, account.ErrRefused) {
			t.Fatalf("%d: %v", i, err)
		}
	}
	var w *account.WaitError
	if err := try("2001:db8::ffff", "somebody"); !errors.As(err, &w) {
		t.Errorf("the 21st: %v", err)
	}
	if err := try("2001:db8:0:1::1", "somebody"); !errors.Is(err, account.ErrRefused) {
		t.Errorf("another network: %v", err)
	}
	c.pass(25 * time.Hour)
	if err := try("2001:db8::1", "somebody"); !errors.Is(err, account.ErrRefused) {
		t.Errorf("a day later: %v", err)
	}
}

// A thousand guesses at once are not a thousand guesses.
func TestBruteForceAtOnce(t *testing.T) {
	a, _ := team(t, account.Options{})
	var wait sync.WaitGroup
	var tried atomic.Int32
	for range 60 {
		wait.Go(func() {
			if _, err := a.Login(context.WithoutCancel(t.Context()), account.Visit{}, "ana", "wrong"); errors.Is(err, account.ErrRefused) {
				tried.Add(1)
			} else if !errors.As(err, new(*account.WaitError)) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := tried.Load(); n > 5 {
		t.Errorf("%d were tried", n)
	}
}
