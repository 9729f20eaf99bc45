package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Of WebAssembly's binary format (core specification, section 5.5).
const (
	header      = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
	i32Const    = 0x41
	end         = 0x0b
)

// maxGap is how many zero bytes are rather written than skipped.
const maxGap = 256

var errCut = errors.New("the module ends in the midst of something")

// pack rewrites the data section of a module.
func pack(module []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(module, []byte(header))
	if !ok {
		return nil, errors.New("not a WebAssembly module of version 1")
	}
	out := []byte(header)
	for len(rest) > 0 {
		id := rest[0]
		body, after, err := sized(rest[1:])
		if err != nil {
			return nil, err
		}
		if id == dataSection {
			segments, err := readData(body)
			if err != nil {
				return nil, fmt.Errorf("data section: %w", err)
			}
			body = appendData(nil, merge(segments))
		}
		out = append(out, id)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
		rest = after
	}
	return out, nil
}

// segment is what memory holds from an address on when the module starts.
type segment struct {
	at   uint64
	data []byte
}

// merge joins segments between which there is little, and leaves out zeros where
// there are many. Memory holds zeros where no segment is.
func merge(segments []segment) []segment {
	var merged []segment
	for _, s := range segments {
		for len(s.data) > 0 {
			piece, zeros := split(s.data)
			if len(piece) > 0 {
				merged = join(merged, segment{s.at, piece})
			}
			s.at += uint64(len(piece) + zeros)
			s.data = s.data[len(piece)+zeros:]
		}
	}
	return merged
}

// split is data up to the first long run of zeros, or those at the end; and how many
// zeros these are.
func split(data []byte) (piece []byte, zeros int) {
	for i := 0; i < len(data); {
		if data[i] != 0 {
			i++
			continue
		}
		zeros := len(data) - i - len(bytes.TrimLeft(data[i:], "\x00"))
		if zeros > maxGap || i+zeros == len(data) {
			return data[:i], zeros
		}
		i += zeros
	}
	return data, 0
}

// join appends s to the segments: to the last one, where it is near.
func join(segments []segment, s segment) []segment {
	if len(segments) > 0 {
		last := &segments[len(segments)-1]
		if gap := s.at - (last.at + uint64(len(last.data))); gap <= maxGap {
			last.data = append(last.data, make([]byte, gap)...)
			last.data = append(last.data, s.data...)
			return segments
		}
	}
	return append(segments, segment{s.at, bytes.Clone(s.data)})
}

// readData reads the section's segments and puts them in order. Each must be what
// Go's linker writes: at a constant address in the one memory, apart from the others.
func readData(body []byte) ([]segment, error) {
	count, n := binary.Uvarint(body)
	if n <= 0 {
		return nil, errCut
	}
	body = body[n:]
	var segments []segment
	for range count {
		if len(body) < 2 || body[0] != 0 || body[1] != i32Const {
			return nil, errors.New("a segment that is not active at a constant address")
		}
		at, n := signed(body[2:])
		if n <= 0 || len(body) <= 2+n || body[2+n] != end {
			return nil, errors.New("a segment whose address is no constant")
		}
		data, after, err := sized(body[2+n+1:])
		if err != nil {
			return nil, err
		}
		segments = append(segments, segment{at, data})
		body = after
	}
	if len(body) > 0 {
		return nil, errors.New("bytes behind the last segment")
	}
	slices.SortStableFunc(segments, func(a, b segment) int { return cmp.Compare(a.at, b.at) })
	for i, s := range segments[min(1, len(segments)):] {
		if before := segments[i]; s.at < before.at+uint64(len(before.data)) {
			return nil, fmt.Errorf("the segments at %#x and %#x overlap", before.at, s.at)
		}
	}
	return segments, nil
}

func appendData(body []byte, segments []segment) []byte {
	body = binary.AppendUvarint(body, uint64(len(segments)))
	for _, s := range segments {
		body = append(body, 0, i32Const)
		body = appendSigned(body, s.at)
		body = append(body, end)
		body = binary.AppendUvarint(body, uint64(len(s.data)))
		body = append(body, s.data...)
	}
	return body
}

// sized reads a length and as many bytes.
func sized(b []byte) (content, rest []byte, err error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return nil, nil, errCut
	}
	b = b[n:]
	return b[:size], b[size:], nil
}

// signed reads the 32-bit signed LEB128 number of an address; n is its length, 0
// where there is none. The unsigned coding, which package binary has, differs in the
// sign bit of the last byte.
func signed(b []byte) (at uint64, n int) {
	v, n := binary.Uvarint(b)
	if n <= 0 || n > 5 {
		return 0, 0
	}
	if b[n-1]&0x40 != 0 {
		v |= ^uint64(0) << (7 * n)
	}
	return uint64(uint32(v)), n
}

// appendSigned appends an address as a 32-bit signed LEB128 number.
func appendSigned(b []byte, at uint64) []byte {
	v := int32(uint32(at))
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
