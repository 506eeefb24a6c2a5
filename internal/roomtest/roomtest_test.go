package roomtest_test

import (
	"testing"

	"github.com/hearsay-news/hearsay/internal/roomtest"
)

func TestOpen(t *testing.T) {
	room := roomtest.Open(t, "../../examples/stories/varn-ferry/manifest.json", "../../examples/stories/morrick-leak/manifest.json")
	stories, claims := room.Live.View().Counts()
	if stories == 0 || claims < 50 {
		t.Errorf("%d stories, %d claims", stories, claims)
	}
}
