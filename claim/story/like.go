package story

// Likeness is how much two articles are about the same, 0 to 1: the cosine of their
// features, less where they name different years or were published far apart.
func Likeness(a, b *Features) float64 {
	sum := float32(0)
	x, y := a.keys, b.keys
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case x[i] > y[j]:
			j++
		default:
			sum += float32(a.weights[i] * b.weights[j])
			i, j = i+1, j+1
		}
	}
	return float64(sum) * apart(a, b)
}

// apart is what speaks against one story, as a factor.
func apart(a, b *Features) float64 {
	return apartYears(a.years, b.years) * apartDays(a.Day, b.Day)
}

// apartYears is less than 1 where both articles name years and none is the same.
func apartYears(a, b []uint16) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 1
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			return 1
		}
	}
	return otherYears
}

// otherYears is what articles are alike that name years, but no year in common.
const otherYears = .8

// A story may run for a year: what was published a month apart is as likely of one as
// what was on one day, and less so up to a year.
const (
	near, far = 30, 365 // days
	farApart  = .8
)

func apartDays(a, b int) float64 {
	if a == 0 || b == 0 {
		return 1
	}
	days := max(a-b, b-a)
	if days <= near {
		return 1
	}
	return 1 - (1-farApart)*float64(min(days, far)-near)/(far-near)
}
