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
 * Reads the settings, and reads them again when their file has changed. It reads the whole file each second: no
 * notifications come from network drives, bind mounts and the swapped links of Kubernetes, and a change within the
 * clock tick of the last one changes neither size nor time. Thread-safe.
 */
public final class SettingsWatch {
    private static final Logger LOG = Logger.getLogger(SettingsWatch.class.getName());
    private static final long LOOK_MILLIS = 1000;

    /** How long a changed file must stay the same before it counts: the rest of it may still be missing. */
    private static final long SETTLE_MILLIS = 1000;

    /** A file whose last line has no end is probably half-written; it is read at this interval, more often. */
    private static final long TORN_MILLIS = 400;

    private static final int LOOKS_IF_TORN = 5;

    private final List<Path> candidates;
    private final Map<String, String> environment;
    private final Thread thread;
    private volatile Reading reading = new Reading(null, new byte[0], NodeSettings.DEFAULTS, Collections.emptyList());
    private volatile List<String> others = Collections.emptyList();
    private volatile String trouble = "";
    private volatile boolean stopping;
    private byte[] seen = new byte[0];
    private int looksToGo;
    private boolean torn;
    private Consumer<NodeSettings> listener = settings -> {};
    private Runnable further = () -> {};

    /**
     * Makes a watch and reads the file once.
     *
     * @param candidates the files to look for; the first that exists is the one from then on
     * @param environment the variables of the process
     */
    public SettingsWatch(List<Path> candidates, Map<String, String> environment) {
        this.candidates = candidates;
        this.environment = environment;
        thread = new Thread(this::run, "ferry-settings");
        thread.setDaemon(true);
        thread.setContextClassLoader(SettingsWatch.class.getClassLoader());
        for (int i = 0; i <= LOOKS_IF_TORN; i++) {
            look(); // does not wait: no settings are in force yet that a half-written file could remove
        }
        if (reading.file == null) {
            apply(null, new byte[0], Collections.emptyMap()); // the environment counts without a file too
        }
    }

    /**
     * Starts to watch; call it once.
     *
     * @param onChange receives new settings on the watching thread
     * @param furtherLook looks at other files, on the same thread, as often
     */
    public void start(Consumer<NodeSettings> onChange, Runnable furtherLook) {
        listener = onChange;
        further = furtherLook;
        thread.start();
    }

    /** Returns the settings in force. */
    public NodeSettings settings() {
        return reading.settings;
    }

    /** Returns the file that they come from; null if none was found so far. */
    public @Nullable Path file() {
        return reading.file;
    }

    /** Returns what is wrong with the file and its values now, in a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(reading.problems);
        problems.addAll(others);
        if (!trouble.isEmpty()) {
            problems.add(trouble);
        }
        return problems;
    }

    /**
     * Adds the problems that other readers have with the settings in force, and logs the new ones.
     *
     * @param problems a sentence each; they replace those of the last call
     */
    public void report(List<String> problems) {
        logNew(null, problems, others);
        others = problems;
    }

    /** Ends the watching thread; one last look may still be under way. */
    public void stop() {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopping) {
            try {
                Thread.sleep(looksToGo == 0 ? LOOK_MILLIS : torn ? TORN_MILLIS : SETTLE_MILLIS);
                if (look()) {
                    listener.accept(settings());
                }
                further.run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | LinkageError e) {
                LOG.warning("new settings could not be put in force: " + e);
            }
        }
    }

    /**
     * Looks whether the file has changed. A change counts only after several looks have seen the same content: its
     * writer may not have finished, more likely so if the last line has no end.
     *
     * @return whether new settings are in force now
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
            reconciled();
            return false;
        }
        return isStable(content, unreadable) && load(file, content, unreadable);
    }

    private boolean isStable(byte[] content, String unreadable) {
        byte[] sight = content.length > 0 ? content : unreadable.getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(sight, seen)) {
            seen = sight;
            torn = sight.length == 0 || sight[sight.length - 1] != '\n';
            looksToGo = torn ? LOOKS_IF_TORN : 1;
            return false;
        }
        looksToGo = Math.max(0, looksToGo - 1);
        return looksToGo == 0;
    }

    private boolean load(Path file, byte[] content, String unreadable) {
        try {
            if (!unreadable.isEmpty()) {
                throw new IllegalArgumentException(unreadable);
            }
            if (content.length == 0) {
                throw new IllegalArgumentException("it is empty; leave a comment in it if nothing shall be set");
            }
            apply(file, content, SettingsFile.parse(file, content));
            reconciled();
            return true;
        } catch (IOException | IllegalArgumentException e) {
            trouble(file + " can't be used (" + e.getMessage() + "); the previous settings stay in force");
            return false;
        }
    }

    private static String reason(IOException e) {
        return e instanceof SettingsFileException ? String.valueOf(e.getMessage()) : e.toString();
    }

    private @Nullable Path find() {
        if (reading.file != null) {
            return reading.file; // a missing file is not replaced by another one with other settings
        }
        return candidates.stream().filter(Files::isRegularFile).findFirst().orElse(null);
    }

    private void apply(@Nullable Path file, byte[] content, Map<String, String> values) {
        List<String> problems = new ArrayList<>();
        NodeSettings settings = NodeSettings.from(values, environment, reading.settings, problems::add);
        problems.addAll(KnownSettings.misspelt(values.keySet()));
        logNew(file, problems, reading.problems);
        if (reading.file != null) {
            LOG.info(file + " has changed and is in force");
        }
        reading = new Reading(file, content, settings, problems);
    }

    private static void logNew(@Nullable Path file, List<String> problems, List<String> known) {
        for (String problem : problems) {
            if (!known.contains(problem)) {
                LOG.warning((file == null ? "" : file + ": ") + problem);
            }
        }
    }

    private void reconciled() {
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

    /** The content of the file and what was understood of it. */
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
