// Command helm renders one chart with Helm's own engine and prints the rendered templates as JSON.
//
// Standard input: {"dir", "release", "namespace", "kubeVersion", "valuesFiles": [...], "set": [...]}.
// Standard output: {"documents": [{"template", "text"}], "error": "..."}; exit status 0 in both cases.
//
// It does what `helm template` does, less everything that leaves the machine: no cluster is asked (lookup answers
// nothing), no name is resolved, no schema is fetched.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"path"
	"runtime/debug"
	"runtime/metrics"
	"sort"
	"strings"
	"time"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/strvals"
	"sigs.k8s.io/yaml"
)

// A chart that needs more than this to render is an attack or a mistake.
const (
	maxHeap   = 512 << 20
	maxOutput = 48 << 20
	maxInput  = 1 << 20
)

type request struct {
	Dir         string   `json:"dir"`
	Release     string   `json:"release"`
	Namespace   string   `json:"namespace"`
	KubeVersion string   `json:"kubeVersion"`
	ValuesFiles []string `json:"valuesFiles"`
	Set         []string `json:"set"`
}

type document struct {
	Template string `json:"template"`
	Text     string `json:"text"`
}

type answer struct {
	Documents []document `json:"documents"`
	Error     string     `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	cutNetwork()
	go watchMemory()
	documents, err := run(os.Stdin)
	out := answer{Documents: documents}
	if err != nil {
		out = answer{Documents: []document{}, Error: err.Error()}
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		os.Exit(1)
	}
}

// cutNetwork makes every HTTP request of the libraries fail at once: a values schema may name a remote one.
func cutNetwork() {
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"} {
		os.Setenv(name, "http://127.0.0.1:1")
	}
	os.Unsetenv("NO_PROXY")
	os.Unsetenv("no_proxy")
}

// watchMemory ends the process before a template that doubles a string eats the machine.
func watchMemory() {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for range time.Tick(5 * time.Millisecond) {
		metrics.Read(sample)
		if sample[0].Value.Uint64() > maxHeap {
			fmt.Fprintln(os.Stderr, "rendering needs more than 512 MiB of memory")
			os.Exit(3)
		}
	}
}

func run(in io.Reader) (documents []document, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the template engine failed: %v", r)
		}
	}()
	var req request
	if err := json.NewDecoder(io.LimitReader(in, maxInput)).Decode(&req); err != nil {
		return nil, fmt.Errorf("request: %w", err)
	}
	caps, err := capabilities(req.KubeVersion)
	if err != nil {
		return nil, err
	}
	chrt, err := loader.LoadDir(req.Dir)
	if err != nil {
		return nil, err
	}
	if err := checkDependencies(chrt); err != nil {
		return nil, err
	}
	if want := chrt.Metadata.KubeVersion; want != "" && !chartutil.IsCompatibleRange(want, caps.KubeVersion.String()) {
		return nil, fmt.Errorf("chart requires kubeVersion: %s which is incompatible with Kubernetes %s", want, caps.KubeVersion.String())
	}
	values, err := userValues(req)
	if err != nil {
		return nil, err
	}
	if err := chartutil.ProcessDependenciesWithMerge(chrt, values); err != nil {
		return nil, err
	}
	release := chartutil.ReleaseOptions{Name: req.Release, Namespace: req.Namespace, Revision: 1, IsInstall: true}
	top, err := chartutil.ToRenderValues(chrt, values, release, caps)
	if err != nil {
		return nil, err
	}
	rendered, err := engine.Engine{}.Render(chrt, top)
	if err != nil {
		return nil, err
	}
	return collect(rendered)
}

// capabilities says which Kubernetes the templates are rendered for: the one asked for, or, as the helm command does,
// the one whose client library is built in.
func capabilities(kubeVersion string) (*chartutil.Capabilities, error) {
	caps := chartutil.DefaultCapabilities.Copy()
	if kubeVersion == "" {
		kubeVersion = builtInVersion()
	}
	if kubeVersion == "" {
		return caps, nil
	}
	parsed, err := chartutil.ParseKubeVersion(kubeVersion)
	if err != nil {
		return nil, fmt.Errorf("kube version %q: %w", kubeVersion, err)
	}
	caps.KubeVersion = *parsed
	return caps, nil
}

// builtInVersion is v1.N.0 for client-go v0.N.x.
func builtInVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, dep := range info.Deps {
		if dep.Path == "k8s.io/client-go" {
			parts := strings.Split(dep.Version, ".")
			if len(parts) > 1 {
				return "v1." + parts[1] + ".0"
			}
		}
	}
	return ""
}

// checkDependencies names the dependencies of Chart.yaml that charts/ lacks, as `helm template` does.
func checkDependencies(c *chart.Chart) error {
	have := map[string]bool{}
	for _, dependency := range c.Dependencies() {
		have[dependency.Name()] = true
	}
	var missing []string
	for _, wanted := range c.Metadata.Dependencies {
		if !have[wanted.Name] {
			missing = append(missing, wanted.Name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("found in Chart.yaml, but missing in charts/ directory: %s", strings.Join(missing, ", "))
	}
	return nil
}

// userValues merges the values files from left to right, then the --set expressions.
func userValues(req request) (map[string]interface{}, error) {
	base := map[string]interface{}{}
	for _, name := range req.ValuesFiles {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		current := map[string]interface{}{}
		if err := yaml.Unmarshal(text, &current); err != nil {
			return nil, fmt.Errorf("failed to parse %s: %w", name, err)
		}
		base = merge(base, current)
	}
	for _, expression := range req.Set {
		if err := strvals.ParseInto(expression, base); err != nil {
			return nil, fmt.Errorf("failed parsing --set data %q: %w", expression, err)
		}
	}
	return base, nil
}

// merge lays b over a, maps deeply, everything else whole.
func merge(a, b map[string]interface{}) map[string]interface{} {
	out := make(map[string]interface{}, len(a)+len(b))
	for key, value := range a {
		out[key] = value
	}
	for key, value := range b {
		if under, ok := out[key].(map[string]interface{}); ok {
			if over, ok := value.(map[string]interface{}); ok {
				out[key] = merge(under, over)
				continue
			}
		}
		out[key] = value
	}
	return out
}

// collect puts the rendered templates in a steady order and leaves out notes and empty ones.
func collect(rendered map[string]string) ([]document, error) {
	names := make([]string, 0, len(rendered))
	for name := range rendered {
		names = append(names, name)
	}
	sort.Strings(names)
	documents := []document{}
	total := 0
	for _, name := range names {
		text := rendered[name]
		if path.Base(name) == "NOTES.txt" || strings.TrimSpace(text) == "" {
			continue
		}
		total += len(text)
		if total > maxOutput {
			return nil, errors.New("the rendered chart is larger than 48 MiB")
		}
		documents = append(documents, document{Template: name, Text: text})
	}
	return documents, nil
}
