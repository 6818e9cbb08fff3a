package org.jettyferry.testkit.browser;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jettyferry.testkit.servers.Guard;
import org.jettyferry.testkit.servers.Scratch;

/** Chromium without a window and with one page, driven as a person would: it loads, types and clicks. */
public final class Chromium implements AutoCloseable {
    private static final List<String> COMMANDS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String LISTENS = "DevTools listening on ";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path profile;
    private final Guard guard;
    private final DevTools tools;

    private Chromium(Path profile, Process process) throws IOException {
        this.profile = profile;
        this.guard = Guard.over(process, "TERM");
        this.tools = new DevTools(page(process));
    }

    /**
     * Looks for the program.
     *
     * @return where it is, or nothing
     */
    public static Optional<Path> find() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> COMMANDS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it with an empty profile.
     *
     * @param program where it is
     * @return the browser with an empty page
     */
    public static Chromium start(Path program) {
        Path profile = Scratch.run("chromium");
        try {
            Process process = new ProcessBuilder(
                            program.toString(),
                            "--headless=new",
                            "--no-sandbox", // root, in a container
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--user-data-dir=" + profile,
                            "--remote-debugging-port=0",
                            "about:blank")
                    .redirectErrorStream(true)
                    .start();
            return new Chromium(profile, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Loads a page, as if its address had been typed.
     *
     * @param uri its address
     */
    public void open(URI uri) {
        evaluate("window.left = true");
        tools.ask("Page.navigate", Map.of("url", uri.toString()));
        awaitNextPage();
    }

    /**
     * Types into a field.
     *
     * @param field a CSS selector
     * @param text what to type
     */
    public void type(String field, String text) {
        evaluate(element(field) + ".focus()");
        tools.ask("Input.insertText", Map.of("text", text));
    }

    /**
     * Clicks where the middle of an element is, and waits for the page that follows.
     *
     * @param element a CSS selector
     */
    public void click(String element) {
        evaluate("window.left = true");
        String[] middle = evaluate("(r => (r.x + r.width / 2) + ' ' + (r.y + r.height / 2))(" + element(element)
                        + ".getBoundingClientRect())")
                .split(" ");
        for (String event : List.of("mousePressed", "mouseReleased")) {
            tools.ask(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            event,
                            "button",
                            "left",
                            "clickCount",
                            1,
                            "x",
                            Double.valueOf(middle[0]),
                            "y",
                            Double.valueOf(middle[1])));
        }
        awaitNextPage();
    }

    /**
     * Reads the page.
     *
     * @return its text as people see it
     */
    public String text() {
        return evaluate("document.body.innerText");
    }

    /**
     * Gives the address that the browser shows.
     *
     * @return the page's address
     */
    public URI uri() {
        return URI.create(evaluate("location.href"));
    }

    /**
     * Writes something else into the page, for pictures that must not show this machine.
     *
     * @param pattern where this regular expression matches
     * @param other this shall stand
     */
    public void replace(String pattern, String other) {
        evaluate("document.body.innerHTML = document.body.innerHTML.replace(new RegExp('" + pattern + "', 'g'), '"
                + other + "')");
    }

    /**
     * Takes a picture of the whole page.
     *
     * @param file where to write it, as PNG
     * @param width of the window, in pixels of CSS
     */
    public void picture(Path file, int width) {
        tools.ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 1, "deviceScaleFactor", 1, "mobile", false));
        tools.ask("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        JsonObject picture =
                tools.ask("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Files.write(file, Base64.getDecoder().decode(picture.get("data").getAsString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tools.close();
        guard.close();
        Scratch.delete(profile);
    }

    private static String element(String selector) {
        return "document.querySelector(\"" + selector.replace("\"", "\\\"") + "\")";
    }

    private void awaitNextPage() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!nextPageIsThere()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no page came; this one is still there:\n" + text());
            }
            pause();
        }
    }

    /** The mark on the page that was left is gone as soon as there is another page; between both there is none to ask. */
    private boolean nextPageIsThere() {
        try {
            return "complete".equals(evaluate("window.left ? 'left' : document.readyState"));
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private String evaluate(String script) {
        JsonObject answer = tools.ask("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(script + ": " + answer + "\non the page:\n" + text());
        }
        JsonObject result = answer.getAsJsonObject("result");
        return result.has("value") ? result.get("value").getAsString() : "";
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a page loaded", e);
        }
    }

    /** The address of the one page, which the browser's own address does not hold. */
    private static URI page(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(LISTENS)) {
                drain(out);
                return page(URI.create(line.substring(LISTENS.length())));
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the browser did not start:\n" + said);
    }

    private static URI page(URI browser) {
        try (DevTools tools = new DevTools(browser)) {
            String target = tools.ask("Target.getTargets", Map.of()).getAsJsonArray("targetInfos").asList().stream()
                    .map(info -> info.getAsJsonObject())
                    .filter(info -> "page".equals(info.get("type").getAsString()))
                    .map(info -> info.get("targetId").getAsString())
                    .findFirst()
                    .orElseThrow();
            return browser.resolve("/devtools/page/" + target);
        }
    }

    /** Reads the browser's complaints away, so that they do not fill the pipe. */
    private static void drain(BufferedReader out) {
        Thread thread = new Thread(() -> out.lines().forEach(line -> {}), "output of the browser");
        thread.setDaemon(true);
        thread.start();
    }
}
