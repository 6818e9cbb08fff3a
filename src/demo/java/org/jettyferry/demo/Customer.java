package org.jettyferry.demo;

import static org.jettyferry.demo.Narrator.check;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.testkit.nodes.Browser;

/** Clicks all the time, always at the address that she knows, and checks each page against what she did before. */
final class Customer {
    private static final Pattern ROPES = Pattern.compile(">Rope</td><td>[^<]*</td><td>(\\d+)");
    private static final long PAUSE_MILLIS = 200;

    private final Browser browser;
    private final URI shop;
    private volatile boolean stopping;
    private final CompletableFuture<Integer> clicks = new CompletableFuture<>();

    private Customer(Browser browser, URI shop) {
        this.browser = browser;
        this.shop = shop;
    }

    static Customer clicking(Browser browser, URI shop) {
        Customer customer = new Customer(browser, shop);
        Thread thread = new Thread(customer::click, "customer");
        thread.setDaemon(true);
        thread.start();
        return customer;
    }

    /** Waits for her last click, and returns how many there were; fails if one of them did. */
    int stop() throws Exception {
        stopping = true;
        return clicks.get();
    }

    /** Returns the number of ropes on a page. */
    static int ropes(String page) {
        Matcher ropes = ROPES.matcher(page);
        return ropes.find() ? Integer.parseInt(ropes.group(1)) : 0;
    }

    private void click() {
        int done = 0;
        try {
            while (!stopping) {
                browser.submit(shop.resolve("add"), Map.of("item", "Rope"));
                done++;
                HttpResponse<String> page = browser.view(shop);
                check("the status of click " + done, 200, page.statusCode());
                check("that she is logged in", "true", "" + page.body().contains("<strong>Alice</strong>"));
                check("the ropes in her cart", done, ropes(page.body()));
                Thread.sleep(PAUSE_MILLIS);
            }
            clicks.complete(done);
        } catch (RuntimeException | InterruptedException e) {
            clicks.completeExceptionally(e);
        }
    }
}
