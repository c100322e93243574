//go:build programs

// Package programs names the programs of Kubernetes that the tests start, so that go.mod pins them.
package programs

import (
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kubectl"
)
