package change_test

import (
	"strings"
	"testing"

	"github.com/hearsay-news/hearsay/ledger/change"
)

// Each line stands as a paragraph behind the story's body; what is in braces is the
// notice.
const notices = `
correction {Correction: An earlier version of this article gave the wrong figure.}
correction {CORRECTION (22 Feb.): The service estimates 20 dead, not 30.}
correction {Correction — The name of the director was misspelt.}
correction {Corrections and clarifications: the service estimates 20 dead, not 30.}
correction {*Correction: the figure is 20.*}
correction {An earlier version of this article misstated the number of soldiers killed.}
correction {A previous version of this story incorrectly said that 30 soldiers were killed.}
correction {An earlier version of this report wrongly identified the director of the service.}
correction {The original version of this article misidentified the regiment. It has been corrected.}
correction {An earlier headline said that 30 soldiers were killed.}
correction {In an earlier version of this article we said that 30 soldiers were killed.}
correction {This article was amended on 22 February 2024 to correct the number of the dead.}
correction {• This article was amended on 22 February 2024. The service estimates 20 dead, not 30.}
correction {This story has been corrected to say that the service estimates 20 dead.}
correction {(This story has been refiled to correct the figure in paragraph 1.)}
correction {(Corrects figure in first paragraph to 20)}
correction {(Refiles to fix spelling of name in paragraph 4)}
correction {This version corrects the spelling of the name Maddern.}
correction {Due to an editing error, the number of the dead was wrong.}
correction {Because of a reporting error, this article gave the wrong figure.}
correction Nobody else was hurt. {We regret the error.}
correction The ministry said so. {(This article has been corrected to give the right figure.)}
correction {Erratum: for 30 read 20.}
correction {_This article has been corrected: the figure is 20._}
correction {Editor's note: An earlier version of this article misstated the figure.}
clarification {Clarification: The figure is of the dead alone.}
clarification {CLARIFICATION — the figure is of the dead alone.}
clarification {This article has been updated to clarify that the figure is of the dead alone.}
clarification {This story was edited for clarity on 22 February.}
clarification {Editors’ note: this article has been clarified.}
editor's note {Editor’s note: This article contains an account of violence.}
editor's note {EDITOR'S NOTE: The ministry answered after the story was filed.}
editor's note {Note to readers: the ministry answered after the story was filed.}
update {Update: The ministry has since answered.}
update {UPDATE 2 p.m.: The ministry has since answered.}
update {UPDATED: This story now has the ministry's answer.}
update {Update, 14:05 GMT: The ministry has since answered.}
update {Updated to add the ministry's answer.}
update {This article has been updated with the ministry's answer.}
update {This story has been updated.}
update {(Adds quotes and background)}
update {(Updates with comment of the ministry)}
retraction {This article has been retracted.}
retraction {Retraction: we cannot stand by our report of 21 February.}
retraction {The article has been withdrawn while we review how it was reported.}
retraction {We no longer stand by that part of our report, and we regret the error.}
retraction {We have removed this article because its figures could not be confirmed.}
retraction {Correction: On 6 February we reported two helicopters. The official withdraws it. We no longer stand by the report, which is retracted.}
retraction {MANDATORY KILL: editors, do not use the story about the ridge.}
none The ministry said a correction of the figures would follow.
none The market saw a correction of four percent.
none Correction officers searched the cells on Monday.
none The general updated lawmakers on the losses on Tuesday.
none An update is expected on Wednesday.
none Updated: Tuesday 6 February 2024, 11.40
none The minister withdrew the bill and retracted his remarks.
none “We regret the error,” the minister said of the raid, which killed nine.
none The earlier report of the committee named nobody.
none The editor of the Ledger, a note in hand, met the minister.
none The bill was amended by the committee in the spring.
none The kill zone lay between the barracks and the road.
none He was corrected by the chairman, who said it was nine.
`

func TestNotice(t *testing.T) {
	n := 0
	for line := range strings.Lines(notices) {
		if line = strings.TrimSuffix(line, "\n"); line == "" {
			continue
		}
		kind, rest, _ := strings.Cut(line, " ")
		if kind == "editor's" {
			kind, rest = "editor's note", strings.TrimPrefix(rest, "note ")
		}
		text := strings.NewReplacer("{", "", "}", "").Replace(rest)
		n++
		for where, lines := range map[string][]string{"last": plus(text), "first": append([]string{text}, story...), "credit": plus("r:" + text)} {
			c := change.Between(version(story...), version(lines...))
			switch {
			case kind == "none" && c.Notice != nil:
				t.Errorf("%s: %v is none: %s", where, c.Notice.Kind, text)
			case kind == "none":
			case c.Notice == nil:
				t.Errorf("%s: no notice in %s", where, text)
			default:
				doc := document(lines...)
				_, want, _ := strings.Cut(rest, "{")
				want, _, _ = strings.Cut(want, "}")
				if got := doc.Text[c.Notice.Span.Start:c.Notice.Span.End]; c.Notice.Kind.String() != kind || got != want {
					t.Errorf("%s: %v %q, want %s %q", where, c.Notice.Kind, got, kind, want)
				}
				if c.Class != change.Substantive || !strings.Contains(c.Reasons[0], kind+" appeared") {
					t.Errorf("%s: %v %q", where, c.Class, c.Reasons)
				}
			}
		}
	}
	t.Logf("%d wordings", n)
}

// A heading of its own takes in what stands under it; what was there before is no new
// notice, save for what is added to it.
func TestNoticeUnderHeading(t *testing.T) {
	first, second := "On 6 February we reported that two helicopters had set down men behind the barracks.", "The official has since told us that he was repeating barrack-room talk, and he withdraws the account."
	old, new := version(story...), version(plus("Correction", first, second)...)
	c := change.Between(old, new)
	if c.Notice == nil || c.Notice.Kind != change.Correction || new.Doc.Text[c.Notice.Span.Start:c.Notice.Span.End] != "Correction\n\n"+first+"\n\n"+second {
		t.Errorf("%+v", c.Notice)
	}
	if c := change.Between(new, new); c.Notice != nil {
		t.Errorf("nothing changed: %+v", c.Notice)
	}
	more := version(plus("Correction", "The figure in the second paragraph of this article is 20 and not 30, as we first had it.", first, second)...)
	if c := change.Between(new, more); c.Notice == nil || c.Notice.Kind != change.Correction {
		t.Errorf("one more: %+v", c.Notice)
	}
	if c := change.Between(new, old); c.Notice != nil || !strings.Contains(c.Reasons[0], "a correction vanished") {
		t.Errorf("taken out: %+v", c)
	}
}
