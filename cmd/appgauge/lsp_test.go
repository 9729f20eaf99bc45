package main

import (
	"bufio"
	"fmt"
	"os"
)

// frame writes each line of its input as a message of the Language Server
// Protocol.
func frame() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Printf("Content-Length: %d\r\n\r\n%s", len(lines.Bytes()), lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintln(os.Stderr, "frame:", err)
		os.Exit(1)
	}
}
