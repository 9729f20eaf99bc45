package rpc

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// ReadToken reads a bearer token from a file that nobody but its owner can read
// (mode 0600). White space around the token does not count.
func ReadToken(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	if err := checkOwner(file); err != nil {
		return "", err
	}
	const most = 4096
	content, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return "", err
	}
	token := strings.TrimSpace(string(content))
	switch {
	case len(content) > most:
		return "", fmt.Errorf("%s has more than %d bytes, too many for a token", path, most)
	case token == "":
		return "", fmt.Errorf("%s is empty; write a token into it", path)
	case strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }):
		return "", fmt.Errorf("the token in %s must be one word of printable ASCII characters", path)
	}
	return token, nil
}
