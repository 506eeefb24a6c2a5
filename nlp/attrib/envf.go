package attrib

import (
	"os"
	"strconv"
)

func envf(k string, d float32) float32 {
	if v, err := strconv.ParseFloat(os.Getenv(k), 32); err == nil {
		return float32(v)
	}
	return d
}

var bsource, bcue, bcontent = envf("BS", .3), envf("BQ", .3), envf("BC", .3)
