package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/hearsay-news/hearsay"
)

// unanswered is a request that got no answer, or none that could be read.
func (v *visit) unanswered(ctx context.Context, err error) *failure {
	if cause := context.Cause(ctx); cause != nil {
		return &failure{err: cause, again: true}
	}
	var private *privateError
	var unknown *net.DNSError
	var untrusted *tls.CertificateVerificationError
	var notTLS tls.RecordHeaderError
	switch {
	case errors.As(err, &private):
		return &failure{err: private}
	case errors.As(err, &unknown) && unknown.IsNotFound, errors.As(err, &untrusted), errors.As(err, &notTLS):
		return &failure{err: err}
	case headerTooLarge(err):
		return &failure{err: fmt.Errorf("a header of more than %s: %w", size(maxHeader), hearsay.ErrTooLarge)}
	}
	if slow := v.slow(err); slow != nil {
		return &failure{err: slow, again: true}
	}
	return &failure{err: err, again: true}
}

// headerTooLarge tells by its words an error that package http has no name for:
// once for HTTP/1, once for HTTP/2.
func headerTooLarge(err error) bool {
	s := err.Error()
	return strings.Contains(s, "response headers exceeded") || strings.Contains(s, "header list larger")
}

// slow is the error of the limit of time that ran out, nil when none did.
func (v *visit) slow(err error) error {
	var op *net.OpError
	var timeout net.Error
	switch {
	case !errors.As(err, &timeout) || !timeout.Timeout():
		return nil
	case errors.As(err, &op) && op.Op == "dial":
		return tooSlow("no connection", v.client.opts.Connect)
	case strings.Contains(err.Error(), "TLS handshake"):
		return tooSlow("no TLS handshake", v.client.opts.Connect)
	case strings.Contains(err.Error(), "headers"):
		return tooSlow("no header of an answer", v.client.opts.Header)
	}
	return nil
}
