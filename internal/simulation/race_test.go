//go:build race

package simulation_test

func init() { raced = true }
