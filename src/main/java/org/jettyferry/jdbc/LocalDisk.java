package org.jettyferry.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Measures the disk of a server that runs on this machine. */
public final class LocalDisk {
    private LocalDisk() {}

    /** Returns the free bytes of a folder's disk; empty if the folder does not exist here. */
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
