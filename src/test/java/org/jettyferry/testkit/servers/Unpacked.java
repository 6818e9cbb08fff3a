package org.jettyferry.testkit.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Files that are made once and kept from build to build: a server's programs, its initialised data. */
final class Unpacked {
    private Unpacked() {}

    /** Returns a folder name for an unpacked resource; it changes with the version of the jar that holds it. */
    static String name(String product, URL carrier) {
        return product + "-" + Integer.toHexString(carrier.toString().hashCode());
    }

    /** Makes a folder once: a half-made one is never taken for a whole one, and two JVMs don't make it at once. */
    static Path once(Path folder, Consumer<Path> maker) {
        Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
        try {
            Files.createDirectories(folder.getParent());
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!Files.exists(folder)) {
                    Path half = folder.resolveSibling(folder.getFileName() + ".half");
                    Scratch.delete(half);
                    Files.createDirectories(half);
                    maker.accept(half);
                    Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void archive(ArchiveInputStream<? extends ArchiveEntry> archive, Path target) throws IOException {
        for (ArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path path = target.resolve(entry.getName()).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("leaves the folder: " + entry.getName());
            }
            unpack(archive, entry, path);
        }
    }

    static void tar(InputStream uncompressed, Path target) throws IOException {
        archive(new TarArchiveInputStream(new BufferedInputStream(uncompressed)), target);
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(InputStream in, ArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry instanceof TarArchiveEntry tar && tar.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(tar.getLinkName()));
            return;
        }
        Files.copy(in, path);
        if (entry instanceof TarArchiveEntry tar && (tar.getMode() & 0100) != 0) {
            path.toFile().setExecutable(true, false);
        }
    }
}
