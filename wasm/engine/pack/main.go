// Command pack makes a WebAssembly module that Go has linked smaller to download.
// The linker splits the module's data at every few zero bytes, which leaves tens of
// thousands of pieces, each with an address that no compressor can foretell. pack
// writes long pieces, zeros and all: raw the module gets larger, compressed a tenth
// smaller. What it does, and what memory holds, stays the same.
//
//	pack IN OUT
package main

import (
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pack IN OUT")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(in, out string) error {
	module, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	packed, err := pack(module)
	if err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	return os.WriteFile(out, packed, 0o644)
}
