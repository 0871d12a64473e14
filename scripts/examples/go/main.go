// Reads compose files, Dockerfiles, SQL of MySQL and GitHub workflows with the code that Docker Compose, BuildKit, TiDB and
// actionlint run.
// Standard input: a JSON array of {"id","kind","path","text"}; standard output: a JSON array of {"id","line","message"}.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	mysqlparser "github.com/pingcap/tidb/pkg/parser"
	_ "github.com/pingcap/tidb/pkg/parser/test_driver"
	"github.com/rhysd/actionlint"
)

type block struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	Path string `json:"path"`
	Text string `json:"text"`
	// Other files of the same workspace, which an override file is merged over or which are included.
	Beside map[string]string `json:"beside"`
	Base   string            `json:"base"`
}

type fault struct {
	ID      string `json:"id"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

func main() {
	var blocks []block
	if err := json.NewDecoder(os.Stdin).Decode(&blocks); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	faults := []fault{}
	for _, one := range blocks {
		switch one.Kind {
		case "compose":
			faults = append(faults, compose(one)...)
		case "dockerfile":
			faults = append(faults, dockerfile(one)...)
		case "mysql":
			faults = append(faults, mysql(one)...)
		case "workflow":
			faults = append(faults, workflow(one)...)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(faults); err != nil {
		os.Exit(2)
	}
}

func compose(one block) []fault {
	folder, err := os.MkdirTemp("", "compose")
	if err != nil {
		return []fault{{one.ID, 0, err.Error()}}
	}
	defer os.RemoveAll(folder)
	for path, text := range one.Beside {
		target := filepath.Join(folder, filepath.Clean("/"+path))
		_ = os.MkdirAll(filepath.Dir(target), 0o755)
		_ = os.WriteFile(target, []byte(text), 0o644)
	}
	files := []types.ConfigFile{}
	if one.Base != "" {
		files = append(files, types.ConfigFile{Filename: filepath.Join(folder, "base.yml"), Content: []byte(one.Base)})
	}
	files = append(files, types.ConfigFile{Filename: filepath.Join(folder, filepath.Base(one.Path)), Content: []byte(one.Text)})
	details := types.ConfigDetails{WorkingDir: folder, ConfigFiles: files, Environment: types.Mapping{}}
	_, err = loader.LoadWithContext(context.Background(), details, func(options *loader.Options) {
		options.SetProjectName("example", true)
		options.SkipResolveEnvironment = true
		// A `${NAME:?message}` is met by any value.
		options.Interpolate.LookupValue = func(name string) (string, bool) { return "1", true }
		options.Profiles = []string{"*"}
	})
	if err != nil {
		return []fault{{one.ID, 0, err.Error()}}
	}
	return nil
}

func dockerfile(one block) []fault {
	result, err := parser.Parse(bytes.NewReader([]byte(one.Text)))
	if err != nil {
		return []fault{{one.ID, 0, err.Error()}}
	}
	_, _, err = instructions.Parse(result.AST, linter.New(&linter.Config{}))
	if err != nil {
		return []fault{{one.ID, 0, err.Error()}}
	}
	return nil
}

var lineOf = regexp.MustCompile(`^line (\d+) column`)

// mysql reads with the parser of TiDB, which has the grammar of MySQL 8.
func mysql(one block) []fault {
	_, _, err := mysqlparser.New().ParseSQL(one.Text)
	if err == nil {
		return nil
	}
	line := 0
	if found := lineOf.FindStringSubmatch(err.Error()); found != nil {
		line, _ = strconv.Atoi(found[1])
		line--
	}
	return []fault{{one.ID, line, err.Error()}}
}

func workflow(one block) []fault {
	lint, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{Shellcheck: "", Pyflakes: ""})
	if err != nil {
		return []fault{{one.ID, 0, err.Error()}}
	}
	errors, err := lint.Lint(one.Path, []byte(one.Text), nil)
	if err != nil {
		return []fault{{one.ID, 0, err.Error()}}
	}
	faults := []fault{}
	for _, found := range errors {
		faults = append(faults, fault{one.ID, found.Line - 1, fmt.Sprintf("%s [%s]", found.Message, found.Kind)})
	}
	return faults
}
