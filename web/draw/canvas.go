package draw

import (
	"html/template"
	"math"
	"strconv"
)

// canvas is a picture that is being drawn.
type canvas struct {
	b     []byte
	id    string
	head  Head
	links bool
}

func newCanvas(h Head) *canvas {
	return &canvas{b: make([]byte, 0, 16<<10), id: name(h.ID), head: h}
}

// picture puts the frame around what was drawn. What has links is a group for those who
// hear it, as an image has no parts.
func (c *canvas) picture(kind string, wide, high float64, note string) SVG {
	out := &canvas{b: make([]byte, 0, len(c.b)+1024)}
	small := ""
	if c.head.Narrow {
		small = " draw-small"
	}
	role := "img"
	if c.links {
		role = "group"
	}
	title := short(c.head.Title, 200)
	out.raw(`<div class="wide" tabindex="0" role="region" aria-label="`)
	out.raw(escape(title))
	out.raw(`"><svg class="draw draw-` + kind + small + `" viewBox="0 0 `)
	out.number(wide)
	out.raw(" ")
	out.number(high)
	out.raw(`" width="100%" role="` + role + `" aria-labelledby="` + c.id + `-title ` + c.id + `-desc"><title id="` + c.id + `-title">`)
	out.raw(escape(title))
	out.raw(`</title><desc id="` + c.id + `-desc">`)
	desc := short(c.head.Desc, 1000)
	if note != "" && desc != "" {
		desc += " "
	}
	out.raw(escape(desc + note))
	out.raw("</desc>\n")
	out.b = append(out.b, c.b...)
	out.raw("</svg></div>")
	return SVG{template.HTML(out.b), note}
}

func (c *canvas) raw(s string) { c.b = append(c.b, s...) }

// number writes a number with one decimal at most; what is none is zero.
func (c *canvas) number(v float64) {
	v = math.Round(v*10) / 10
	if math.IsNaN(v) || math.Abs(v) > 1e7 || v == 0 {
		v = 0
	}
	c.b = strconv.AppendFloat(c.b, v, 'f', -1, 64)
}

// num writes an attribute that is a number.
func (c *canvas) num(name string, v float64) {
	c.raw(" " + name + `="`)
	c.number(v)
	c.raw(`"`)
}

// open begins an element of a class, whose attributes follow.
func (c *canvas) open(name, class string) {
	c.raw("<" + name)
	if class != "" {
		c.raw(` class="` + class + `"`)
	}
}

func (c *canvas) rect(class string, x, y, wide, high, round float64) {
	c.open("rect", class)
	c.num("x", x)
	c.num("y", y)
	c.num("width", max(0, wide))
	c.num("height", max(0, high))
	if round > 0 {
		c.num("rx", round)
	}
	c.raw("/>")
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.open("line", class)
	c.num("x1", x1)
	c.num("y1", y1)
	c.num("x2", x2)
	c.num("y2", y2)
	c.raw("/>")
}

func (c *canvas) circle(class string, x, y, r float64) {
	c.open("circle", class)
	c.num("cx", x)
	c.num("cy", y)
	c.num("r", r)
	c.raw("/>")
}

// path writes lines: letters are commands, what follows each are its numbers.
func (c *canvas) path(class string, parts ...any) {
	c.open("path", class)
	c.raw(` d="`)
	for i, p := range parts {
		switch p := p.(type) {
		case string:
			c.raw(p)
		case float64:
			if _, after := parts[max(0, i-1)].(float64); after {
				c.raw(" ")
			}
			c.number(p)
		}
	}
	c.raw(`"/>`)
}

// Where a text has its place: there it begins, has its middle, or ends.
const (
	begins = ""
	middle = "middle"
	ends   = "end"
)

func (c *canvas) text(class, anchor string, x, y float64, s string) {
	if s = escape(s); s == "" {
		return
	}
	c.open("text", class)
	c.num("x", x)
	c.num("y", y)
	if anchor != begins {
		c.raw(` text-anchor="` + anchor + `"`)
	}
	c.raw(">" + s + "</text>")
}

// title is what is shown of an element when it is pointed at.
func (c *canvas) title(s string) {
	if s != "" {
		c.raw("<title>" + escape(s) + "</title>")
	}
}

// begin begins a group, a link if it leads anywhere; what is returned ends it.
func (c *canvas) begin(class, href, title string) (end string) {
	if href = local(href); href == "" {
		c.open("g", class)
		c.raw(">")
		c.title(title)
		return "</g>\n"
	}
	c.links = true
	c.open("a", class)
	c.raw(` href="` + escape(href) + `">`)
	c.title(title)
	return "</a>\n"
}
