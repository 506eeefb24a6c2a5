package date_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hearsay-news/hearsay"
	"github.com/hearsay-news/hearsay/nlp/norm/date"
)

// published is the day of publication in the tests: Monday, 28 April 2025.
var published = time.Date(2025, 4, 28, 0, 0, 0, 0, time.UTC)

// show writes what is found as "words=value; words=value".
func show(doc string, found []date.Found) string {
	var all []string
	for _, d := range found {
		all = append(all, doc[d.Span.Start:d.Span.End]+"="+d.Value())
	}
	return strings.Join(all, "; ")
}

var cases = []struct{ text, want string }{
	// Whole dates.
	{"The truce was signed on 28 April 2025 in Kestrel.", "28 April 2025=2025-04-28"},
	{"The truce was signed on April 3, 2025, in Kestrel.", "April 3, 2025=2025-04-03"},
	{"Norland joined the bloc on Apr. 3, 2019.", "Apr. 3, 2019=2019-04-03"},
	{"The verdict came on the 28th of February, 2024.", "28th of February, 2024=2024-02-28"},
	{"The file is dated 2025-03-14.", "2025-03-14=2025-03-14"},
	{"The file is dated 14/03/2025.", "14/03/2025=2025-03-14"},
	{"The file is dated 14.03.2025.", "14.03.2025=2025-03-14"},
	{"The dam failed on Tuesday, 22 April 2025, at dawn.", "Tuesday, 22 April 2025=2025-04-22"},
	{"On Feb. 25, the cadets paraded.", "Feb. 25=2025-02-25"},
	{"The mayor resigned on April 26.", "April 26=2025-04-26"},
	{"The vote will be held on June 8.", "June 8=2025-06-08"},
	{"The mine was closed on December 1.", "December 1=2024-12-01"},
	{"The court will hear the case on 3 May.", "3 May=2025-05-03"},
	{"The rally on May 1 drew thousands.", "May 1=2024-05-01"},
	// Days of the week.
	{"The ministry said on Monday that the dam was sound.", "Monday=2025-04-28"},
	{"The ministry said on Tuesday that the dam was sound.", "Tuesday=2025-04-22"},
	{"The party leaders will meet on Tuesday.", "Tuesday=2025-04-29"},
	{"Ministers are to meet on Friday in Kestrel.", "Friday=2025-05-02"},
	{"She told reporters late Tuesday that talks had failed.", "late Tuesday=2025-04-22"},
	{"Shelling began on Saturday night.", "Saturday night=2025-04-26"},
	{"Monday's vote was delayed.", "Monday=2025-04-28"},
	{"The bank is expected to cut rates on Thursday.", "Thursday=2025-05-01"},
	{"The strike began last Tuesday.", "last Tuesday=2025-04-22"},
	{"The team plays again next Friday.", "next Friday=2025-05-09"},
	{"He said he would resign on Wednesday.", "Wednesday=2025-04-30"},
	{"The minister was due to speak on Wednesday.", "Wednesday=2025-04-30"},
	{"Rescuers failed to reach the village on Sunday.", "Sunday=2025-04-27"},
	{"Talks continued Thursday in Kestrel.", "Thursday=2025-04-24"},
	{"The company reported results on Tuesday of last week.", "Tuesday of last week=2025-04-22"},
	{"Officials have been meeting since Friday.", "since Friday=2025-04-25/.."},
	// Relative days.
	{"The army said today that the town had fallen.", "today=2025-04-28"},
	{"Yesterday the court freed him.", "Yesterday=2025-04-27"},
	{"The council votes tomorrow.", "tomorrow=2025-04-29"},
	{"The envoy arrived three days ago.", "three days ago=2025-04-25"},
	{"He was arrested a week ago.", "a week ago=2025-04-21"},
	{"The clinic reopened the day before yesterday.", "the day before yesterday=2025-04-26"},
	{"Police shot him last night.", "last night=2025-04-27"},
	{"The bridge fell on March 3, 2021. Later that day the minister resigned.", "March 3, 2021=2021-03-03; Later that day=2021-03-03"},
	{"The bridge fell on March 3, 2021. The next day the minister resigned.", "March 3, 2021=2021-03-03; The next day=2021-03-04"},
	{"The bridge fell on March 3, 2021. The minister had resigned the previous day.", "March 3, 2021=2021-03-03; the previous day=2021-03-02"},
	{"The bridge fell on March 3, 2021. It was rebuilt two years later.", "March 3, 2021=2021-03-03; two years later=2023"},
	// Months.
	{"In May 30 people drowned.", "May=2024-05"},
	{"The agency stated in January that the count was wrong.", "January=2025-01"},
	{"In November 2024, the ministry estimated the loss.", "November 2024=2024-11"},
	{"The plant closed in November.", "November=2024-11"},
	{"The plant will close in November.", "November=2025-11"},
	{"Last January the plant closed.", "Last January=2025-01"},
	{"A committee found last month that the warning was ignored.", "last month=2025-03"},
	{"The factory opened in early March.", "early March=2025-03"},
	{"The pipeline burst in mid-2024.", "mid-2024=2024"},
	{"Fighting resumed in late 2023.", "late 2023=2023"},
	{"The festival returns this August.", "this August=2025-08"},
	{"In April, the clinic ran out of vaccine.", "April=2025-04"},
	{"Elections are due in September.", "September=2025-09"},
	// Years and longer.
	{"He was elected in 2019.", "2019=2019"},
	{"He was jailed in the 1990s.", "the 1990s=1990/1999"},
	{"The deal was signed last year.", "last year=2024"},
	{"The tax will rise next year.", "next year=2026"},
	{"Exports fell this year.", "this year=2025"},
	{"The war began two years ago.", "two years ago=2023"},
	{"Profit was 40 million, up from 30 million a year earlier.", "a year earlier=2024"},
	{"The 2024 election was disputed.", "2024=2024"},
	{"The agency published its 2023 report.", "2023=2023"},
	{"The cathedral dates from the 15th century.", "15th century=1400/1499"},
	{"The plague struck between 1665 and 1666.", "between 1665 and 1666=1665/1666"},
	// Weeks, quarters, seasons.
	{"Two more were charged last week.", "last week=2025-04-21/2025-04-27"},
	{"Hundreds marched over the weekend.", "the weekend=2025-04-26/2025-04-27"},
	{"Sales rose in the first quarter of 2023.", "the first quarter of 2023=2023-01/2023-03"},
	{"Revenue fell in Q3.", "Q3=2024-07/2024-09"},
	{"Sales fell in the fourth quarter.", "the fourth quarter=2024-10/2024-12"},
	{"The coast flooded last summer.", "last summer=2024-06/2024-08"},
	{"The drought of the summer of 2022 ruined farms.", "summer of 2022=2022-06/2022-08"},
	// Ranges.
	{"The fair will run from 3 to 9 May.", "from 3 to 9 May=2025-05-03/2025-05-09"},
	{"The fair was held on May 3-9, 2024.", "May 3-9, 2024=2024-05-03/2024-05-09"},
	{"Prices doubled between January and March.", "between January and March=2025-01/2025-03"},
	{"He served as mayor in 2019-2021.", "2019-2021=2019/2021"},
	{"From November to March the road was shut.", "From November to March=2024-11/2025-03"},
	{"The clinic was shut from 28 March to 2 April.", "from 28 March to 2 April=2025-03-28/2025-04-02"},
	// Open ends.
	{"More than 300 have died since January.", "since January=2025-01/.."},
	{"The mandate runs until 2026.", "until 2026=../2026"},
	{"The army must leave by the end of the year.", "by the end of the year=../2025"},
	{"Reply before Friday, the judge ordered.", "before Friday=../2025-05-01"},
	{"No flights will leave after May 15.", "after May 15=2025-05-16/.."},
	{"The sanctions have been in force since 2014.", "since 2014=2014/.."},
	{"He was freed after the March 11 attacks.", "March 11=2025-03-11"},
	// Lengths from today.
	{"Nine people have died in the past three months.", "the past three months=2025-01/2025-04"},
	{"The firm will hire 300 people over the next two years.", "the next two years=2025/2027"},
	{"It has rained for the last ten days.", "the last ten days=2025-04-18/2025-04-28"},
	{"The trial will begin in two weeks.", "in two weeks=2025-05-12"},
	// Holidays.
	{"The truce held through Christmas.", "through Christmas=../2024-12-25"},
	{"The attack came on New Year's Eve.", "New Year's Eve=2024-12-31"},
	{"Services were held on Easter Sunday.", "Easter Sunday=2025-04-20"},
	{"Stores will open early on Thanksgiving.", "early on Thanksgiving=2025-11-27"},
	{"Norland has grown over the past decade.", "the past decade=2015/2025"},
	{"He served on the ridge this winter.", "this winter=2024-12/2025-02"},
	{"During Tuesday's hearing the senators will not speak.", "Tuesday=2025-04-22"},
	{"He was chosen to moderate the debate on April 9.", "April 9=2025-04-09"},
	// No dates.
	{"Voters punished states that may not want to chip in.", ""},
	{"A reporter for USA Today saw her.", ""},
	{"She lost a brother on 9/11.", ""},
	{"The army may march on the capital.", ""},
	{"Soldiers march as the sun sets.", ""},
	{"April Sile said the count was wrong.", ""},
	{"Theresa May said the deal was dead.", ""},
	{"Some 2,000 people marched; 2000 people were fed.", ""},
	{"The Sunday Times said so.", ""},
	{"It was the 300th day of the siege.", ""},
	{"He lives at 1984 Harbour Road.", ""},
	{"The suspect, 28, was held in room 2019.", ""},
	{"She finished second in the first race.", ""},
	{"The truce may last two weeks.", ""},
	{"It was the worst flood in 10 years.", ""},
	{"They climbed to the 28th floor.", ""},
	{"Brodar won 1,500 metres gold in 2012 seconds.", ""},
	{"The shares cost $2024 each.", ""},
	{"Mr May denied it.", ""},
	{"The Black Sunday group claimed the attack.", ""},
	{"The fall of the town shocked the spring markets.", ""},
}

func TestFind(t *testing.T) {
	analyse := analyser(t)
	for _, c := range cases {
		an := analyse(c.text)
		if got := show(c.text, date.Find(an, 0, len(an.Tokens), published, nil)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// Without a day of publication only dates that need none are found.
func TestNoReference(t *testing.T) {
	analyse := analyser(t)
	text := "He said on Tuesday that the war, which began on 3 May 2021, would end next year. Two years later it did, in March."
	an := analyse(text)
	if got, want := show(text, date.Find(an, 0, len(an.Tokens), time.Time{}, nil)), "3 May 2021=2021-05-03; Two years later=2023"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReference(t *testing.T) {
	for published, want := range map[string]bool{"2025-04-28": true, "2025-04-28T10:00:00Z": true, "": false, "2025-04": false, "2025-13-01": false} {
		if _, ok := date.Reference(&hearsay.Document{Published: published}); ok != want {
			t.Errorf("%q: %v", published, ok)
		}
	}
}
