package launch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
	"unicode"

	"github.com/appgauge/appgauge/conformance/internal/redact"
	"github.com/appgauge/appgauge/conformance/result"
	"github.com/appgauge/appgauge/internal/visible"
)

// The variables of the environment that hold tokens.
const (
	tokenVariable     = "APPGAUGE_TOKEN"
	forbiddenVariable = "APPGAUGE_FORBIDDEN_TOKEN"
)

// tokenCommandTime bounds how long a token command may take.
const tokenCommandTime = 30 * time.Second

// token finds a token: from the file, from the output of the command, or from
// the variable of the environment. It returns "" if none of them is given.
func token(ctx context.Context, file, command, variable string, env func(string) (string, bool)) (string, error) {
	switch {
	case file != "" && command != "":
		return "", errors.New("a token comes from a file or from a command, not from both")
	case file != "":
		text, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("the token cannot be read: %w", err)
		}
		return oneLine(string(text), file, "token")
	case command != "":
		ctx, cancel := context.WithTimeout(ctx, tokenCommandTime)
		defer cancel()
		shell := []string{"sh", "-c"}
		if runtime.GOOS == "windows" {
			shell = []string{"cmd", "/C"}
		}
		cmd := exec.CommandContext(ctx, shell[0], append(shell[1:], command)...)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		cmd.WaitDelay = time.Second
		out, err := cmd.Output()
		if err != nil {
			return "", fmt.Errorf("the token command failed: %w: %s", err, complaint(stderr.String(), string(out)))
		}
		return oneLine(string(out), "the token command's output", "token")
	}
	text, ok := env(variable)
	if !ok || text == "" {
		return "", nil
	}
	return oneLine(text, variable, "token")
}

// maxComplaint is how many bytes are shown of what a token command complains of.
const maxComplaint = 2 << 10

// complaint is what a token command wrote to its standard error, without any word
// of what it wrote to its standard output: that may be a token, or a part of one.
func complaint(stderr, stdout string) string {
	secrets := &redact.Redactor{}
	for line := range strings.Lines(stdout) {
		secrets.Add(strings.TrimSpace(line), result.MaskToken)
	}
	for word := range strings.FieldsFuncSeq(stdout, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"',:={}`, r) }) {
		secrets.Add(word, result.MaskToken)
	}
	text, cut := secrets.Finder().Start(strings.TrimSpace(stderr), maxComplaint, false)
	if cut {
		text += "…"
	}
	return visible.Text(text)
}

// oneLine is the text without white space at its ends, nor a byte order mark before it,
// which some editors write; a token, or whatever it is, has one line.
func oneLine(text, from, what string) (string, error) {
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return "", fmt.Errorf("%s is UTF-16, which no header can carry; save it as UTF-8", from)
	}
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	switch {
	case text == "":
		return "", fmt.Errorf("%s holds no %s: it is empty", from, what)
	case strings.ContainsAny(text, "\r\n"):
		return "", fmt.Errorf("%s holds more than one line; a %s is one: leave only it, and join its lines if it was wrapped", from, what)
	}
	return text, nil
}
