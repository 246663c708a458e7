// Package modelfault is what goes wrong at a model: which request a fault takes, on which side of the commit point, and what leaves instead of the true answer.
//
// Only models use it. Each has a public Fault of its own, with the fields that its gateway needs, and gives the part that all share as a [Fault].
// A model keeps a [Queue] of faults and the requests that take effect [Late], both under its own lock:
//
//	f := faults.Take(request)          // locked
//	there := late.Await(ctx, lock, f, request)
//	answer := f.Perform(execute)       // locked
//	f.WaitAfter(ctx)
//	f.Send(w, answer)
package modelfault
