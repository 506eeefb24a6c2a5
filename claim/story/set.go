package story

import "reflect"

// Set sets a parameter.
func Set(k string, v float64) {
	f := reflect.ValueOf(&P).Elem().FieldByName(k)
	if f.Kind() == reflect.Int {
		f.SetInt(int64(v))
		return
	}
	f.SetFloat(v)
}
func Link(sim [][]float32, least float32) []int { return link(sim, least) }

// Value of P.
func Value(k string) float64 {
	f := reflect.ValueOf(&P).Elem().FieldByName(k)
	if f.Kind() == reflect.Int {
		return float64(f.Int())
	}
	return f.Float()
}
