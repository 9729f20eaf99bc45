package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/dustin/go-humanize"
)

// The programs that the scripts use beside the command.

// generate writes input of a size that no script should hold:
//
//	generate apps SIZE     valid apps, one a line
//	generate invalid SIZE  empty objects, one a line
//	generate line SIZE     one line of an app with a long remark
//	generate open N        N opening brackets
//	generate sequence SIZE valid apps after one that is not, as a JSON text sequence
//	generate utf16 SIZE    an array of nothing, in UTF-16
//	generate hostile SIZE  an app with a comma too many, and what a terminal obeys
//	generate zstd SIZE     what begins like a file of zstd
func generate() {
	if len(os.Args) != 3 {
		fail("usage: generate apps|invalid|line|open|sequence|utf16|hostile|zstd SIZE")
	}
	size, err := humanize.ParseBytes(os.Args[2])
	if err != nil {
		fail(err)
	}
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	switch kind := os.Args[1]; kind {
	case "apps":
		var block bytes.Buffer
		for i := range 10_000 {
			fmt.Fprintf(&block, `{"name":"app_%05d","remark":"Demo app","app_key":"ee8f878c252747028f07eb116c2cd91b"}`+"\n", i)
		}
		for n := int(size); n > 0; n -= block.Len() {
			out.Write(block.Bytes())
		}
	case "invalid":
		fill(out, "{}\n", int(size))
	case "line":
		out.WriteString(`{"name":"app_demo","remark":"`)
		fill(out, "x", int(size))
		out.WriteString(`"}` + "\n")
	case "open":
		fill(out, "[", int(size))
	case "sequence":
		out.WriteString("\x1e{\n \"remark\": \"\",\n \"name\": \"x\"}\n")
		for n := int(size); n > 0; n -= 24 {
			out.WriteString("\x1e{\n\"name\":\n\"app_demo\"}\n")
		}
	case "hostile":
		out.WriteString("{\"name\":\"app_demo\",\"remark\":\"\x1b[31m\",}\n")
	case "utf16":
		out.WriteString("[\x00" + strings.Repeat(" \x00", int(size)) + "]\x00")
	case "zstd":
		out.WriteString("\x28\xb5\x2f\xfd" + strings.Repeat("\x00", int(size)))
	default:
		fail("generate: no kind " + kind)
	}
}

func fill(w io.Writer, s string, n int) {
	block := bytes.Repeat([]byte(s), 1<<18)
	for ; n > 0; n -= len(block) {
		w.Write(block[:min(n, len(block))])
	}
}

// status runs a command and succeeds where its exit status is the given one:
//
//	status 2 appgauge validate nowhere.json
func status() {
	want, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fail(err)
	}
	cmd := passing(os.Args[2:])
	if got := exitCode(cmd.Run()); got != want {
		fail(fmt.Sprintf("exit status %d, want %d", got, want))
	}
}

// peak runs a command and fails where it took more memory than the given size;
// else it ends with the status of the command:
//
//	peak 64MiB appgauge validate huge.ndjson
func peak() {
	most, err := humanize.ParseBytes(os.Args[1])
	if err != nil {
		fail(err)
	}
	cmd := passing(os.Args[2:])
	code := exitCode(cmd.Run())
	// The race detector takes several times the memory of the program.
	if used := maxRSS(cmd.ProcessState); used > int64(most) && !raceDetector {
		fail(fmt.Sprintf("took %s of memory, at most %s expected", humanize.IBytes(uint64(used)), os.Args[1]))
	}
	os.Exit(code)
}

// interrupt runs a command with an input that begins with the given file and has
// no end. As soon as the command has put anything out, it gets an interrupt. The
// program ends with the status of the command.
//
//	interrupt begin.ndjson appgauge validate -
func interrupt() {
	begin, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	cmd := exec.Command(os.Args[2], os.Args[3:]...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		fail(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		fail(err)
	}
	if err := cmd.Start(); err != nil {
		fail(err)
	}
	in.Write(begin)
	first := make([]byte, 1)
	if _, err := out.Read(first); err != nil {
		fail(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		fail(err)
	}
	os.Stdout.Write(first)
	io.Copy(os.Stdout, out)
	code := exitCode(cmd.Wait())
	in.Close() // only now: the command must not have ended for want of input
	os.Exit(code)
}

// passing is a command on the streams of this process.
func passing(args []string) *exec.Cmd {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd
}

func exitCode(err error) int {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	if err != nil {
		fail(err)
	}
	return 0
}

func fail(reason any) {
	fmt.Fprintln(os.Stderr, reason)
	os.Exit(99)
}
