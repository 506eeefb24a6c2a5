package story

import "fmt"

var NCand, NMet, NLoose, NPair int

func Stats() string { return fmt.Sprint(NCand, NMet, NLoose, NPair) }
