// Answers questions about pod security with the API server's own code, one JSON value a line:
//
//	{"level": "restricted", "version": "v1.34", "pod": {…}}   the violations
//	{"labels": {…}}                                           the policy that a namespace's labels ask for
//	{"quote": "…"}                                            the value as %q prints it
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
	kjson "sigs.k8s.io/json"
)

type question struct {
	Level   string            `json:"level"`
	Version string            `json:"version"`
	Pod     json.RawMessage   `json:"pod"`
	Labels  map[string]string `json:"labels"`
	Quote   *string           `json:"quote"`
}

type answer struct {
	Allowed bool     `json:"allowed"`
	Reasons []string `json:"reasons"`
	Details []string `json:"details"`
	Text    string   `json:"text"`
	Enforce string   `json:"enforce"`
	Audit   string   `json:"audit"`
	Warn    string   `json:"warn"`
	Errors  []string `json:"errors"`
	Error   string   `json:"error"`
}

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		panic(err)
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		reply := answer{Reasons: []string{}, Details: []string{}, Errors: []string{}}
		if err := ask(evaluator, in.Bytes(), &reply); err != nil {
			reply.Error = err.Error()
		}
		if err := encoder.Encode(reply); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		panic(err)
	}
}

func ask(evaluator policy.Evaluator, line []byte, reply *answer) error {
	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return err
	}
	switch {
	case q.Quote != nil:
		reply.Text = fmt.Sprintf("%q", *q.Quote)
	case q.Pod == nil:
		everything := api.LevelVersion{Level: api.LevelPrivileged, Version: api.LatestVersion()}
		p, errs := api.PolicyToEvaluate(q.Labels, api.Policy{Enforce: everything, Audit: everything, Warn: everything})
		reply.Enforce, reply.Audit, reply.Warn = p.Enforce.String(), p.Audit.String(), p.Warn.String()
		for _, err := range errs {
			reply.Errors = append(reply.Errors, err.Error())
		}
	default:
		return judge(evaluator, q, reply)
	}
	return nil
}

func judge(evaluator policy.Evaluator, q question, reply *answer) error {
	level, err := api.ParseLevel(q.Level)
	if err != nil {
		return err
	}
	version, err := api.ParseVersion(q.Version)
	if err != nil {
		return err
	}
	var pod corev1.Pod
	// The decoder that the API server uses for request bodies.
	if err := kjson.UnmarshalCaseSensitivePreserveInts(q.Pod, &pod); err != nil {
		return err
	}
	results := evaluator.EvaluatePod(api.LevelVersion{Level: level, Version: version}, &pod.ObjectMeta, &pod.Spec)
	total := policy.AggregateCheckResults(results)
	reply.Allowed = total.Allowed
	reply.Reasons = append(reply.Reasons, total.ForbiddenReasons...)
	reply.Details = append(reply.Details, total.ForbiddenDetails...)
	reply.Text = total.ForbiddenDetail()
	return nil
}
