// Package house has no code: its tests hold the repository to its own rules.
// They compare the exported API with the golden files of testdata/api, the
// imports with the plan of the layers, the README with the code that it shows,
// and look into every file for what must not stand there.
//
// Rewrite the golden files after a change that is meant with
//
//	go test ./internal/house -update
package house
