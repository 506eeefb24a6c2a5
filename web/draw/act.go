package draw

// Act is what a statement does, of the groups that are told apart in pictures.
type Act uint8

// The groups of acts. Silence is that of who was asked and neither confirmed nor denied;
// who declines says that he will not say.
const (
	Assert Act = iota
	Deny
	Hedge
	Decline
	Silence
	Retract
	acts
)

var actNames = [acts]string{"asserts", "denies", "hedges", "declines", "neither confirms nor denies", "retracts"}

var actClasses = [acts]string{"assert", "deny", "hedge", "decline", "silence", "retract"}

// String says it as of one who does it: "asserts".
func (a Act) String() string {
	if a >= acts {
		return "says"
	}
	return actNames[a]
}

func (a Act) class() string {
	if a >= acts {
		return "other"
	}
	return actClasses[a]
}

// shape draws the mark of an act, 12 units broad. Each has its shape, so that none is told
// by its colour alone; those who keep silent have hollow ones.
func (c *canvas) shape(a Act, x, y float64) {
	switch a {
	case Assert:
		c.circle("full", x, y, 5.5)
	case Deny:
		c.path("stroke", "M", x-4.5, y-4.5, "L", x+4.5, y+4.5, "M", x+4.5, y-4.5, "L", x-4.5, y+4.5)
	case Hedge:
		c.path("full", "M", x, y-6, "L", x+6, y+5, "H", x-6, "Z")
	case Decline:
		c.circle("hollow", x, y, 4.7)
	case Silence:
		c.path("hollow", "M", x, y-5.8, "L", x+5.8, y, "L", x, y+5.8, "L", x-5.8, y, "Z")
	case Retract:
		c.rect("full", x-5, y-5, 10, 10, 0)
		c.path("cut", "M", x-6.5, y+6.5, "L", x+6.5, y-6.5)
	default:
		c.rect("full", x-3, y-3, 6, 6, 1)
	}
}
