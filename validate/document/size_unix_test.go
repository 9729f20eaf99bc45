//go:build (linux || darwin) && (amd64 || arm64)

package document_test

import (
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/document"
)

// TestTooLarge reads nothing of a text that is too long. The text is mapped,
// but never touched, and so takes no memory.
func TestTooLarge(t *testing.T) {
	data, err := syscall.Mmap(-1, 0, 1<<31, syscall.PROT_READ, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	defer syscall.Munmap(data)
	d := document.Parse(data)
	if diff := cmp.Diff(vs{syntax(validate.CauseSize, 0, 0, 0)}, d.Syntax()); diff != "" {
		t.Errorf("Syntax (-want +got):\n%s", diff)
	}
	if d.Root().Exists() {
		t.Error("there is a root")
	}
}
