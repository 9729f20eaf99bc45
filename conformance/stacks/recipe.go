package stacks

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// recipe builds the gateway of dir in work and returns the command that runs it.
type recipe func(ctx context.Context, dir, work string) (argv []string, err error)

// recipeFor tells the kind of a stack by the files in its directory.
func recipeFor(dir string) (recipe, error) {
	for _, kind := range []struct {
		pattern string
		build   recipe
	}{
		{"go.mod", buildGo},
		{"package.json", buildNode},
		{"Gateway.java", buildJava},
		{"app.py", buildPython},
		{"app.rb", buildRuby},
	} {
		if has(dir, kind.pattern) {
			return kind.build, nil
		}
	}
	return nil, fmt.Errorf("%s holds no gateway: want a go.mod, package.json, Gateway.java, app.py, app.rb or nginx.conf", dir)
}

// MissingError says that a program or library is missing on this machine.
type MissingError struct {
	// Name is what scripts/need calls it.
	Name string
}

func (e *MissingError) Error() string {
	return fmt.Sprintf("%s is missing; scripts/need %[1]s installs it on Debian", e.Name)
}

func buildGo(ctx context.Context, dir, work string) ([]string, error) {
	gateway := filepath.Join(work, "gateway")
	return []string{gateway}, output(ctx, dir, "go", "build", "-o", gateway, ".")
}

func buildNode(ctx context.Context, dir, work string) ([]string, error) {
	node, err := program("node")
	if err != nil {
		return nil, err
	}
	npm, err := program("npm")
	if err != nil {
		return nil, err
	}
	for _, name := range []string{"package.json", "package-lock.json", ".npmrc", "server.js"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(work, name), text, 0o644); err != nil {
			return nil, err
		}
	}
	return []string{node, "server.js"}, output(ctx, work, npm, "ci", "--ignore-scripts", "--prefer-offline")
}

func buildJava(ctx context.Context, dir, work string) ([]string, error) {
	javac, err := program("javac")
	if err != nil {
		return nil, err
	}
	classpath := []string{work}
	for _, name := range []string{"databind", "core", "annotations"} {
		jar := "/usr/share/java/jackson-" + name + ".jar"
		if _, err := os.Stat(jar); err != nil {
			return nil, &MissingError{"jackson"}
		}
		classpath = append(classpath, jar)
	}
	path := strings.Join(classpath, string(os.PathListSeparator))
	java := filepath.Join(filepath.Dir(javac), "java")
	return []string{java, "-cp", path, "Gateway"},
		output(ctx, dir, javac, "-d", work, "-cp", path, "Gateway.java")
}

func buildPython(ctx context.Context, dir, _ string) ([]string, error) {
	python, err := interpreter(ctx, "python3", "flask", "-c", "import flask")
	return []string{python, "-B", filepath.Join(dir, "app.py")}, err
}

func buildRuby(ctx context.Context, dir, _ string) ([]string, error) {
	ruby, err := interpreter(ctx, "ruby", "sinatra", "-r", "sinatra/base", "-r", "webrick", "-e", "")
	return []string{ruby, filepath.Join(dir, "app.rb")}, err
}

// interpreter finds the one that has a library: Debian's knows Debian's
// packages, also where another one comes first in PATH.
func interpreter(ctx context.Context, name, library string, check ...string) (string, error) {
	for _, path := range []string{"/usr/bin/" + name, name} {
		if exec.CommandContext(ctx, path, check...).Run() == nil {
			return path, nil
		}
	}
	return "", &MissingError{library}
}

func program(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", &MissingError{name}
	}
	return path, nil
}

// output runs a step of a build; what it printed is in the error only.
func output(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, out)
	}
	return nil
}
