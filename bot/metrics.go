package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"verbatim/bot/discord"
	"verbatim/bot/discord/wire"
)

// metrics are what Prometheus may ask for. Labels come from fixed sets: no ID
// of a person, a server or a channel, and no word of a question.
type metrics struct {
	registry     *prometheus.Registry
	questions    *prometheus.CounterVec
	stages       *prometheus.HistogramVec
	queue        prometheus.Gauge
	withheld     *prometheus.CounterVec
	modelErrors  prometheus.Counter
	tokens       *prometheus.CounterVec
	interactions *prometheus.HistogramVec
	refusals     *prometheus.CounterVec
	panics       *prometheus.CounterVec
	feedback     *prometheus.CounterVec
	requests     *prometheus.HistogramVec
	shards       *prometheus.GaugeVec
}

func newMetrics() *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "verbatim", Name: name, Help: help}, labels)
	}
	seconds := func(name, help string, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "verbatim", Name: name, Help: help, Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300},
		}, labels)
	}
	m := &metrics{
		registry:     prometheus.NewRegistry(),
		questions:    counter("questions_total", "Questions, by where they were asked and what came of them.", "surface", "outcome"),
		stages:       seconds("stage_seconds", "How long the stages of an answer took.", "stage"),
		queue:        prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "verbatim", Name: "queue", Help: "Questions that are being answered or wait."}),
		withheld:     counter("withheld_claims_total", "Sentences of a model that were not shown, by reason.", "reason"),
		modelErrors:  prometheus.NewCounter(prometheus.CounterOpts{Namespace: "verbatim", Name: "model_errors_total", Help: "Answers that the language model failed at."}),
		tokens:       counter("model_tokens_total", "Tokens that the language model used.", "direction"),
		interactions: seconds("acknowledge_seconds", "How long it took until an interaction was acknowledged.", "what"),
		refusals:     counter("refusals_total", "Questions that were not taken, by reason.", "reason"),
		panics:       counter("panics_total", "Panics that were kept to one event.", "where"),
		feedback:     counter("feedback_total", "Verdicts on answers.", "verdict"),
		requests:     seconds("discord_request_seconds", "Requests to Discord, by route and status.", "route", "status"),
		shards:       prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "verbatim", Name: "gateway_shard", Help: "1 for the state that a shard is in."}, []string{"shard", "state"}),
	}
	m.registry.MustRegister(m.questions, m.stages, m.queue, m.withheld, m.modelErrors, m.tokens, m.interactions, m.refusals, m.panics, m.feedback, m.requests, m.shards,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// observe counts what the bot tells.
func (m *metrics) observe(o discord.Observation) {
	switch o.Kind {
	case discord.Questions:
		surface, outcome, _ := strings.Cut(o.Label, " ")
		m.questions.WithLabelValues(surface, outcome).Inc()
	case discord.Stage:
		m.stages.WithLabelValues(o.Label).Observe(o.Took.Seconds())
	case discord.Queue:
		m.queue.Set(o.Value)
	case discord.WithheldFor:
		m.withheld.WithLabelValues(o.Label).Add(o.Value)
	case discord.Tokens:
		m.tokens.WithLabelValues(o.Label).Add(o.Value)
	case discord.Calls:
		m.interactions.WithLabelValues(o.Label).Observe(o.Took.Seconds())
	case discord.Refusals:
		m.refusals.WithLabelValues(o.Label).Inc()
	case discord.Panics:
		m.panics.WithLabelValues(o.Label).Inc()
	case discord.Feedback:
		m.feedback.WithLabelValues(o.Label).Inc()
	}
}

// stage counts what the engine tells of a question's stages.
func (m *metrics) stage(stage string, took time.Duration, err error) {
	m.stages.WithLabelValues(stage).Observe(took.Seconds())
	if stage == "draft" && err != nil && !errors.Is(err, context.Canceled) {
		m.modelErrors.Inc()
	}
}

// wire counts what the connection tells.
func (m *metrics) wire(o wire.Observation) {
	switch o.Kind {
	case "gateway":
		m.shards.DeletePartialMatch(prometheus.Labels{"shard": strconv.Itoa(o.Shard)})
		m.shards.WithLabelValues(strconv.Itoa(o.Shard), o.State).Set(1)
	case "request":
		m.requests.WithLabelValues(o.Route, strconv.Itoa(o.Status)).Observe(o.Took.Seconds())
	case "rate-limited", "retried":
		m.refusals.WithLabelValues("discord: " + o.Kind).Inc()
	}
}

// serveHTTP serves /metrics and /healthz, where an address is configured.
func serveHTTP(address string, m *metrics, bot *discord.Bot, log *slog.Logger, say func(string)) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, withHint(fmt.Errorf("metrics cannot be served: %w", err), "choose another address for [http] listen, or none")
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { health(w, bot) })
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("metrics are served no longer", "error", err)
		}
	}()
	say("Metrics and health: http://" + listener.Addr().String() + "/metrics and /healthz")
	return func() { server.Close() }, nil
}

// health answers 200 while the bot is online, and 503 with what is missing.
func health(w http.ResponseWriter, bot *discord.Bot) {
	h := bot.Health()
	w.Header().Set("Content-Type", "application/json")
	if !h.OK {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(h)
}
