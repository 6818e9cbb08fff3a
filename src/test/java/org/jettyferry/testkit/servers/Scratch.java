package org.jettyferry.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** The folder below {@code target/} in which servers and nodes are unpacked and run; clears what a killed JVM left there. */
public final class Scratch {
    private static final Path BUILD =
            Path.of(System.getProperty("ferry.build.directory", "target")).toAbsolutePath();

    private Scratch() {}

    /**
     * Gives Maven's build directory, also where no build has set it (an IDE).
     *
     * @return an absolute path
     */
    public static Path buildDirectory() {
        return BUILD;
    }

    /**
     * Gives a folder that stays from one build to the next.
     *
     * @param name what is kept in it
     * @return the folder, which may not be there yet
     */
    public static Path kept(String name) {
        return BUILD.resolve("servers").resolve(name);
    }

    /**
     * Gives a folder that belongs to this JVM alone.
     *
     * @param name what runs in it
     * @return the folder, empty
     */
    public static Path run(String name) {
        return runIn(BUILD.resolve("servers").resolve("run"), name);
    }

    /** Does the same as {@link #run} in another folder; deletes first what dead JVMs left there. */
    static Path runIn(Path runs, String name) {
        try {
            clearRunsOfDeadJvms(made(runs));
            return Files.createTempDirectory(runs, ProcessHandle.current().pid() + "-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes a folder with all that is in it; files that vanish meanwhile are ignored.
     *
     * @param folder the folder, may be absent
     */
    public static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new Deletion());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clearRunsOfDeadJvms(Path runs) {
        for (Path run : list(runs)) {
            String pid = run.getFileName().toString().split("-", 2)[0];
            if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                delete(run);
            }
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
