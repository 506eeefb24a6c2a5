// Package idptest is an OpenID provider for tests, inside the process: it vouches for whom
// the test says, rightly or not.
package idptest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"
)

// Issuer is the provider.
type Issuer struct {
	*httptest.Server
	Now    func() time.Time // the clock that its tokens go by
	Claims map[string]any   // to be put over the usual ones; nil takes one away
	Sign   string           // another way to sign: none, hs256, other
	Used   int              // how many codes were redeemed

	mu    sync.Mutex
	key   *ecdsa.PrivateKey
	kid   int
	codes map[string]url.Values // what was asked for by each
}

// ClientSecret is that of the one client that it knows, "hearsay".
const ClientSecret = "a secret of the client & more"

// New starts one, which ends with the test.
func New(t testing.TB, now func() time.Time) *Issuer {
	p := &Issuer{Now: now, codes: make(map[string]url.Values)}
	p.Rotate(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"id_token_signing_alg_values_supported": []string{"ES256", "HS256", "none"}, "response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		point, err := p.key.PublicKey.Bytes()
		if err != nil {
			t.Error(err)
		}
		answer(w, map[string]any{"keys": []any{map[string]any{
			"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": fmt.Sprint(p.kid), "x": code64(point[1:33]), "y": code64(point[33:]),
		}}})
	})
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// Rotate takes another key in the place of the one that it signs with.
func (p *Issuer) Rotate(t testing.TB) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key, p.kid = key, p.kid+1
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func code64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// Authorize is what the provider does when the browser comes and its user agrees.
func (p *Issuer) Authorize(to string) (code string) {
	at, _ := url.Parse(to)
	p.mu.Lock()
	defer p.mu.Unlock()
	code = fmt.Sprintf("code-%d", len(p.codes))
	p.codes[code] = at.Query()
	return code
}

// token redeems a code, once, for who has the verifier.
func (p *Issuer) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked, ok := p.codes[r.FormValue("code")]
	delete(p.codes, r.FormValue("code"))
	challenge := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	id, secret, basic := r.BasicAuth()
	if basic { // as RFC 6749 has it
		id, _ = url.QueryUnescape(id)
		secret, _ = url.QueryUnescape(secret)
	} else {
		id, secret = r.FormValue("client_id"), r.FormValue("client_secret")
	}
	if !ok || asked.Get("code_challenge_method") != "S256" || asked.Get("code_challenge") != code64(challenge[:]) ||
		asked.Get("redirect_uri") != r.FormValue("redirect_uri") || id != "hearsay" || secret != ClientSecret {
		w.WriteHeader(http.StatusBadRequest)
		answer(w, map[string]string{"error": "invalid_grant", "error_description": "<b>no</b>"})
		return
	}
	p.Used++
	claims := map[string]any{
		"iss": p.URL, "sub": "subject-1", "aud": "hearsay", "nonce": asked.Get("nonce"), "iat": p.Now().Unix(), "exp": p.Now().Add(time.Minute).Unix(),
		"email": "Bo@Example.org", "email_verified": true, "name": "Bo Holm", "preferred_username": "bo", "groups": []string{"desk"},
	}
	maps.Copy(claims, p.Claims)
	for name, v := range claims {
		if v == nil {
			delete(claims, name)
		}
	}
	answer(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.signed(claims)})
}

func (p *Issuer) signed(claims map[string]any) string {
	alg := "ES256"
	switch p.Sign {
	case "none":
		alg = "none"
	case "hs256":
		alg = "HS256"
	}
	head, _ := json.Marshal(map[string]string{"alg": alg, "kid": fmt.Sprint(p.kid), "typ": "JWT"})
	body, _ := json.Marshal(claims)
	text := code64(head) + "." + code64(body)
	var sig []byte
	switch p.Sign {
	case "none":
	case "hs256":
		mac := hmac.New(sha256.New, []byte(ClientSecret))
		mac.Write([]byte(text))
		sig = mac.Sum(nil)
	default:
		key := p.key
		if p.Sign == "other" {
			key, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		}
		sum := sha256.Sum256([]byte(text))
		r, s, _ := ecdsa.Sign(rand.Reader, key, sum[:])
		sig = append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	}
	return text + "." + code64(sig)
}
