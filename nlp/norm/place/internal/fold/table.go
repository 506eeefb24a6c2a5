package fold

// latin holds the plain letter of each character from U+00C0 on, and more that of
// each from U+1E00 on; "-" where there is none. Made from the decompositions of the
// Unicode Character Database; letters that do not decompose have their usual one.
const (
	latin = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg" +
		"gggghhhhiiiiiiiiiiiijjkk-llllllllllnnnnnn-nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs" +
		"---------------a--f-------------oo-------------uu-------------------dddlllnnnaaiioouuuuuuuuuu-aa" +
		"aa----ggkkoooo--jdddgg--nnaa----aaaaeeeeiiiioooorrrruuuusstt--hh------aaeeooooooooyy------------" +
		"----------------"
	more = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr" +
		"ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas----aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee" +
		"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy------"
)
