package org.jettyferry.rolling;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/**
 * An address that answers with a status of 200 to 299 when all is well. A redirect is no such answer, and is not followed: it
 * would lead to a login page, or back to the old server.
 *
 * @param uri with http or https
 * @param tries how often to ask
 * @param pause between two tries
 */
public record HealthUrl(URI uri, int tries, Duration pause) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 10;

    /**
     * Reads an address; it is asked up to ten times, two seconds apart.
     *
     * @throws OperatorException if it is not one of http or https with a host
     */
    public static HealthUrl parse(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return new HealthUrl(uri, TRIES, Duration.ofSeconds(2));
            }
        } catch (URISyntaxException e) {
            // The message below is clearer.
        }
        throw new OperatorException(
                Kind.USAGE,
                "this is not an address that can be asked: " + url,
                "Write it as https://HOST/PATH, without a login. Nothing was changed.");
    }

    /**
     * Asks until all is well, or all tries are used.
     *
     * @return what was wrong at the last try; empty if all is well
     */
    public Optional<String> ask() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE)
                .build();
        Optional<String> fault = Optional.empty();
        try {
            for (int i = 0; i < tries; i++) {
                if (i > 0) {
                    Thread.sleep(pause.toMillis());
                }
                fault = ask(client);
                if (fault.isEmpty()) {
                    return fault;
                }
            }
            return fault;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Optional<String> ask(HttpClient client) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300 ? Optional.empty() : Optional.of("it answers with " + status);
        } catch (IOException e) {
            return Optional.of("it does not answer (" + e.getClass().getSimpleName() + ")");
        }
    }
}
