package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/paygates/paygates-go/examples/internal/site"
)

// world is everything but the shop.
type world struct {
	hosts   hosts
	models  []model
	gates   []*gate
	tasks   []task
	intents *intents
	out     io.Writer
}

// show kills the shop twice at each gateway, and lets it settle.
func show(ctx context.Context, out io.Writer) error {
	dir, err := os.MkdirTemp("", "recovery-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	w := &world{hosts: hosts{}, models: models(), intents: openIntents(filepath.Join(dir, "intents.jsonl")), out: out}
	for _, m := range w.models {
		listener, url, err := site.Listen(ctx, "127.0.0.1:0")
		if err != nil {
			return err
		}
		g := &gate{next: m.serve, held: m.held}
		defer site.Serve(listener, g)()
		w.gates, w.hosts[m.gateway] = append(w.gates, g), url
	}
	for i, m := range w.models {
		for n, behind := range []bool{true, false} {
			if err := w.kill(ctx, m, w.gates[i], n+1, behind); err != nil {
				return fmt.Errorf("%s: %w", m.gateway, err)
			}
		}
	}
	fmt.Fprintln(out, "\nThe shop starts again, and looks up what stands in its file.")
	if err := w.run(ctx, "-as", "settle"); err != nil {
		return err
	}
	if err := w.print(false); err != nil {
		return err
	}
	fmt.Fprintln(out, "\n\"Absent so far\" proves nothing: a call may still be under way. A day passes (here by\nturning the times in the file back), and the shop looks again.")
	if err := errors.Join(w.aDayPasses(), w.run(ctx, "-as", "settle"), w.print(true)); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nEvery call is settled, or handed to a person: CirclePay promises no list to be complete.")
	return nil
}

// kill starts the shop, lets it ask, and kills it before it hears.
func (w *world) kill(ctx context.Context, m model, g *gate, n int, behind bool) error {
	target, err := m.prepare(ctx, w.hosts[m.gateway], n)
	if err != nil {
		return err
	}
	asked := task{m.gateway, target, fmt.Sprintf("%s-call-%d", m.gateway, n)}
	arrived := g.hold(behind)
	shop, err := w.process(ctx, "-as", "shop", "-gateway", asked.gateway, "-target", asked.target, "-reference", asked.reference)
	if err != nil {
		return err
	}
	if err := shop.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- shop.Wait() }()
	select {
	case <-arrived:
	case err := <-ended:
		return errors.Join(errors.New("the shop ended by itself"), err)
	}
	if err := shop.Process.Kill(); err != nil {
		return err
	}
	if err := <-ended; err == nil {
		return errors.New("the shop came to its end before it was killed")
	}
	where := map[bool]string{true: "the gateway has done it, the shop has not heard", false: "the gateway has not seen it"}
	fmt.Fprintf(w.out, "%-9s process %d killed: %s\n", m.gateway, shop.Process.Pid, where[behind])
	w.tasks = append(w.tasks, asked)
	return nil
}

// run runs the shop to its end.
func (w *world) run(ctx context.Context, args ...string) error {
	shop, err := w.process(ctx, args...)
	if err != nil {
		return err
	}
	return shop.Run()
}

// process is this program once more, as the shop.
func (w *world) process(ctx context.Context, args ...string) (*exec.Cmd, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args = append(args, "-intents", w.intents.path)
	for name, url := range w.hosts {
		args = append(args, "-host", name+"="+url)
	}
	shop := exec.CommandContext(ctx, program, args...)
	shop.Env = append(os.Environ(), "RECOVERY_SHOP=1") // for the test, which is another program
	shop.Stderr = w.out
	return shop, nil
}

// print compares what the shop knows with the ledgers.
func (w *world) print(last bool) error {
	entries, err := w.intents.read()
	if err != nil {
		return err
	}
	const layout = "%-9s %-16s %-10s %-14s %-16s %s\n"
	fmt.Fprintf(w.out, "\n"+layout+strings.Repeat("─", 83)+"\n", "GATEWAY", "CALL", "AMOUNT", "VERDICT", "ADVICE", "IN THE LEDGER")
	var wrong []error
	for i, e := range entries {
		truth := w.truth(w.tasks[i])
		verdict := e.verdict()
		fmt.Fprintf(w.out, layout, e.asked.Gateway, e.asked.Op, e.asked.Amount, verdict, e.advice, fmt.Sprintf("%d ×", truth))
		if last && !settled(verdict, e.advice, truth) {
			wrong = append(wrong, fmt.Errorf("%s %s: %s, and the ledger has it %d times", e.asked.Gateway, e.asked.Op, verdict, truth))
		}
	}
	if len(entries) != len(w.tasks) {
		wrong = append(wrong, fmt.Errorf("%d calls were made, %d stand in the file", len(w.tasks), len(entries)))
	}
	return errors.Join(wrong...)
}

func (w *world) truth(asked task) int {
	for _, m := range w.models {
		if m.gateway == asked.gateway {
			return m.truth(asked.target, asked.reference)
		}
	}
	return 0
}

// aDayPasses turns the times in the file back.
func (w *world) aDayPasses() error {
	entries, err := w.intents.read()
	if err != nil || os.Remove(w.intents.path) != nil {
		return errors.Join(err, errors.New("the file of intents is not there"))
	}
	for _, e := range entries {
		e.asked.At = e.asked.At.Add(-25 * time.Hour)
		if err := w.intents.add(line{ID: e.id, Asked: &e.asked}); err != nil {
			return err
		}
		for _, verdict := range e.verdicts {
			if err := w.intents.found(e.id, verdict, e.advice); err != nil {
				return err
			}
		}
	}
	return nil
}
