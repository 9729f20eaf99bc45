//go:build !unix

package main

import (
	"errors"
	"os"
)

// maxRSS is not known here.
func maxRSS(*os.ProcessState) (int64, error) {
	return 0, errors.New("the peak of memory is measured on unix only; leave it out with -stream 0")
}
