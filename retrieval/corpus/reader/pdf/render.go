package pdf

import (
	"bytes"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/requests"
)

// What a page's picture has: OCR wants 300 dots an inch, and a poster would
// take gigabytes at that.
const (
	dotsPerInch = 300
	maxPixels   = 16e6
)

// PNG draws a page, counted from 0.
func (d *Document) PNG(n int) ([]byte, error) {
	size, err := d.in.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: d.ref, Index: n})
	if err != nil {
		return nil, damaged(err)
	}
	dpi := float64(dotsPerInch)
	if inches := size.Width * size.Height / (72 * 72); inches*dpi*dpi > maxPixels {
		dpi = math.Floor(math.Sqrt(maxPixels / inches))
	}
	if dpi < 1 {
		return nil, ErrPages
	}
	r, err := d.in.RenderPageInDPI(&requests.RenderPageInDPI{
		DPI:         int(dpi),
		ImageFormat: requests.RenderImageFormatGrayscale,
		Page:        requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: n}},
	})
	if err != nil {
		return nil, damaged(err)
	}
	defer r.Cleanup()
	var b bytes.Buffer
	if err := png.Encode(&b, r.Result.RenderedImage); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
