//go:build unix

package rpc

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lockFolder makes sure that a folder is this user's alone, and keeps other
// daemons from taking a socket in it for dead meanwhile.
func lockFolder(path string) (unlock func(), err error) {
	folder, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := checkFolder(folder); err != nil {
		folder.Close()
		return nil, err
	}
	if err := syscall.Flock(int(folder.Fd()), syscall.LOCK_EX); err != nil {
		folder.Close()
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return func() { folder.Close() }, nil
}

func checkFolder(folder *os.File) error {
	info, err := folder.Stat()
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !info.IsDir():
		return fmt.Errorf("%s is no folder", folder.Name())
	case !ok || int(stat.Uid) != os.Geteuid():
		return fmt.Errorf("the folder %s belongs to another user; put the socket in one of your own", folder.Name())
	case info.Mode().Perm()&0o077 != 0:
		return fmt.Errorf("others may enter the folder %s (mode %04o); put the socket in a new folder, or run chmod 700 on this one",
			folder.Name(), info.Mode().Perm())
	}
	return nil
}

// checkOwner makes sure that nobody but this user can read a file.
func checkOwner(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no regular file", file.Name())
	case !ok || int(stat.Uid) != os.Geteuid():
		return fmt.Errorf("%s belongs to another user", file.Name())
	case info.Mode().Perm()&0o077 != 0:
		return fmt.Errorf("others may read or write %s (mode %04o); run chmod 600 on it", file.Name(), info.Mode().Perm())
	}
	return nil
}

func isRefused(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }
