package apps

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Extensions lists the extensions of the files that are read from a directory. Each
// may be followed by ".gz".
func Extensions() []string { return []string{".json", ".ndjson", ".jsonl"} }

// Stdin is the argument that stands for standard input.
const Stdin = "-"

// Input is a file to read, or the reason why there is none.
type Input struct {
	// Path is the file's path, or [Stdin].
	Path string
	// Problem is set where the argument leads to no file.
	Problem *Problem
}

// Find lists the inputs that the arguments of a command name, in their order. A
// directory stands for the files below it that have one of the [Extensions], by
// name, except in directories whose names begin with a dot. Inside a directory,
// symbolic links to directories are not followed, and what is no file, such as a
// named pipe, is left out.
func Find(args []string) []Input {
	var out []Input
	for _, arg := range args {
		if arg == Stdin {
			out = append(out, Input{Path: arg})
			continue
		}
		info, err := os.Stat(arg)
		switch {
		case err != nil:
			out = append(out, Input{Path: arg, Problem: openProblem(arg, err)})
		case info.IsDir():
			out = append(out, findIn(arg)...)
		default:
			out = append(out, Input{Path: arg})
		}
	}
	return out
}

func findIn(dir string) []Input {
	var out []Input
	// The trailing separator makes the walk follow dir itself where it is a link.
	root := dir
	if !os.IsPathSeparator(root[len(root)-1]) {
		root += string(filepath.Separator)
	}
	// The function never fails, so neither does the walk.
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			out = append(out, Input{Path: path, Problem: openProblem(path, err)})
		case d.IsDir():
			if path != root && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
		case slices.Contains(Extensions(), extension(path)):
			info, err := os.Stat(path)
			if err != nil {
				out = append(out, Input{Path: path, Problem: openProblem(path, err)})
			} else if info.Mode().IsRegular() {
				out = append(out, Input{Path: path})
			}
		}
		return nil
	})
	if len(out) == 0 {
		return []Input{{Path: dir, Problem: &Problem{File: dir, Kind: NoJSON}}}
	}
	return out
}
