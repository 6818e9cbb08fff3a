package org.jettyferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads the CPU time of a server and its children; other work on the machine disturbs it less than elapsed time. */
final class Cpu {
    /** The kernel's unit for these times on every Linux. */
    private static final double TICKS_PER_SECOND = 100;

    private Cpu() {}

    static double seconds(Process server) throws IOException {
        double seconds = 0;
        for (ProcessHandle process : Stream.concat(Stream.of(server.toHandle()), server.descendants())
                .toList()) {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            seconds += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
        }
        return seconds;
    }
}
