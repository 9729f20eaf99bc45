package probe

import "bytes"

// buffers are what answers are read into, to be used again.
type buffers chan *bytes.Buffer

// maxBuffer is how large a buffer may be to be used again, in bytes.
const maxBuffer = 512 << 10

// take is an empty buffer.
func (b buffers) take() *bytes.Buffer {
	select {
	case buf := <-b:
		return buf
	default:
		return &bytes.Buffer{}
	}
}

// give puts a buffer back that nobody uses any more.
func (b buffers) give(buf *bytes.Buffer) {
	if buf.Cap() > maxBuffer {
		return
	}
	buf.Reset()
	select {
	case b <- buf:
	default:
	}
}
