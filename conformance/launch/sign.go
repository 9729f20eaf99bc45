package launch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/internal/sign"
)

// Forgeries are the ways in which [SignOptions] can forge a signature.
func Forgeries() []string {
	var out []string
	for _, f := range append(sign.Forgeries(http.MethodGet), sign.Forgeries(http.MethodPost)...) {
		if !slices.Contains(out, string(f)) {
			out = append(out, string(f))
		}
	}
	return out
}

// SignOptions say how a request is signed.
type SignOptions struct {
	Options
	// Forbidden signs with the keys without permission.
	Forbidden bool
	// Forge is one of [Forgeries]; "" is a right signature.
	Forge string
}

// Sign runs a command line of curl with the header added that signs its request. The
// status is that of the command.
func Sign(ctx context.Context, args []string, o SignOptions, s Streams) (status int, err error) {
	req, body, err := curlRequest(ctx, args[1:], s.In)
	if err != nil {
		return 0, err
	}
	k, err := o.pair(s)
	if err != nil {
		return 0, err
	}
	if k == (conformance.Keys{}) {
		return 0, errors.New("there are no keys to sign with: give them by " + o.variables())
	}
	before := req.Header.Clone()
	sign.Authorize(req, body, sign.Keys(k), sign.Forgery(o.Forge), time.Now())
	for _, name := range sortedNames(req.Header) {
		if before[name] == nil {
			args = append(args, "-H", name+": "+req.Header.Get(name))
		}
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(body), s.Out, s.Err
	err = cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// pair are the keys to sign with.
func (o *SignOptions) pair(s Streams) (conformance.Keys, error) {
	if o.Forbidden {
		return keys("", "", "", forbiddenAccessVariable, "", forbiddenSecretVariable, s.Env)
	}
	return keys(o.AccessKey, o.SecretKeyFile, "--access-key", accessVariable, "--secret-key-file", secretVariable, s.Env)
}

func (o *SignOptions) variables() string {
	if o.Forbidden {
		return forbiddenAccessVariable + " and " + forbiddenSecretVariable
	}
	return "--access-key and --secret-key-file, or " + accessVariable + " and " + secretVariable
}

// curlRequest reads the options of curl that reports use. The body may be on standard
// input.
func curlRequest(ctx context.Context, args []string, stdin io.Reader) (req *http.Request, body string, err error) {
	method, url, header := "", "", http.Header{}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case slices.Contains([]string{"-sS", "-i", "-g", "--path-as-is"}, arg):
			continue
		case !strings.HasPrefix(arg, "-"):
			if url != "" {
				return nil, "", fmt.Errorf("one request is signed at a time, but there are two URLs: %s and %s", url, arg)
			}
			url = arg
			continue
		case i+1 == len(args):
			return nil, "", fmt.Errorf("the option %s lacks its value, or is none that can be signed", arg)
		}
		i++
		switch arg {
		case "-X":
			method = args[i]
		case "-H":
			name, value, _ := strings.Cut(args[i], ":")
			header.Add(strings.TrimSuffix(name, ";"), strings.TrimSpace(value))
		case "--data-raw":
			body = args[i]
		case "--data-binary", "-d":
			switch {
			case args[i] == "@-" && arg != "-d": // of which curl leaves line breaks out
				text, err := io.ReadAll(stdin)
				if err != nil {
					return nil, "", err
				}
				body = string(text)
			case strings.HasPrefix(args[i], "@"):
				return nil, "", fmt.Errorf("%s %s: a body in a file is not signed; give it on the command line, or to standard input with --data-binary @-", arg, args[i])
			default:
				body = args[i]
			}
		default:
			return nil, "", fmt.Errorf("the option %s is none that can be signed; there are -sS, -i, -g, --path-as-is, -X, -H, -d, --data-raw and --data-binary", arg)
		}
	}
	switch {
	case url == "":
		return nil, "", errors.New("there is no URL; give a command line of curl, as reports have it")
	case method == "" && body != "":
		method = http.MethodPost
	}
	req, err = http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return nil, "", err
	}
	req.Header = header
	return req, body, nil
}
