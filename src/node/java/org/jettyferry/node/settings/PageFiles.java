package org.jettyferry.node.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The files with the pages of the site's own, which take the place of the built-in answers to people. Thread-safe. */
public final class PageFiles {
    private final PageFile unavailable;
    private final PageFile misdirected;

    /**
     * Makes files that are not named yet.
     *
     * @param pages receives the page for an HTTP status when it changes; an empty one stands for the built-in one
     */
    public PageFiles(BiConsumer<Integer, String> pages) {
        unavailable = new PageFile("page503File", page -> pages.accept(503, page));
        misdirected = new PageFile("page421File", page -> pages.accept(421, page));
    }

    /** Reads the files that the settings name. */
    public synchronized void configure(Map<String, String> settings) {
        unavailable.configure(settings.getOrDefault("page503File", "").trim());
        misdirected.configure(settings.getOrDefault("page421File", "").trim());
    }

    /**
     * Reads the files anew; call it each second, on no thread of a request.
     *
     * @return whether there are other problems now than before
     */
    public synchronized boolean look() {
        List<String> before = problems();
        unavailable.look();
        misdirected.look();
        return !before.equals(problems());
    }

    /** Returns what is wrong with the files, in a sentence each. */
    public synchronized List<String> problems() {
        List<String> problems = new ArrayList<>(Arrays.asList(unavailable.problem(), misdirected.problem()));
        problems.removeIf(String::isEmpty);
        return problems;
    }
}
