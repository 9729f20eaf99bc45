package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/conformance/gateway/faults"
	"github.com/appgauge/appgauge/internal/visible"
	"github.com/appgauge/appgauge/wasm/page"
)

func newGateway() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "gateway",
		Short: "Serve the reference gateway",
		Long: `Serve a gateway that creates, lists and deletes apps exactly as documented, to
try clients and conformance runs against, and at / a page to try it by hand. It
keeps apps in memory and forgets them when it stops.

It answers requests to localhost, to the IP address that they come in on, and to
the names of --allow-host, and refuses others: a web page could send them.

Requests carry a token, or are signed by SDK-HMAC-SHA256. A gateway that is given a
token or keys takes nothing else.

A token on a command line can be read by other users of the machine; --token-file
keeps it to those who may read the file.

--fault makes the gateway break the pages in a known way, to see what a client or
a test makes of it; --list-faults lists the faults.`,
		Example: `  appgauge gateway
  appgauge gateway --fault limit/501-is-20
  appgauge gateway --list-faults
  appgauge gateway --list-faults --format json
  appgauge gateway --addr 127.0.0.1:0 --edition 2023-04 --token-file token.txt`,
		Args: cobra.NoArgs,
	}
	flags := cmd.Flags()
	addr := flags.String("addr", "127.0.0.1:8080", "address to listen on; port 0 is any free one")
	token := flags.String("token", "", "token that may do everything (default "+gateway.DemoToken+")")
	tokenFile := flags.String("token-file", "", "file whose first line is that token")
	accessKey := flags.String("access-key", "", "access key that signs requests which may do everything (default "+gateway.DemoKeys().Access+")")
	secretKeyFile := flags.String("secret-key-file", "", "file whose first line is its secret key (default "+gateway.DemoKeys().Secret+")")
	forbidden := flags.String("forbidden-token", "", "valid token without permission (default "+gateway.DemoForbidden+")")
	hosts := flags.StringArray("allow-host", nil, "name by which this machine may be called; repeatable")
	extended := flags.Bool("extended", false, "serve the further operations that official clients use: GET and PUT of an app, its secret, app codes")
	instances := flags.StringSlice("instances", nil, "the IDs of the instances that exist, separated by commas; others are answered 404 (default every one)")
	showSecrets := flags.Bool("show-secrets", false, "answer with app secrets in full, not masked")
	logs := choiceFlag(cmd, "log", "log of requests on standard error", "text", "json", "off")
	broken := flags.StringArray("fault", nil, "a fault, by its ID; repeatable, the first innermost")
	list := flags.Bool("list-faults", false, "list the faults, and serve nothing")
	format := choiceFlag(cmd, "format", "form of that list", "text", "json")
	completeWith(cmd, "fault", faultIDs)
	edition := editionFlag(cmd)
	cmd.MarkFlagsMutuallyExclusive("token", "token-file")
	cmd.MarkFlagsRequiredTogether("access-key", "secret-key-file")

	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *list {
			write := faults.ListText
			if *format == "json" {
				write = faults.ListJSON
			}
			if err := write(cmd.OutOrStdout()); err != nil {
				return &statusError{statusUsage, err}
			}
			return nil
		}
		if *tokenFile != "" {
			var err error
			if *token, err = readToken(*tokenFile); err != nil {
				return err
			}
		}
		keys := gateway.Keys{Access: *accessKey}
		if *secretKeyFile != "" {
			var err error
			if keys.Secret, err = readToken(*secretKeyFile); err != nil {
				return err
			}
		}
		demo := isDemo(*token, keys)
		log := newLog(*logs, cmd.ErrOrStderr())
		shown := "" // a token that somebody chose is no visitor's business
		if demo {
			shown = gateway.DemoToken
		}
		handler, err := faults.Handler(gateway.Options{
			Token:          *token,
			Keys:           keys,
			ForbiddenToken: *forbidden,
			Edition:        *edition,
			ClearSecrets:   *showSecrets,
			Extended:       *extended,
			Instances:      *instances,
			Page:           page.Handler(page.Options{Edition: *edition, Token: shown}),
			Log:            log,
		}, *broken...)
		if err != nil {
			return err
		}
		ln, err := net.Listen("tcp", *addr)
		if err != nil {
			return fmt.Errorf("%w; choose another address with --addr", err)
		}
		if demo && !isLoopback(ln.Addr()) {
			warn(log, cmd.ErrOrStderr(), ln.Addr())
		}
		if err := greet(cmd.OutOrStdout(), ln.Addr(), *token, keys); err != nil {
			return &statusError{statusUsage, errors.Join(err, ln.Close())}
		}
		if err := gateway.Serve(cmd.Context(), ln, handler, gateway.ServeOptions{Hosts: *hosts, Log: log}); err != nil {
			return &statusError{statusUsage, err}
		}
		return nil
	}
	return cmd
}

// greet tells where the gateway is and how to use it. A token or keys that somebody
// chose are not shown.
func greet(w io.Writer, addr net.Addr, token string, keys gateway.Keys) error {
	listening, base := "http://"+addr.String(), "http://"+addr.String()
	curl := `curl -H "X-Auth-Token: ` + gateway.DemoToken + `"`
	switch {
	case isDemo(token, keys):
	case token != "":
		curl = `curl -H "X-Auth-Token: $TOKEN"`
	default:
		curl = "appgauge conformance sign curl"
	}
	open := "Open that address in a browser"
	if tcp, ok := addr.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		base = fmt.Sprintf("http://127.0.0.1:%d", tcp.Port)
		open = "That is every address of this machine. Open " + base + " in a browser"
	}
	_, err := fmt.Fprintf(w, `listening on %s

%s, or create an app from another terminal:

  %s -d '{"name":"app_demo","remark":"Demo app"}' \
    %s/v2/my-project/apigw/instances/my-instance/apps

and list them by the same without -d. Ctrl-C stops the gateway.
`, listening, open, curl, base)
	return err
}

// isDemo reports whether everybody knows what lets in: the demo token, and with it the
// demo keys if nobody chose anything.
func isDemo(token string, keys gateway.Keys) bool {
	return token == gateway.DemoToken || token == "" && keys == gateway.Keys{}
}

// isLoopback reports whether only this machine can reach an address.
func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// warn says that strangers may use the gateway; in the log's form, if there is one.
func warn(log *slog.Logger, stderr io.Writer, addr net.Addr) {
	if log == nil {
		log = newLog("text", stderr)
	}
	log.Warn("other machines can reach this gateway, and everybody knows its token; choose another with --token-file, or keys with --access-key",
		"address", addr.String(), "token", gateway.DemoToken)
}

// readToken reads the first line of a file.
func readToken(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff")) // as some editors write it
	if line == "" {
		return "", fmt.Errorf("%s: the first line is empty; put the token there", path)
	}
	return line, nil
}

// newLog is a log in a form that the flag --log knows; nil is none.
func newLog(form string, w io.Writer) *slog.Logger {
	switch form {
	case "json":
		return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{ReplaceAttr: visible.Attr}))
	case "text":
		return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: visible.Attr}))
	}
	return nil
}
