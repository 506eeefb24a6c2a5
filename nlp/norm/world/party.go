package world

// Party gives the country that words stand for: its name, a demonym, or its seat of power.
func Party(words string) (string, bool) {
	e, ok := Lookup(words)
	if !ok || e.Party == "" || e.Kind != CountryName && e.Kind != Demonym && e.Kind != Seat {
		return "", false
	}
	return e.Party, true
}
