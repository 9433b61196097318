// Command kustomize renders the kustomization in the directory that its one argument names, with Kustomize's own
// library and the defaults of `kustomize build`: files outside the root are refused, plugins and Helm are off.
//
// It needs no network and makes sure of it: HTTP goes to a closed port and git is not found.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"runtime/metrics"
	"time"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

const maxHeap = 512 << 20

func main() {
	log.SetOutput(io.Discard)
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: kustomize DIR")
		os.Exit(2)
	}
	cutNetwork()
	go watchMemory()
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func run(dir string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the kustomize library failed: %v", r)
		}
	}()
	options := krusty.MakeDefaultOptions()
	// As the command does: the order that the kustomization asks for, else the legacy one.
	options.Reorder = krusty.ReorderOptionUnspecified
	resources, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
	if err != nil {
		return err
	}
	text, err := resources.AsYaml()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(text)
	return err
}

func cutNetwork() {
	os.Setenv("PATH", "")
	closed := &url.URL{Scheme: "http", Host: "127.0.0.1:1"}
	http.DefaultTransport = &http.Transport{Proxy: http.ProxyURL(closed)}
}

// watchMemory ends the process before YAML that unfolds without end eats the machine.
func watchMemory() {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for range time.Tick(5 * time.Millisecond) {
		metrics.Read(sample)
		if sample[0].Value.Uint64() > maxHeap {
			fmt.Fprintln(os.Stderr, "Error: rendering needs more than 512 MiB of memory")
			os.Exit(3)
		}
	}
}
