// Package draw makes the pictures of the pages, on the server, as SVG: pure functions from
// plain structs to text, the same to the byte for the same data. Pictures have no style of
// their own, no script and nothing from elsewhere; the classes they use are in draw.css.
// All strings may be hostile: whatever they hold, a picture is well-formed, its words stay
// in their places, and its links lead nowhere but to this site.
package draw

import "html/template"

// SVG is a picture.
type SVG struct {
	// HTML may be put on a page as it is.
	HTML template.HTML
	// Note says in a sentence what was too much to draw, "" if nothing was. It is under the
	// picture as well.
	Note string
}

// Head is what each picture is called.
type Head struct {
	// ID is that of the picture on its page, letters and digits. No two may have the same.
	ID string
	// Title and Desc are read to those who do not see the picture.
	Title, Desc string
	// Narrow makes a picture for screens of 360 pixels.
	Narrow bool
}

// widths of pictures in units, which are pixels on a screen as wide.
const (
	broad  = 920
	narrow = 360
)

// most is how many bytes a picture has at most.
const most = 280_000

func (h Head) width() float64 {
	if h.Narrow {
		return narrow
	}
	return broad
}

// Both joins the broad and the narrow variant of a picture: the style sheet shows the one
// that fits the screen. The narrow one needs an ID of its own.
func Both(wide, small SVG) SVG {
	if wide.HTML == small.HTML {
		return wide
	}
	return SVG{`<div class="draw-broad">` + wide.HTML + "</div>\n" + `<div class="draw-narrow">` + small.HTML + "</div>", wide.Note}
}

// message stands where there is nothing to draw.
func message(text string) SVG {
	return SVG{HTML: template.HTML(`<p class="draw-none soft">` + escape(text) + `</p>`)}
}
