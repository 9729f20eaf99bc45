package wire

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The header is right however wrong the guess of the message's size was.
func TestOutboxGuessedLength(t *testing.T) {
	sizes := []int{0, 1, 9, 10, 99, 100, 101, 12345}
	for _, guess := range sizes {
		for _, size := range sizes {
			var o outbox
			o.init(nil, ContentLength, time.Hour, func() {})
			body := strings.Repeat("b", size)
			for range 2 {
				mark := o.open(guess)
				o.buf = append(o.buf, body...)
				o.close(mark, guess)
			}
			message := fmt.Sprintf("Content-Length: %d\r\n\r\n%s", size, body)
			if diff := cmp.Diff(message+message, string(o.buf)); diff != "" {
				t.Errorf("guess %d, size %d (-want +got):\n%s", guess, size, diff)
			}
		}
	}
}
