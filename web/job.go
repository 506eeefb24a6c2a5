package web

import (
	"net/http"
	"strconv"

	"github.com/hearsay-news/hearsay/ingest/desk"
	"github.com/hearsay-news/hearsay/ingest/newsroom"
)

// jobRow is a job in a list.
type jobRow struct {
	*newsroom.Job
	State  newsroom.JobState
	Faults int
}

func rowOf(j *newsroom.Job) jobRow {
	row := jobRow{Job: j, State: j.State()}
	for i := range row.State.Outcomes {
		if row.State.Outcomes[i].Fault != "" {
			row.Faults++
		}
	}
	return row
}

// outcomeRow is what became of an article, in words.
type outcomeRow struct {
	Name  string `json:"name"`
	URL   string `json:"url,omitempty"` // of the document
	Text  string `json:"text"`
	Fault bool   `json:"fault,omitempty"`
}

func outcomeOf(o *desk.Outcome) outcomeRow {
	row := outcomeRow{Name: o.Name}
	if o.Document != "" {
		row.URL = "/document/" + o.Document
	}
	switch {
	case o.Fault != "":
		row.Fault, row.Text = true, o.Fault
	case o.Lost:
		row.Fault, row.Text = true, "it left the queue, and what became of it is not known here"
	case o.Known:
		row.Text = "the ledger had it before"
	case o.Replaces != "":
		row.Text = "a new version, " + o.Class + "; " + plural(o.Statements, "statement")
	default:
		row.Text = plural(o.Statements, "statement")
	}
	if o.Copies > 0 {
		row.Text += "; " + plural(o.Copies, "copy") + " found"
	}
	return row
}

// jobPage is a job with some of what became of its articles.
type jobPage struct {
	jobRow
	Rows     []outcomeRow
	From     int // place of the first of Rows
	Behind   int // place behind the last
	Next     string
	Kept     int // outcomes that are kept; further ones are counted alone
	Live     bool
	NoneKept bool
}

func (s *Site) findJob(r *http.Request) (*newsroom.Job, error) {
	if s.Newsroom.Jobs != nil {
		if j := s.Newsroom.Jobs.Job(r.PathValue("id")); j != nil {
			return j, nil
		}
	}
	return nil, &notFound{"job; those of before the program was started are forgotten, and what they read is in the ledger"}
}

func (s *Site) job(w http.ResponseWriter, r *http.Request) error {
	j, err := s.findJob(r)
	if err != nil {
		return err
	}
	from, err := number(r.URL.Query().Get("from"))
	if err != nil {
		return err
	}
	p := &jobPage{jobRow: rowOf(j)}
	list := p.State.Outcomes
	p.Kept, p.From = len(list), min(from, len(list))
	p.Behind = min(p.From+decisionsAPage, len(list))
	for i := p.From; i < p.Behind; i++ {
		p.Rows = append(p.Rows, outcomeOf(&list[i]))
	}
	if p.Behind < len(list) {
		p.Next = jobURL(j) + "?from=" + strconv.Itoa(p.Behind)
	}
	p.Live = !p.State.Ended && p.Next == ""
	s.show(w, r, http.StatusOK, "job.html", "Job", p)
	return nil
}

// number reads a place in a list, "" for its beginning.
func number(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, wrong("the address names no place in the list: %q", text)
	}
	return n, nil
}

// jobsPage is a page of the jobs that are remembered, the newest first.
type jobsPage struct {
	Jobs []jobRow
	Next string
}

func (s *Site) jobs(w http.ResponseWriter, r *http.Request) error {
	p := &jobsPage{}
	if s.Newsroom.Jobs != nil {
		after, found := r.URL.Query().Get("after"), false
		for _, j := range s.Newsroom.Jobs.All() {
			switch {
			case after != "" && !found:
				found = j.ID == after
			case len(p.Jobs) == decisionsAPage:
				p.Next = "/jobs?after=" + p.Jobs[len(p.Jobs)-1].ID
			default:
				p.Jobs = append(p.Jobs, rowOf(j))
			}
		}
	}
	s.show(w, r, http.StatusOK, "jobs.html", "Jobs", p)
	return nil
}
