package dev.bellwether.operator.bridge.preview;

import dev.bellwether.alerting.backtest.Backtest;
import dev.bellwether.alerting.backtest.BacktestProgress;
import dev.bellwether.alerting.backtest.BacktestRange;
import dev.bellwether.alerting.backtest.BacktestResult;
import dev.bellwether.model.Labels;
import dev.bellwether.model.alert.AlertRule;
import dev.bellwether.promql.evaluation.QueryEngine;
import dev.bellwether.promql.evaluation.QueryOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How often a rule would have fired: a backtest over the samples of the stack's API. Blocks for as long as that takes, and can be
 * interrupted. Safe for use by many threads.
 */
public final class RulePreview implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final long MOST_EVALUATIONS = 50_000;

    private final HttpClient client;
    private final URI address;

    /**
     * An answer.
     *
     * @param firings how often alerts would have begun to fire, null where that cannot be told
     * @param text the same for people
     */
    public record Answer(@Nullable Integer firings, String text) {}

    /**
     * Prepares; asks nothing yet.
     *
     * @param address of the API, without a path
     * @param authorities the certificates that sign the API's own, PEM; empty for those that everybody trusts
     * @throws IllegalArgumentException where the certificates are none
     */
    public RulePreview(URI address, String authorities) {
        this.address = address;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
        this.client = (authorities.isBlank() ? builder : builder.sslContext(trusting(authorities))).build();
    }

    private static SSLContext trusting(String authorities) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(authorities.getBytes(StandardCharsets.UTF_8)))) {
                trusted.setCertificateEntry("authority" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the authorities of the API are no certificates: " + e.getMessage(), e);
        }
    }

    /** Runs a rule over the time up to now. */
    public Answer ask(AlertRule rule, Duration last, Instant now) {
        Duration own = rule.schedule().interval();
        Duration step = own.isZero() ? STEP : own;
        if (last.dividedBy(step) > MOST_EVALUATIONS) {
            step = Duration.ofSeconds(Math.max(1, last.toSeconds() / MOST_EVALUATIONS + 1));
        }
        QuerySeriesReader reader = new QuerySeriesReader(client, address);
        try {
            BacktestResult result = new Backtest(
                            new QueryEngine(QueryOptions.DEFAULT), reader, Labels.EMPTY, address.toString())
                    .run(rule, new BacktestRange(now.minus(last), now, step), BacktestProgress.NONE);
            QuerySeriesReader.UnreadableException failure = reader.failure();
            return failure == null ? answer(result) : new Answer(null, "cannot be told: " + failure.getMessage());
        } catch (RuntimeException e) {
            return new Answer(null, "cannot be told: " + e.getMessage());
        }
    }

    private static Answer answer(BacktestResult result) {
        if (result.failedEvaluations() == result.evaluations()) {
            return new Answer(null, "cannot be told: " + result.firstFailure());
        }
        int firings = (int) Math.min(Integer.MAX_VALUE, result.firings());
        String text = switch (firings) {
            case 0 -> "would not have fired";
            case 1 -> "would have fired once";
            default -> "would have fired " + firings + " times";
        };
        String failed = result.failedEvaluations() == 0
                ? ""
                : "; " + result.failedEvaluations() + " of " + result.evaluations() + " evaluations failed";
        return new Answer(firings, text + failed);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
