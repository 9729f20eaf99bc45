package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/appgauge/appgauge/rpc"
	"github.com/appgauge/appgauge/rpc/wire"
)

// onStdio is the address that stands for stdin and stdout.
const onStdio = "stdio"

func newRPC() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rpc",
		Short: "Answer programs in any language over JSON-RPC 2.0",
		Long: `Answer JSON-RPC 2.0 requests: check apps, texts and single fields, normalise
pages, list the rules. The method rpc.discover describes them all.

Without --listen, requests come on standard input and answers go to standard
output, one message a line or with a Content-Length header each. Other addresses:

  unix:PATH        a socket in a folder that only its owner may enter
  tcp:HOST:PORT    as on standard input
  http:HOST:PORT   one message, or a batch, a POST request
  ws:HOST:PORT     one message, or a batch, a WebSocket message

The method conformance/run makes this program send requests to a gateway. With
no --run-against it may be any on this machine's loopback interface, and with
--allow-remote none.

Port 0 is any free one; the addresses are told on standard error. A daemon with
--listen runs until it is interrupted, and answers what it has read before it
ends; one on standard input ends with its input.`,
		Example: `  printf '{"jsonrpc":"2.0","id":1,"method":"app/validate","params":[{"name":"app_demo"}]}\n' | appgauge rpc
  appgauge rpc --listen unix:$XDG_RUNTIME_DIR/appgauge/rpc.sock
  appgauge rpc --listen http:127.0.0.1:7878 --token-file token.txt
  appgauge rpc --run-against apig.example.com --run-against '[2001:db8::1]:8443'`,
		Args: cobra.NoArgs,
	}
	flags := cmd.Flags()
	listen := flags.StringArray("listen", []string{onStdio}, "address to answer on: stdio or one of the above; repeatable")
	tokenFile := flags.String("token-file", "", "file, readable by its owner only, with the bearer token that HTTP and WebSocket callers must send")
	var opt rpc.Options
	flags.BoolVar(&opt.AllowRemote, "allow-remote", false, "let http: and ws: listen where other machines reach them; needs --token-file")
	flags.StringArrayVar(&opt.Hosts, "allow-host", nil, "name by which HTTP and WebSocket callers may call this machine; repeatable")
	flags.StringArrayVar(&opt.Origins, "allow-origin", nil, "web site whose pages may call, as https://example.com; repeatable")
	flags.Var((*gatewayList)(&opt.RunAgainst), "run-against", "gateway that conformance/run may ask; repeatable (default those on loopback, none with --allow-remote)")
	limits := rpcLimits(cmd, &opt)
	grace := flags.Duration("grace", 10*time.Second, "time for running requests when the daemon is stopped")

	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *tokenFile != "" {
			var err error
			if opt.Token, err = rpc.ReadToken(*tokenFile); err != nil {
				return fmt.Errorf("--token-file: %w", err)
			}
		}
		if err := limits(); err != nil {
			return err
		}
		stderr := cmd.ErrOrStderr()
		opt.Logf = log.New(stderr, "appgauge: ", 0).Printf
		server := rpc.New(opt)
		if err := openAddresses(stderr, server, *listen); err != nil {
			return errors.Join(err, server.Shutdown(context.Background()))
		}
		if err := serveRPC(cmd, server, slices.Contains(*listen, onStdio), *grace); err != nil {
			return &statusError{statusUsage, err}
		}
		return nil
	}
	return cmd
}

// rpcLimits adds the flags of the limits. What it returns reads them.
func rpcLimits(cmd *cobra.Command, opt *rpc.Options) func() error {
	flags, std := cmd.Flags(), wire.Defaults()
	message := sizeFlag(cmd, "max-message", std.MaxMessage, "largest message")
	header := sizeFlag(cmd, "max-header", std.MaxHeader, "largest header of a message, or of an HTTP request")
	batchReply := sizeFlag(cmd, "max-batch-reply", std.MaxBatchReply, "largest answer to a batch")
	counts := map[string]*int{
		"max-batch":       flags.Int("max-batch", std.MaxBatch, "most messages in a batch"),
		"max-in-flight":   flags.Int("max-in-flight", std.MaxInFlight, "most unanswered requests of a connection"),
		"max-connections": flags.Int("max-connections", rpc.DefaultConnections, "most open connections"),
		"max-runs":        flags.Int("max-runs", rpc.DefaultRuns, "most runs of the conformance suite at once"),
	}
	times := map[string]*time.Duration{
		"frame-timeout": flags.Duration("frame-timeout", std.FrameTimeout, "time for a message to arrive, 0 is no limit"),
		"write-timeout": flags.Duration("write-timeout", std.WriteTimeout, "time for a caller to take answers, 0 is no limit"),
		"idle-timeout":  flags.Duration("idle-timeout", rpc.DefaultIdleTimeout, "time between messages on sockets, 0 is no limit"),
	}
	return func() error {
		for name, n := range counts {
			if *n < 1 {
				return fmt.Errorf("--%s must be at least 1", name)
			}
		}
		for name, d := range times {
			if *d < 0 {
				return fmt.Errorf("--%s takes no negative time", name)
			}
			if *d == 0 {
				*d = -1 // how the options say so
			}
		}
		opt.MaxConnections, opt.MaxRuns = *counts["max-connections"], *counts["max-runs"]
		opt.Limits = wire.Options{
			MaxMessage: *message, MaxHeader: *header, MaxBatchReply: *batchReply,
			MaxBatch: *counts["max-batch"], MaxInFlight: *counts["max-in-flight"],
			FrameTimeout: *times["frame-timeout"], WriteTimeout: *times["write-timeout"], IdleTimeout: *times["idle-timeout"],
		}
		return nil
	}
}

// gatewayList is a list of gateways as a repeatable flag.
type gatewayList []rpc.Gateway

func (l *gatewayList) String() string {
	var names []string
	for _, g := range *l {
		names = append(names, g.String())
	}
	return strings.Join(names, ",")
}

func (l *gatewayList) Type() string { return "host[:port]" }

func (l *gatewayList) Set(text string) error {
	g, err := rpc.ParseGateway(text)
	if err != nil {
		return err
	}
	*l = append(*l, g)
	return nil
}

// openAddresses opens the addresses and tells what they came to be.
func openAddresses(w io.Writer, server *rpc.Server, addresses []string) error {
	for _, address := range addresses {
		if address == onStdio {
			continue
		}
		opened, err := server.Listen(address)
		if err != nil {
			return fmt.Errorf("--listen: %w", err)
		}
		if _, err := fmt.Fprintf(w, "listening on %s\n", opened); err != nil {
			return err
		}
	}
	return nil
}

// serveRPC serves until the input has ended or the command is interrupted.
func serveRPC(cmd *cobra.Command, server *rpc.Server, stdio bool, grace time.Duration) error {
	ended := make(chan error, 2)
	if stdio {
		go func() { ended <- server.ServeStdio(cmd.InOrStdin(), cmd.OutOrStdout()) }()
		go func() {
			if err := server.Serve(); err != nil {
				ended <- err
			}
		}()
	} else {
		go func() { ended <- server.Serve() }()
	}
	var err error
	select {
	case err = <-ended:
	case <-cmd.Context().Done():
	}
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if server.Shutdown(ctx) != nil {
		err = errors.Join(err, fmt.Errorf("requests were still running after %v and were cancelled", grace))
	}
	return err
}
