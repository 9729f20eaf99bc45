//go:build unix

package lsp

import "syscall"

// alive reports whether there is such a process. One of another user is alive too.
func alive(pid int) bool { return pid > 0 && syscall.Kill(pid, 0) != syscall.ESRCH }
