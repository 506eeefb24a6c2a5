package fetch

import (
	"encoding/binary"
	"net/netip"
)

// special says what kind of address at is, "" for one of the public internet. The
// ranges are those of IANA's registries of special-purpose addresses. An address
// that holds another, as those of NAT64 do, is judged by what it holds.
func special(at netip.Addr) string {
	at = at.WithZone("").Unmap()
	switch {
	case at.Is4():
		return special4(at.As4())
	case at.Is6():
		return special6(at.As16())
	}
	return "no address"
}

// special4 is special for IPv4.
func special4(b [4]byte) string {
	in := func(x, y, z byte, bits int) bool {
		shift := 32 - bits
		return binary.BigEndian.Uint32(b[:])>>shift == binary.BigEndian.Uint32([]byte{x, y, z, 0})>>shift
	}
	switch {
	case in(0, 0, 0, 8):
		return "an address of this machine"
	case in(127, 0, 0, 8):
		return "a loopback address"
	case in(10, 0, 0, 8), in(172, 16, 0, 12), in(192, 168, 0, 16):
		return "an address of a private network"
	case in(100, 64, 0, 10): // with the metadata service of one cloud, 100.100.100.200
		return "an address of a provider's own network"
	case in(169, 254, 0, 16): // with the metadata service of most clouds, 169.254.169.254
		return "a link-local address"
	case b == [4]byte{168, 63, 129, 16}: // public by its range, but each machine of Azure has its host there
		return "an address of cloud metadata"
	case in(192, 0, 0, 24), in(192, 88, 99, 24), in(198, 18, 0, 15), in(240, 0, 0, 4):
		return "a reserved address"
	case in(192, 0, 2, 24), in(198, 51, 100, 24), in(203, 0, 113, 24):
		return "an address for examples"
	case in(224, 0, 0, 4):
		return "a multicast address"
	}
	return ""
}

// special6 is special for IPv6.
func special6(b [16]byte) string {
	high, low := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
	switch {
	case high == 0 && low == 0:
		return "an address of this machine"
	case high == 0 && low == 1:
		return "a loopback address"
	case high == 0x0064_ff9b_0000_0000 && low>>32 == 0: // NAT64
		return special4([4]byte(b[12:]))
	case high>>48 == 0x2002: // 6to4, dead; the address that it holds comes first
		return "an address that holds another"
	case high>>41 == 0x2001_0000>>9: // 2001::/23, with Teredo
		return "a reserved address"
	case high>>32 == 0x2001_0db8, high>>44 == 0x3fff_0:
		return "an address for examples"
	case high>>57 == 0xfc>>1: // with a cloud's metadata service, fd00:ec2::254
		return "an address of a private network"
	case high>>54 == 0xfe80>>6:
		return "a link-local address"
	case high>>56 == 0xff:
		return "a multicast address"
	case high>>61 != 1: // 2000::/3 is all of the internet that there is so far
		return "not of the internet"
	}
	return ""
}
