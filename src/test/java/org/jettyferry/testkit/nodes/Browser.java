package org.jettyferry.testkit.nodes;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A customer of the shop. Keeps cookies by host and not by port, so that several nodes see one session. */
public final class Browser {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /**
     * Opens a page of the shop.
     *
     * @param uri the page
     * @return what it says, as JSON
     */
    public JsonObject open(URI uri) {
        return json(send(HttpRequest.newBuilder(uri).header("Accept", "application/json")));
    }

    /**
     * Opens a page as people see it.
     *
     * @param uri the page
     * @return status and HTML
     */
    public HttpResponse<String> view(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    /**
     * Sends a form.
     *
     * @param uri its action
     * @param fields its fields
     * @return the page that follows, as JSON
     */
    public JsonObject submit(URI uri, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return json(send(HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))));
    }

    /**
     * Gives the session cookie.
     *
     * @return its value, or nothing before the first login
     */
    public Optional<String> sessionCookie() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> "JSESSIONID".equals(cookie.getName()))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a request", e);
        }
    }

    private static JsonObject json(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    response.uri() + " answered " + response.statusCode() + ":\n" + response.body());
        }
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
