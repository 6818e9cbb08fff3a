package org.jettyferry.testkit.servers;

import java.nio.file.Path;
import java.util.List;

/** Lets the operating system refuse a process's writes to files beyond a size: what a full disk does, without a disk. */
public final class FileLimit {
    private static final String PROGRAM = "prlimit";

    private FileLimit() {}

    /** Tells whether it works here: on Linux, for servers that the tests have started on this machine. */
    public static boolean works() {
        return Command.works(PROGRAM, "--version") && System.getenv("FERRY_TEST_POSTGRESQL_URL") == null;
    }

    /**
     * Limits a process, and what it starts from now on.
     *
     * @param pid of the process
     * @param bytes the largest file
     */
    public static void set(long pid, long bytes) {
        limit(pid, Long.toString(bytes));
    }

    /** Takes the limit back. */
    public static void lift(long pid) {
        limit(pid, "unlimited");
    }

    private static void limit(long pid, String soft) {
        Command.run(Path.of("."), List.of(PROGRAM, "--pid", Long.toString(pid), "--fsize=" + soft + ":unlimited"))
                .orFail(PROGRAM);
    }
}
