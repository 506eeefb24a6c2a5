package draw_test

import (
	"testing"

	"github.com/hearsay-news/hearsay/web/draw"
)

func BenchmarkTimeline200(b *testing.B) {
	d := manyStatements(200)
	for b.Loop() {
		draw.Timeline(d)
	}
}

func BenchmarkTimeline10000(b *testing.B) {
	d := manyStatements(10000)
	for b.Loop() {
		draw.Timeline(d)
	}
}

func BenchmarkFigures100(b *testing.B) {
	d := manyFigures(100)
	for b.Loop() {
		draw.Figures(d)
	}
}

func BenchmarkCarriage(b *testing.B) {
	d := carriage()
	for b.Loop() {
		draw.Carriage(d)
	}
}

func BenchmarkBand(b *testing.B) {
	d := band()
	for b.Loop() {
		draw.Band(d)
	}
}

func BenchmarkMap(b *testing.B) {
	d := places()
	for b.Loop() {
		draw.Map(d)
	}
}

func BenchmarkMapWorld(b *testing.B) {
	d := manyPlaces(300)
	d.Frame = draw.World()
	for b.Loop() {
		draw.Map(d)
	}
}
