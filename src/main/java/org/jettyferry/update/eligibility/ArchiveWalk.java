package org.jettyferry.update.eligibility;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Visits the files of a folder or archive, and of the archives in it, as streams: none is held in memory. */
final class ArchiveWalk {
    private static final Pattern ARCHIVE = Pattern.compile("(?i).*\\.(war|jar|ear|zip)");

    /** A jar in a WAR in an EAR, and one more. */
    private static final int DEEPEST = 4;

    private final Visitor visitor;

    ArchiveWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Sees a file. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Looks at a file.
         *
         * @param name its path in the innermost archive or in the folder, with slashes
         * @param content its bytes; the visitor leaves it open
         */
        void visit(String name, InputStream content) throws IOException;
    }

    /** Visits everything below a folder or in an archive. */
    void visit(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            visit(root, root.getFileName().toString());
            return;
        }
        try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                visit(file, root.relativize(file).toString().replace('\\', '/'));
            }
        }
    }

    private void visit(Path file, String name) throws IOException {
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            visit(name, content, 0);
        }
    }

    private void visit(String name, InputStream content, int depth) throws IOException {
        if (!ARCHIVE.matcher(name).matches() || depth == DEEPEST) {
            visitor.visit(name, content);
            return;
        }
        ZipInputStream entries = new ZipInputStream(content); // stays open: it belongs to the caller
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (!entry.isDirectory()) {
                visit(entry.getName(), entries, depth + 1);
            }
        }
    }
}
