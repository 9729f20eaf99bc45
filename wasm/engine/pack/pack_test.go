package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

func TestMerge(t *testing.T) {
	zeros := func(n int) string { return strings.Repeat("\x00", n) }
	type piece struct {
		At   uint64
		Data string
	}
	tests := []struct {
		name       string
		have, want []piece
	}{
		{name: "none"},
		{name: "near", have: []piece{{8, "a"}, {17, "b"}}, want: []piece{{8, "a" + zeros(8) + "b"}}},
		{name: "as far as may be", have: []piece{{0, "a"}, {1 + maxGap, "b"}}, want: []piece{{0, "a" + zeros(maxGap) + "b"}}},
		{name: "too far", have: []piece{{0, "a"}, {2 + maxGap, "b"}}, want: []piece{{0, "a"}, {2 + maxGap, "b"}}},
		{name: "zeros within", have: []piece{{4, "a" + zeros(maxGap+1) + "b" + zeros(3) + "c"}},
			want: []piece{{4, "a"}, {6 + maxGap, "b" + zeros(3) + "c"}}},
		{name: "zeros around", have: []piece{{4, zeros(2) + "a" + zeros(9)}, {16, "b"}}, want: []piece{{4, zeros(2) + "a" + zeros(9) + "b"}}},
		{name: "out of order", have: []piece{{2000, "b"}, {0, "a"}}, want: []piece{{0, "a"}, {2000, "b"}}},
		{name: "only zeros", have: []piece{{0, zeros(5)}, {1000, ""}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var segments []segment
			for _, p := range tt.have {
				segments = append(segments, segment{p.At, []byte(p.Data)})
			}
			read, err := readData(appendData(nil, segments))
			if err != nil {
				t.Fatal(err)
			}
			var got []piece
			for _, s := range merge(read) {
				got = append(got, piece{s.at, string(s.data)})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("segments (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAddresses holds that every address is written as it is read, and as signed
// numbers are: the sample is the specification's.
func TestAddresses(t *testing.T) {
	for _, at := range []uint64{0, 1, 63, 64, 127, 128, 8191, 8192, 1<<20 - 1, 1 << 20, 1<<31 - 1, 1 << 31, 1<<32 - 1} {
		b := appendSigned(nil, at)
		if got, n := signed(append(b, 0xff)); got != at || n != len(b) {
			t.Errorf("%#x is read as %#x from %d bytes of %x", at, got, n, b)
		}
	}
	if got := appendSigned(nil, 64); !bytes.Equal(got, []byte{0xc0, 0x00}) {
		t.Errorf("64 is written as %x, want c000", got)
	}
}

func TestRefused(t *testing.T) {
	data := func(body string) string { return header + "\x0b" + string(rune(len(body))) + body }
	for _, tt := range []struct{ module, want string }{
		{"", "not a WebAssembly module"},
		{"\x00asm\x02\x00\x00\x00", "not a WebAssembly module of version 1"},
		{header + "\x0b\x05\x00", "midst"},
		{data("\x01\x01\x01a"), "not active"},
		{data("\x01\x00\x23\x00\x0b\x01a"), "not active at a constant"},
		{data("\x01\x00\x41\x00\x01a"), "no constant"},
		{data("\x01\x00\x41\x00\x0b\x02a"), "midst"},
		{data("\x02\x00\x41\x04\x0b\x02ab\x00\x41\x05\x0b\x01c"), "overlap"},
		{data("\x02\x00\x41\x04\x0b\x02ab\x00\x41\x03\x0b\x02cd"), "overlap"},
		{data("\x00\x00"), "behind the last"},
	} {
		if _, err := pack([]byte(tt.module)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("pack(%q): %v, want an error that says %q", tt.module, err, tt.want)
		}
	}
}

// TestMemory holds, by another reader of modules, that the engine as it is built
// begins with the same memory as Go has linked it.
func TestMemory(t *testing.T) {
	packed, linked := filepath.Join(t.TempDir(), "packed.wasm"), filepath.Join(t.TempDir(), "linked.wasm")
	cmd := exec.Command("../build", packed, linked)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	before, after := memory(t, linked), memory(t, packed)
	if len(before) == 0 || !bytes.Equal(before, after) {
		t.Errorf("memory of %d bytes differs from that of %d", len(after), len(before))
	}
	size := func(name string) int64 {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	if size(linked) == size(packed) {
		t.Error("nothing was packed")
	}
}

// memory is what memory holds before anything runs.
func memory(t *testing.T, name string) []byte {
	t.Helper()
	module, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	t.Cleanup(func() { r.Close(ctx) })
	wasi_snapshot_preview1.MustInstantiate(ctx, r)
	m, err := r.InstantiateWithConfig(ctx, module, wazero.NewModuleConfig().WithStartFunctions())
	if err != nil {
		t.Fatal(err)
	}
	content, ok := m.Memory().Read(0, m.Memory().Size())
	if !ok {
		t.Fatal("no memory")
	}
	return bytes.Clone(content)
}
