package encoder

import "math"

// quantizeRow rounds a row of weights to eight bits and returns the scale that
// turns them back. The scale is the one of a few dozen, between the row's largest
// magnitude and half of it, whose squared error is least: clipping a lone large
// weight can serve all the others.
func quantizeRow(dst []int8, src []float32) (scale float32) {
	var top float64
	for _, v := range src {
		top = max(top, math.Abs(float64(v)))
	}
	if top == 0 {
		clear(dst)
		return 0
	}
	const steps = 50
	best, bestErr := top/127, math.Inf(1)
	for i := range steps {
		s := top / 127 * (1 - 0.5*float64(i)/steps)
		if e := roundingError(src, s, bestErr); e < bestErr {
			best, bestErr = s, e
		}
	}
	scale = float32(best)
	for i, v := range src {
		dst[i] = int8(round8(float64(v), float64(scale)))
	}
	return scale
}

// roundingError is the squared error of a row at a scale, or something above stop
// as soon as it exceeds that.
func roundingError(src []float32, scale, stop float64) (sum float64) {
	for _, v := range src {
		d := float64(v) - scale*round8(float64(v), scale)
		if sum += d * d; sum > stop {
			return sum
		}
	}
	return sum
}

func round8(v, scale float64) float64 {
	return min(max(math.RoundToEven(v/scale), -127), 127)
}
