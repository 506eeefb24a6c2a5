package article

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var placeOfTag = map[atom.Atom]place{
	atom.H1: inHeading | inTitle, atom.H2: inHeading, atom.H3: inHeading, atom.H4: inHeading,
	atom.H5: inHeading, atom.H6: inHeading, atom.Li: inItem, atom.Dd: inItem, atom.Dt: inItem,
	atom.Td: inTable, atom.Th: inTable, atom.Figure: inFigure, atom.Figcaption: inCaption | inFigure,
	atom.Blockquote: inQuote, atom.Nav: inNav, atom.Menu: inNav, atom.Aside: inAside,
	atom.Footer: inFooter, atom.Header: inHeader, atom.Form: inForm, atom.P: inParagraph,
	atom.Article: inArticle, atom.Main: inArticle, atom.Time: inDate, atom.Pre: inPre,
}

// names are the words by which pages name the parts of an article in class, id,
// itemprop and the like, without their inner hyphens and in lower case.
var names = map[string]place{
	"comments": inComments, "comment": inComments, "disqus": inComments, "livefyre": inComments,
	"respond": inComments, "commentlist": inComments, "replies": inComments,

	"caption": inCaption, "figcaption": inCaption, "cutline": inCaption, "imgcaption": inCaption,
	"imagecaption": inCaption, "photocaption": inCaption, "photocredit": inCaption, "imagecredit": inCaption,
	"wpcaption": inCaption,

	"byline": inByline, "author": inByline, "authors": inByline, "writer": inByline, "authorname": inByline,
	"dateline": inDate, "timestamp": inDate, "date": inDate, "datetime": inDate, "pubdate": inDate,
	"published": inDate, "publishdate": inDate, "datepublished": inDate, "datemodified": inDate,

	"standfirst": inDeck, "deck": inDeck, "dek": inDeck, "subtitle": inDeck, "subhead": inDeck,
	"subheadline": inDeck, "subheading": inDeck, "strapline": inDeck, "alternativeheadline": inDeck,

	"bio": inBio | inNoise, "authorbio": inBio | inNoise, "biography": inBio | inNoise,
	"authorbox": inBio | inNoise, "abouttheauthor": inBio | inNoise,

	"related": inNoise, "relatedcontent": inNoise, "relatedarticles": inNoise, "relatedposts": inNoise,
	"relatedstories": inNoise, "recommended": inNoise, "recommendations": inNoise, "readmore": inNoise,
	"seealso": inNoise, "morestories": inNoise, "mostread": inNoise, "popular": inNoise, "trending": inNoise,
	"share": inNoise, "sharing": inNoise, "sharebar": inNoise, "social": inNoise, "socialshare": inNoise,
	"sharedaddy": inNoise, "addthis": inNoise, "sharethis": inNoise,
	"newsletter": inNoise, "signup": inNoise, "subscribe": inNoise, "subscription": inNoise,
	"paywall": inNoise, "promo": inNoise, "promotion": inNoise, "cookie": inNoise, "cookies": inNoise,
	"gdpr": inNoise, "consent": inNoise, "advert": inNoise, "advertisement": inNoise, "ads": inNoise,
	"ad": inNoise, "sponsored": inNoise, "sponsor": inNoise, "outbrain": inNoise, "taboola": inNoise,
	"breadcrumb": inNoise, "breadcrumbs": inNoise, "pagination": inNoise, "modal": inNoise, "popup": inNoise,
	"tags": inNoise, "taglist": inNoise, "ticker": inNoise, "login": inNoise, "toolbar": inNoise,
	"copyright": inNoise, "disclaimer": inNoise, "donate": inNoise, "donation": inNoise,
	"player": inNoise, "audioplayer": inNoise, "videoplayer": inNoise, "listen": inNoise,
	"sidebar": inAside, "rail": inAside, "nav": inNav, "navigation": inNav, "navbar": inNav, "menu": inNav,
	"footer": inFooter, "twittertweet": inEmbed, "instagrammedia": inEmbed, "tweet": inEmbed, "fbpost": inEmbed,

	"articlebody": inBodyName, "storybody": inBodyName, "entrycontent": inBodyName, "postcontent": inBodyName,
	"articlecontent": inBodyName, "bodycopy": inBodyName, "postbody": inBodyName, "articletext": inBodyName,
	"storycontent": inBodyName, "contentbody": inBodyName,
}

// placeOf is what an element itself says of the text in it.
func placeOf(n *html.Node) place {
	at := placeOfTag[n.DataAtom]
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "itemprop", "rel", "data-testid", "data-component":
			if n.DataAtom == atom.Body || n.DataAtom == atom.Html {
				continue // themes put all their switches there
			}
			at |= placeOfNames(a.Val)
		case "role":
			switch a.Val {
			case "navigation", "menu", "menubar", "search":
				at |= inNav
			case "dialog", "alertdialog":
				at |= inNoise
			case "complementary":
				at |= inAside
			case "contentinfo":
				at |= inFooter
			}
		case "hidden":
			if a.Val != "until-found" {
				at |= inHidden
			}
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				at |= inHidden
			}
		}
	}
	return at
}

// placeOfNames looks up each name of a space-separated list: whole, then by its
// neighbouring pairs of words, then by its last and its first word.
func placeOfNames(list string) place {
	var at place
	for name := range strings.FieldsSeq(list) {
		if len(name) > 60 {
			continue
		}
		words := nameWords(name)
		if len(words) == 0 {
			continue
		}
		at |= names[strings.Join(words, "")]
		for i := 1; i < len(words); i++ {
			at |= names[words[i-1]+words[i]]
		}
		at |= names[words[len(words)-1]]
		at |= names[words[0]] & (inNoise | inComments | inCaption | inByline)
	}
	return at
}

// nameWords cuts "c-articleBody__text" into c, article, body, text.
func nameWords(name string) []string {
	var words []string
	start := 0
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(name[start:end]))
		}
	}
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c == '-' || c == '_' || c == ':' || c == '.' || c == '/':
			cut(i)
			start = i + 1
		case c >= 'A' && c <= 'Z' && i > start && name[i-1] >= 'a' && name[i-1] <= 'z':
			cut(i)
			start = i
		}
	}
	cut(len(name))
	return words
}
