package stimulus

import "fmt"

// charCode names a character in a case ID: 0x2e, and beyond ASCII u+00e9.
func charCode(r rune) string {
	if r < 0x80 {
		return fmt.Sprintf("0x%02x", r)
	}
	return fmt.Sprintf("u+%04x", r)
}
