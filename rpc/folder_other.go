//go:build !unix

package rpc

import (
	"errors"
	"os"
)

func lockFolder(string) (unlock func(), err error) {
	return nil, errors.New("this system cannot keep a socket to its owner; use tcp: on a loopback address")
}

func checkOwner(*os.File) error {
	return errors.New("this system cannot tell who may read the file; use a loopback address and no token")
}

func isRefused(error) bool { return false }
