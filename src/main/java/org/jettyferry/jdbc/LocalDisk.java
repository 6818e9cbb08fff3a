package org.jettyferry.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The disk under a server that runs on this very machine. */
public final class LocalDisk {
    private LocalDisk() {}

    /** Free bytes below a folder; empty where this machine can't see it. */
    public static OptionalLong freeBytes(String folder) {
        try {
            Path path = Path.of(folder);
            return !folder.isEmpty() && Files.isDirectory(path)
                    ? OptionalLong.of(Files.getFileStore(path).getUsableSpace())
                    : OptionalLong.empty();
        } catch (IOException | InvalidPathException e) {
            return OptionalLong.empty();
        }
    }
}
