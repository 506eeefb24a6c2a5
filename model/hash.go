package model

// HashString hashes a word or any other text (FNV-1a with a final mix).
func HashString(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return mix(h)
}

// HashLower hashes s as if its ASCII letters were small ones and its curly
// apostrophes straight, so that a word has one hash however it is set.
func HashLower(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0x98 || s[i+2] == 0x99):
			c, i = '\'', i+2
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return mix(h)
}

// Feature combines the number of a feature template with one value.
func Feature(template, a uint32) uint32 {
	return mix(a ^ template*0x9E3779B1)
}

// Feature2 combines a template with two values, in their order.
func Feature2(template, a, b uint32) uint32 {
	return mix(mix(a^template*0x9E3779B1)*31 + b)
}

// Feature3 combines a template with three values, in their order.
func Feature3(template, a, b, c uint32) uint32 {
	return mix(mix(mix(a^template*0x9E3779B1)*31+b)*31 + c)
}

// mix is the finaliser of MurmurHash3. Zero is kept free: it marks an empty slot
// of a table.
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85EBCA6B
	h ^= h >> 13
	h *= 0xC2B2AE35
	h ^= h >> 16
	if h == 0 {
		return 1
	}
	return h
}
