package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Furniture lines are told by how they begin, or by the whole of what they say.
// Each list is in lower case, with straight apostrophes and single spaces.

// junkWhole are whole lines, final colons, dots and ellipses taken away.
var junkWhole = wordSet(`
advertisement|advertisements|ad|sponsored|sponsored content|paid content|promoted|promoted content
advertisement - continue reading below|advertisement - scroll to continue|story continues below advertisement
article continues below advertisement|story continues below|article continues below|continue reading below|scroll to continue
share|share this|share this article|share this story|share article|share on facebook|share on twitter|share on x|share via email
tweet|pin it|whatsapp|facebook|twitter|linkedin|reddit|email|e-mail|print|print this page|save|copy link|link copied|comments|comment|leave a comment
facebook twitter|post a comment|view comments|show comments|join the conversation|no comments
subscribe|subscribe now|sign up|sign in|log in|login|register|newsletter|newsletters|follow|follow us|follow us on twitter|follow us on facebook
read more|see more|more|learn more|find out more|click here|click here for more|see also|also read|read also|read next|up next|watch|watch now|listen|listen now|more on this story|most read|most popular|trending|trending now|you may also like|you might also like|you may like|don't miss|recommended|recommended for you|related|related articles|related stories|related content|related topics|related links|related coverage|more stories|more from|more news|latest|latest news|top stories|what to read next|editor's picks|editors' picks|in this article|topics|tags
author|about the author|contact the author|image caption|media caption|image copyright|photo|photos|video|gallery|photo gallery|play video|loading|loading...|skip to content|skip to main content|back to top|menu|search|home|next|previous|toggle caption|hide caption|enlarge this image|getty images|live|print edition
all rights reserved|terms of use|privacy policy|terms of service|cookie policy|contact us|about us|ap photo|0 comments
`)

// junkStart begin lines that send the reader elsewhere, whatever follows.
var junkStart = wordList(`
read more:|read more about|read more on|read more at|read also:|also read:|also read |read:|read next:|see more:|see also:|see also |related:|related stories:|related articles:|related story:|related article:|more:|more on this|more from |more related|don't miss:|don't miss |recommended:|recommended reading:|watch:|watch now:|watch more:|listen:|listen to this |listen to the story|play this |up next:|you might also like|you may also like|view gallery|photos:|in pictures:|gallery:|video:|download:
click here to|click here for|click to share|tap here to|share this|follow us on|follow us at|follow us |like us on|find us on|join us on|follow me on|follow him on|follow her on|follow them on|connect with us
subscribe to |sign up for |sign up to |get the latest |get our |get breaking news|download our app|download the app|support our journalism|support independent journalism|become a member|start your free trial|already a subscriber|this article is for subscribers|to continue reading|create a free account
copyright ©|copyright (c)|© |(c) 20|all rights reserved|this material may not be published|the views expressed in this|the opinions expressed in this|this content is provided by|this article was originally published|this story was originally published|this article originally appeared|this story originally appeared|republished with permission
leave a reply|leave a comment|add your comment|view all comments|we use cookies|by continuing to use|accept cookies|we may earn |we may receive |as an amazon associate|this post contains affiliate|
have a tip|have a news tip|got a tip|got a story|send tips to|contact the reporter|email the author|reach the reporter|reach the author|for more information, visit|visit our website|enjoyed this|thank you for reading|thanks for reading|advertisement
`)

// junkPairs are words that, both in one short line, ask for something.
var junkPairs = [][2]string{
	{"sign up", "newsletter"}, {"sign up", "inbox"}, {"subscribe", "newsletter"}, {"subscribe", "inbox"},
	{"follow ", " on twitter"}, {"follow ", " on facebook"}, {"follow ", " on instagram"}, {"follow ", "twitter.com/"},
	{"follow ", " on x"}, {"on twitter", "follow "}, {"reach", "@"}, {"email", "@"}, {"e-mail", "@"}, {"contact", "@"},
	{"follow ", " @"}, {"newsletter", "click here"}, {"may be reached at", "@"}, {"can be reached at", "@"},
	{"subscribe", "podcast"}, {"subscribe", "channel"}, {"delivered to your", "inbox"}, {"straight to your", "inbox"},
}

