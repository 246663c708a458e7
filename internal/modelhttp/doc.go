// Package modelhttp is how a model meets HTTP, whatever its gateway: it listens on the loopback interface, keeps what came in, and hands out the callbacks that wait.
//
// Only models use it. Each has a public Request and Callback of its own; what they hold is the model's affair, and so is the lock.
package modelhttp
