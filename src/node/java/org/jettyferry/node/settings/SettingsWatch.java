package org.jettyferry.node.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.jettyferry.settings.KnownSettings;
import org.jettyferry.settings.SettingsFile;
import org.jettyferry.settings.SettingsFileException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings and reads them again when their file has changed. It reads the file each second instead of waiting for
 * a notice: notices don't come from network drives, bind mounts and Kubernetes' swapped links, and a change within the
 * clock tick of the last one leaves size and time alone. Thread-safe.
 */
public final class SettingsWatch {
    private static final Logger LOG = Logger.getLogger(SettingsWatch.class.getName());
    private static final long LOOK_MILLIS = 1000;
    private static final long SETTLE_MILLIS = 100;
    private static final int LOOKS_AT_THE_TORN = 5;

    private final List<Path> candidates;
    private final Map<String, String> environment;
    private final Thread thread;
    private volatile Reading reading = new Reading(null, new byte[0], NodeSettings.DEFAULTS, Collections.emptyList());
    private volatile List<String> others = Collections.emptyList();
    private volatile String trouble = "";
    private volatile boolean stopping;
    private byte[] seen = new byte[0];
    private int looksToGo;
    private Consumer<NodeSettings> listener = settings -> {};

    /**
     * Makes one that has read the file once.
     *
     * @param candidates the files to look for; the first that is there is it from then on
     * @param environment variables of the process
     */
    public SettingsWatch(List<Path> candidates, Map<String, String> environment) {
        this.candidates = candidates;
        this.environment = environment;
        thread = new Thread(this::run, "ferry-settings");
        thread.setDaemon(true);
        thread.setContextClassLoader(SettingsWatch.class.getClassLoader());
        for (int i = 0; i <= LOOKS_AT_THE_TORN; i++) {
            look(); // it may settle at once, since nothing is in force that could be lost
        }
        if (reading.file == null) {
            apply(null, new byte[0], Collections.emptyMap()); // what the environment says holds without a file, too
        }
    }

    /**
     * Starts to watch; to be called once.
     *
     * @param onChange told by the watching thread of settings that are in force from then on
     */
    public void start(Consumer<NodeSettings> onChange) {
        listener = onChange;
        thread.start();
    }

    /** The settings in force. */
    public NodeSettings settings() {
        return reading.settings;
    }

    /** The file that they are from; null if none was found so far. */
    public @Nullable Path file() {
        return reading.file;
    }

    /** What is wrong with the file and its values now, in a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(reading.problems);
        problems.addAll(others);
        if (!trouble.isEmpty()) {
            problems.add(trouble);
        }
        return problems;
    }

    /**
     * Takes in what others can't understand of the settings in force, to be told with the rest.
     *
     * @param problems a sentence each; those that are not new were told before
     */
    public void report(List<String> problems) {
        tell(null, problems, others);
        others = problems;
    }

    /** Ends the watching thread; it may still be there for the moment of one look. */
    public void stop() {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopping) {
            try {
                Thread.sleep(looksToGo > 0 ? SETTLE_MILLIS : LOOK_MILLIS);
                if (look()) {
                    listener.accept(settings());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | LinkageError e) {
                LOG.warning("new settings could not be put in force: " + e);
            }
        }
    }

    /**
     * Looks whether the file has changed. A change counts when several looks have seen the same: whoever writes the file may
     * be in the middle of it, the more so if its last line has no end.
     *
     * @return whether other settings are in force now
     */
    boolean look() {
        Path file = find();
        if (file == null) {
            return false;
        }
        byte[] content = new byte[0];
        String unreadable = "";
        try {
            content = SettingsFile.bytes(file);
        } catch (IOException e) {
            unreadable = e instanceof NoSuchFileException ? "it is gone" : reason(e);
        }
        if (file.equals(reading.file) && unreadable.isEmpty() && Arrays.equals(content, reading.content)) {
            settled();
            return false;
        }
        return settles(content, unreadable) && takeIn(file, content, unreadable);
    }

    private boolean settles(byte[] content, String unreadable) {
        byte[] sight = content.length > 0 ? content : unreadable.getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(sight, seen)) {
            seen = sight;
            looksToGo = sight.length > 0 && sight[sight.length - 1] == '\n' ? 1 : LOOKS_AT_THE_TORN;
            return false;
        }
        looksToGo = Math.max(0, looksToGo - 1);
        return looksToGo == 0;
    }

    private boolean takeIn(Path file, byte[] content, String unreadable) {
        try {
            if (!unreadable.isEmpty()) {
                throw new IllegalArgumentException(unreadable);
            }
            if (content.length == 0) {
                throw new IllegalArgumentException("it is empty; leave a comment in it if nothing shall be set");
            }
            apply(file, content, SettingsFile.parse(file, content));
            settled();
            return true;
        } catch (IOException | IllegalArgumentException e) {
            trouble(file + " can't be used (" + e.getMessage() + "); what it said last stays in force");
            return false;
        }
    }

    private static String reason(IOException e) {
        return e instanceof SettingsFileException ? String.valueOf(e.getMessage()) : e.toString();
    }

    private @Nullable Path find() {
        if (reading.file != null) {
            return reading.file; // one that is gone is not replaced by another that means something else
        }
        return candidates.stream().filter(Files::isRegularFile).findFirst().orElse(null);
    }

    private void apply(@Nullable Path file, byte[] content, Map<String, String> values) {
        List<String> problems = new ArrayList<>();
        NodeSettings settings = NodeSettings.from(values, environment, reading.settings, problems::add);
        problems.addAll(KnownSettings.misspelt(values.keySet()));
        tell(file, problems, reading.problems);
        if (reading.file != null) {
            LOG.info(file + " has changed and is in force");
        }
        reading = new Reading(file, content, settings, problems);
    }

    private static void tell(@Nullable Path file, List<String> problems, List<String> told) {
        for (String problem : problems) {
            if (!told.contains(problem)) {
                LOG.warning((file == null ? "" : file + ": ") + problem);
            }
        }
    }

    private void settled() {
        seen = reading.content;
        looksToGo = 0;
        if (!trouble.isEmpty()) {
            LOG.info(reading.file + " can be used again");
            trouble = "";
        }
    }

    private void trouble(String what) {
        if (!what.equals(trouble) && !stopping) {
            LOG.warning(what);
        }
        trouble = what;
    }

    /** What one look has found. */
    private static final class Reading {
        final @Nullable Path file;
        final byte[] content;
        final NodeSettings settings;
        final List<String> problems;

        Reading(@Nullable Path file, byte[] content, NodeSettings settings, List<String> problems) {
            this.file = file;
            this.content = content;
            this.settings = settings;
            this.problems = problems;
        }
    }
}