// junkLine reports whether a line is furniture by its own words: it asks the
// reader to do something on the site, names a control, or holds no word at all.
func junkLine(s string) bool {
	if len(s) > 400 || len(s) > 300 && endsSentence(s) {
		return false
	}
	if !hasWord(s) {
		return true
	}
	var buf [400]byte
	low := fold(buf[:0], s)
	whole := strings.Trim(low, " :.…|»›>-–—•*[]()!→▼+")
	if junkWhole[whole] {
		return true
	}
	if n, what, ok := strings.Cut(whole, " "); ok && isDigits(n) && (what == "comments" || what == "comment" || what == "shares" || what == "views") {
		return true
	}
	if strings.HasPrefix(whole, "copyright ") && (strings.Contains(low, "rights reserved") || len(s) < 80) {
		return true
	}
	for _, p := range junkStart {
		if strings.HasPrefix(whole, p) || strings.HasPrefix(low, p) {
			return len(s) <= 200 || !endsSentence(s)
		}
	}
	if len(low) <= 250 && firstIsCall(whole) {
		for _, p := range junkPairs {
			if strings.Contains(low, p[0]) && strings.Contains(low, p[1]) {
				return true
			}
		}
	}
	if strings.HasPrefix(low, "more ") && len(low) < 50 && (strings.HasSuffix(whole, " stories") || strings.HasSuffix(whole, " articles")) {
		return true
	}
	return bareAddress(whole)
}

// firstIsCall keeps the look-up of pairs off ordinary sentences: such lines
// begin with the call itself, or name a writer before it.
func firstIsCall(low string) bool {
	for _, w := range [...]string{"sign", "subscribe", "follow", "on twitter", "reach", "email", "e-mail", "contact", "get", "want", "receive", "don't", "never", "like"} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return strings.Contains(low, "reached at") || strings.HasPrefix(low, "— follow")
}

// bareAddress reports whether the line is nothing but a web or mail address or
// an account's name.
func bareAddress(s string) bool {
	if strings.HasPrefix(s, "http") && strings.Contains(s[:min(len(s), 12)], "/ /") {
		return true // an address that a tokeniser pulled apart
	}
	if strings.ContainsAny(s, " \t\n") || s == "" {
		return false
	}
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.") ||
		strings.HasPrefix(s, "twitter.com/") || strings.HasPrefix(s, "facebook.com/") ||
		s[0] == '@' && len(s) > 1 || strings.IndexByte(s, '@') > 0 && strings.Contains(s[strings.IndexByte(s, '@'):], ".")
}

// hasWord reports whether s has a letter or a digit.
func hasWord(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return true
		}
	}
	return false
}

// fold appends s to buf in lower case, apostrophes straight and white space
// single, and gives it back as a string.
func fold(buf []byte, s string) string {
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = len(buf) > 0
			continue
		case r == '’' || r == '‘':
			r = '\''
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		default:
			r = unicode.ToLower(r)
		}
		if space {
			buf = append(buf, ' ')
			space = false
		}
		buf = utf8.AppendRune(buf, r)
	}
	return string(buf)
}

// sameWords reports whether two lines say the same, case, marks and spacing
// aside.
func sameWords(a, b string) bool {
	for {
		var x, y rune
		x, a = nextLetter(a)
		y, b = nextLetter(b)
		if x != y {
			return false
		}
		if x == 0 {
			return true
		}
	}
}

func nextLetter(s string) (rune, string) {
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r), s[i+utf8.RuneLen(r):]
		}
	}
	return 0, ""
}

// endsSentence reports whether s ends in a full stop, question or exclamation
// mark or an ellipsis, closing quotes and brackets aside.
func endsSentence(s string) bool {
	for len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		switch r {
		case '.', '!', '?', '…', '。', '！', '？':
			return true
		case '"', '\'', '”', '’', ')', ']', '»', '›', '」', '』', ' ', '\u00a0', '\n', '*':
			s = s[:len(s)-size]
		default:
			return false
		}
	}
	return false
}

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range wordList(list) {
		set[w] = true
	}
	return set
}

// wordList cuts a list at bars and line ends. White space at the end of an
// entry counts, as it keeps "get our " off "get ourselves".
func wordList(list string) []string {
	var out []string
	for line := range strings.Lines(list) {
		for w := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "|") {
			if strings.TrimSpace(w) != "" {
				out = append(out, w)
			}
		}
	}
	return out
}
