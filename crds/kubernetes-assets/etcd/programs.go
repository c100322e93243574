//go:build programs

// Package programs names the store of the API server that the tests start, so that go.mod pins it.
package programs

import _ "go.etcd.io/etcd/server/v3"
